import { printableText } from '../../figure/printable-text.ts'

/**
 * A text in the letters that the standard fonts of PDF have (Windows-1252), so that no font need be carried along. Signs of
 * ours keep their meaning; a character of any other script stands as its code point, `[U+4E2D]`, so that two names never
 * look alike.
 */
export function pdfText(text: string): string {
  const plain = printableText(text).replaceAll(SUPERSCRIPTS, (run) => `^${[...run].map(plainDigit).join('')}`)
  return [...plain].map((character) => SIGNS.get(character) ?? encodable(character)).join('')
}

/** Beyond ² and ³, which the fonts have. */
const SUPERSCRIPTS =
  /[\u2070\u2074-\u207B\u00B9\u00B2\u00B3]*[\u2070\u2074-\u207B][\u2070\u2074-\u207B\u00B9\u00B2\u00B3]*/g
const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function plainDigit(character: string): string {
  const digit = SUPERSCRIPT_DIGITS.indexOf(character)
  return digit >= 0 ? String(digit) : character === '⁻' ? '–' : '+'
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  // Narrow and thin spaces; the minus, whose width the en dash has.
  ['\u202f', '\u00a0'],
  ['\u2009', '\u00a0'],
  ['\u2212', '–'],
  ['\u2011', '-'],
  ['≤', '<='],
  ['≥', '>='],
  ['ŷ', 'fitted y'],
  ['\u03bc', 'µ'],
  ['α', 'alpha'],
  ['β', 'beta'],
  ['γ', 'gamma'],
  ['δ', 'delta'],
  ['Δ', 'Delta'],
  ['κ', 'kappa'],
  ['λ', 'lambda'],
  ['ω', 'omega'],
])

const ENCODABLE = /^[\u0020-\u007E\u00A0-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/

function encodable(character: string): string {
  if (ENCODABLE.test(character)) return character
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}
