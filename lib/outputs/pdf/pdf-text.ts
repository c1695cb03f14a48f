import { printableText } from '../../figure/printable-text.ts'

/** Letters that a font has, and what becomes known of those that it lacks. */
export interface Letters {
  has(character: string): boolean
  /** Told of each character that is spelled out or stands as its code point. */
  lacks(character: string): void
}

/** Those of the standard fonts of PDF, Windows-1252, so that no font need be carried along. */
export const STANDARD_LETTERS: Letters = { has: (character) => STANDARD.test(character), lacks: () => {} }

/**
 * A text in the letters that a font has. Signs of ours keep their meaning; a character of any other script stands as its code
 * point, `[U+4E2D]`, so that two names never look alike.
 */
export function pdfText(text: string, letters: Letters = STANDARD_LETTERS): string {
  const plain = printableText(text)
    .normalize('NFC')
    .replaceAll(SUPERSCRIPTS, (run) => `^${[...run].map(plainDigit).join('')}`)
  return [...plain].map((character) => written(character, letters)).join('')
}

function written(character: string, letters: Letters): string {
  const look = SAME_LOOK.get(character)
  if (look !== undefined) return look
  if (letters.has(character)) return character
  const sign = SIGNS.get(character)
  if (sign === undefined || GREEK.test(character)) letters.lacks(character)
  return sign ?? `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`
}

const GREEK = /[\u0370-\u03FF]/

/** Narrow and thin spaces; the minus, whose width the en dash has. */
const SAME_LOOK: ReadonlyMap<string, string> = new Map([
  ['\u202f', '\u00a0'],
  ['\u2009', '\u00a0'],
  ['\u2212', '–'],
  ['\u2011', '-'],
  ['\u03bc', 'µ'],
])

/** Beyond ² and ³, which the fonts have. */
const SUPERSCRIPTS =
  /[\u2070\u2074-\u207B\u00B9\u00B2\u00B3]*[\u2070\u2074-\u207B][\u2070\u2074-\u207B\u00B9\u00B2\u00B3]*/g
const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

function plainDigit(character: string): string {
  const digit = SUPERSCRIPT_DIGITS.indexOf(character)
  return digit >= 0 ? String(digit) : character === '⁻' ? '–' : '+'
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['≤', '<='],
  ['≥', '>='],
  ['ŷ', 'fitted y'],
  ['α', 'alpha'],
  ['β', 'beta'],
  ['γ', 'gamma'],
  ['δ', 'delta'],
  ['Δ', 'Delta'],
  ['κ', 'kappa'],
  ['λ', 'lambda'],
  ['ω', 'omega'],
])

const STANDARD = /^[\u0020-\u007E\u00A0-\u00FF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]$/
