import { parseCellNumber } from '../data-frame/number-text.ts'

/** A number as people write it in a cell: with a limit sign before or a percent sign after it. NaN for anything else. */
export function looseNumber(text: string): number {
  return parseCellNumber(text.replace(/^[<>≤≥~]=?\s*/, '').replace(/\s*%$/, ''))
}

export function isNumberLike(text: string): boolean {
  return text !== '' && !Number.isNaN(looseNumber(text))
}

/** Three digits apart by a blank or an apostrophe, or by a comma, which may be a decimal one. */
const GROUPED = /^[+\-−–]?\d{1,3}(?:[\s'’,]\d{3})+(?:\.\d+)?$/

/** Also `12 345` and `12,345`: no name of a column, whatever its value is. */
export function hasNumberForm(text: string): boolean {
  return isNumberLike(text) || GROUPED.test(text)
}
