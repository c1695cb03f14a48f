import { superscript } from './superscript.ts'

export const MINUS = '\u2212'
/** Keeps number and unit on one line, a little apart. */
export const NARROW_SPACE = '\u202f'
/** What a missing value shows; its accessible label is "not estimated". */
export const MISSING = '\u2014'

const SMALLEST_PLAIN = 1e-3
const SMALLEST_SCIENTIFIC = 1e5

/**
 * A number at `figures` significant figures, trailing zeros kept: 9.5 is `9.50`. True minus sign; scientific form
 * (`1.23×10⁻⁴`) below 10⁻³ and from 10⁵. A value that is no finite number shows as missing.
 */
export function formatNumber(value: number | null, figures = 3): string {
  if (value === null || !Number.isFinite(value)) return MISSING
  if (value === 0) return '0'
  // Rounded first, so that 99 999.9 is judged as the 1.00×10⁵ it shows as.
  const [mantissa = '', power = '0'] = Math.abs(value)
    .toExponential(figures - 1)
    .split('e')
  const rounded = Number(`${mantissa}e${power}`)
  const sign = value < 0 ? MINUS : ''
  if (rounded < SMALLEST_PLAIN || rounded >= SMALLEST_SCIENTIFIC) {
    return `${sign}${mantissa}×10${superscript(Number(power))}`
  }
  return sign + rounded.toFixed(Math.max(0, figures - 1 - Number(power)))
}

/** A nominal value such as a dose: at most `figures` significant figures, no trailing zeros: `0.3`, `30`, `1×10⁻⁴`. */
export function formatTrimmed(value: number | null, figures = 4): string {
  return formatNumber(value, figures)
    .replace(/(\.\d*?)0+(?=×|$)/, '$1')
    .replace(/\.(?=×|$)/, '')
}

/** Every digit the number has, as a copy or a tooltip shows it: shortest text that reads back the same. */
export function formatFull(value: number | null): string {
  return value === null || !Number.isFinite(value) ? MISSING : String(value).replace('-', MINUS)
}

/** Number text and unit with a narrow no-break space; the text alone where the unit is empty. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || unit === 'unknown' || text === MISSING ? text : `${text}${NARROW_SPACE}${unit}`
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const

/** A small count in words, as running text has it: 3 is "three", 12 is "12". */
export function countWord(count: number): string {
  return WORDS[count] ?? String(count)
}

/** `97,000`: a count, never a measured number, in which a comma could be the decimal one. */
export function countText(count: number): string {
  return count.toLocaleString('en')
}

/** `1 well`, `3 wells`, `97,000 wells`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`
}
