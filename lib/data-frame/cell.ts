import type { Column } from './types.ts'

export const NUMBER_CODE = 0
export const EMPTY_CODE = 1
export const FIRST_TEXT_CODE = 2

/** The cell as it reads in the table; an empty cell is `''`. Rows past the end are empty. */
export function cellText(column: Column, row: number): string {
  const code = column.codes[row] ?? EMPTY_CODE
  if (code === EMPTY_CODE) return ''
  if (code === NUMBER_CODE) return String(column.numbers[row])
  return column.dictionary[code - FIRST_TEXT_CODE] ?? ''
}

/** The cell's number, or null where it is empty or no plain number. */
export function cellNumber(column: Column, row: number): number | null {
  const value = column.numbers[row]
  return value === undefined || Number.isNaN(value) ? null : value
}

export function isEmptyCell(column: Column, row: number): boolean {
  return (column.codes[row] ?? EMPTY_CODE) === EMPTY_CODE
}

/** What the cell said where an answer about the table has it read as another number; null where it is read as ever. */
export function exportedText({ exported, numbers }: Column, row: number): string | null {
  if (exported === undefined || Object.is(numbers[row], exported.numbers[row])) return null
  return cellText(exported, row)
}
