/**
 * A Dockerfile as a list of steps, as far as ours goes. Throws for what is not understood, so that a new line of it is not
 * silently left out of the check.
 */

/**
 * @param {string} text
 * @returns {{ name: string, base: string, steps: { kind: string, [field: string]: any }[] }[]} stages in order; the
 *   name of one without is its number
 */
export function readDockerfile(text) {
  const stages = []
  for (const line of linesOf(text)) {
    const [, word, rest] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (word === 'FROM') {
      const [base, , name = String(stages.length)] = rest.split(/\s+/)
      stages.push({ name, base, steps: [] })
    } else stages.at(-1).steps.push(readStep(word, rest, line))
  }
  return stages
}

/** @returns {{ kind: string, [field: string]: any }[]} the steps of a kind, in order */
export function stepsOf(stage, kind) {
  return stage.steps.filter((step) => step.kind === kind)
}

/** @returns {Record<string, string>} what all ENV lines of a stage set */
export function environmentOf(stage) {
  return Object.assign({}, ...stepsOf(stage, 'env').map(({ values }) => values))
}

function linesOf(text) {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function readStep(word, rest, line) {
  switch (word) {
    case 'COPY':
      return readCopy(rest.split(/\s+/))
    case 'RUN':
      return { kind: 'run', command: rest }
    case 'ENV':
      return { kind: 'env', values: Object.fromEntries(rest.split(/\s+/).map(splitPair)) }
    case 'CMD':
      return { kind: 'command', args: JSON.parse(rest) }
    case 'HEALTHCHECK':
      return { kind: 'health', args: JSON.parse(rest.slice(rest.indexOf('['))) }
    case 'USER':
    case 'WORKDIR':
    case 'VOLUME':
    case 'EXPOSE':
    case 'STOPSIGNAL':
      return { kind: word.toLowerCase(), value: rest }
    default:
      throw new Error(`The check does not understand this line of the Dockerfile: ${line}`)
  }
}

function readCopy(words) {
  const from = words[0].startsWith('--from=') ? words.shift().slice('--from='.length) : null
  return { kind: 'copy', from, sources: words.slice(0, -1), target: words.at(-1) }
}

function splitPair(text) {
  const at = text.indexOf('=')
  if (at < 1) throw new Error(`The check does not understand this ENV: ${text}`)
  return [text.slice(0, at), text.slice(at + 1)]
}

/** @returns {[from: string | null, sources: string[], target: string][]} what a stage copies, in order */
export function copiesOf(stage) {
  return stepsOf(stage, 'copy').map(({ from, sources, target }) => [from, sources, target])
}
