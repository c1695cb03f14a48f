import { parseCellNumber } from '../data-frame/number-text.ts'

/** A number as people write it in a cell: with a limit sign before or a percent sign after it. NaN for anything else. */
export function looseNumber(text: string): number {
  return parseCellNumber(text.replace(/^[<>≤≥~]=?\s*/, '').replace(/\s*%$/, ''))
}

export function isNumberLike(text: string): boolean {
  return text !== '' && !Number.isNaN(looseNumber(text))
}
