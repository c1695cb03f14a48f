/** The reason of an exclusion until one is chosen. */
export const NO_REASON = 'no reason given'

/** Chosen last in the list, with the reader's own words behind it. */
export const OTHER_REASON = 'other'

export const USUAL_REASONS: readonly string[] = [
  'dispensing',
  'edge effect',
  'solubility',
  'interference',
  'contamination',
  'outlier by rule',
]

/** Digits 1 to 9 choose, the last of the list being "other". */
const MOST_REASONS = 8

const MOST_LETTERS = 60

/** The reasons of a text with one per line, without empty lines, doubles and "other"; the usual ones if none is left. */
export function reasonsOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim())
  const reasons = lines.filter((line) => line !== '' && !isReserved(line))
  if (reasons.length === 0 || reasons.some(({ length }) => length > MOST_LETTERS)) return USUAL_REASONS
  return [...new Set(reasons)].slice(0, MOST_REASONS)
}

/** The reason that a digit stands for; null where the list is shorter. */
export function reasonByDigit(reasons: readonly string[], key: string): string | null {
  if (!/^[1-9]$/.test(key)) return null
  return [...reasons, OTHER_REASON][Number(key) - 1] ?? null
}

/** Which line of the list shows a reason: a text of one's own stands under "other"; empty while there is none. */
export function listedAs(reasons: readonly string[], reason: string): string {
  if (reason === NO_REASON) return ''
  return reasons.includes(reason) ? reason : OTHER_REASON
}

function isReserved(line: string): boolean {
  return line === OTHER_REASON || line === NO_REASON
}
