import { parseCellNumber } from '../data-frame/number-text.ts'

/** What a comma inside a number stands for; null where nobody has said. */
export type CommaMark = 'decimal' | 'thousands' | null

const DECIMAL = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
/** `1.000,5`, and `1.000` among cells with a decimal comma. */
const POINT_GROUPED = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?:[eE][+-]?\d+)?$/

/** A number with a comma in it, in one way of writing or the other. */
export function isCommaNumber(text: string): boolean {
  const plain = plainText(text)
  return plain.includes(',') && (DECIMAL.test(plain) || GROUPED.test(plain) || POINT_GROUPED.test(plain))
}

/** The number of a cell whose commas mean `mark`; NaN where the text is none in that writing. */
export function readCommaText(text: string, mark: CommaMark): number {
  const plain = plainText(text)
  if (mark === 'decimal') {
    if (POINT_GROUPED.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'))
    if (DECIMAL.test(plain)) return Number(plain.replace(',', '.'))
  }
  if (mark === 'thousands' && GROUPED.test(plain)) return Number(plain.replaceAll(',', ''))
  return parseCellNumber(plain)
}

/** ASCII minus, no surrounding blanks, no blanks between groups of digits (`1 000,5`). */
function plainText(text: string): string {
  return text
    .trim()
    .replaceAll(/[\u2212\u2010-\u2013]/g, '-')
    .replaceAll(/(?<=\d)[\s\u00A0\u202F](?=\d{3})/g, '')
}

/** Some text has a comma number, and half of all texts are numbers in some writing: names are left alone. */
export function hasCommaNumbers(dictionary: readonly string[]): boolean {
  if (!dictionary.some(isCommaNumber)) return false
  const isKnown = (text: string) =>
    isCommaNumber(text) || /^\s*[<>≤≥]/.test(text) || !Number.isNaN(readCommaText(text, null))
  return dictionary.filter(isKnown).length * 2 >= dictionary.length
}
