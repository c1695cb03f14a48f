/**
 * What every part of the validation hands over: figures with their bars, and tables.
 *
 * @typedef {object} Figure
 * @property {string} name   what was measured
 * @property {string|number} value
 * @property {string} bar    what it must be
 * @property {boolean} ok
 * @property {string} [text] what the figure means, where its name does not say it
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {string} intro
 * @property {readonly Figure[]} figures
 * @property {readonly string[]} [details] finished lines of Markdown
 */

/** The power of ten that a deviation stays below; finer digits say nothing and differ with every harmless change. */
export function below(deviation) {
  if (deviation == null) return '–'
  if (!Number.isFinite(deviation)) return '∞'
  if (deviation <= 1e-15) return '< 1e-15'
  let power = -15
  while (Math.abs(deviation) >= Number(`1e${power}`)) power++
  return `< 1e${power}`
}

/** Largest of some deviations; null where nothing was compared, ∞ where one is no number. */
export function largest(deviations) {
  const known = deviations.filter((deviation) => deviation != null)
  if (known.length === 0) return null
  return known.reduce((most, one) => (one <= most ? most : Number.isNaN(one) ? Infinity : one), 0)
}

/** @returns {Figure} a deviation that has to stay at or below `bar`. */
export function limit(name, deviation, bar, text) {
  return {
    name,
    value: below(deviation),
    bar: `≤ ${bar.toExponential()}`,
    ok: deviation !== null && deviation <= bar,
    text,
  }
}

/** @returns {string[]} lines of a Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}

/** @param {Section} section @returns {string} Markdown, ending in a newline */
export function render({ title, intro, figures, details = [] }) {
  const rows = figures.map(({ name, value, bar, ok }) => [name, `${value}`, bar, ok ? 'met' : '**missed**'])
  const notes = figures.flatMap(({ name, text }) => (text ? [`- ${name}: ${text}`] : []))
  const parts = [`## ${title}`, intro, table(['figure', 'value', 'bar', ''], rows).join('\n')]
  if (notes.length > 0) parts.push(notes.join('\n'))
  if (details.length > 0) parts.push(details.join('\n'))
  return `${parts.join('\n\n')}\n`
}
