let stream = process.stdout

/** One line to the person at the terminal. */
export function say(line = '') {
  stream.write(`${line}\n`)
}

/** For programs whose standard output is read by others. */
export function sayOnStderr() {
  stream = process.stderr
}

/** An expected failure with its own words: printed without a stack. */
export class Refusal extends Error {
  /** @param {string} message what happened; @param {string[]} advice what to do, a line each. */
  constructor(message, advice = []) {
    super(message)
    this.advice = advice
  }
}

/** @returns {string} a Refusal as the person reads it; a bug with its stack. */
export function explain(error) {
  if (!(error instanceof Refusal)) return error?.stack ?? String(error)
  return [`\n  ${error.message}`, ...error.advice.map((line) => `  ${line}`), ''].join('\n')
}

/** @returns {string} the last lines of a program's output, indented. */
export function tail(output, lines = 25) {
  return output
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n')
}
