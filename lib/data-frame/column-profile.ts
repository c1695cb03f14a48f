import { EMPTY_CODE, FIRST_TEXT_CODE, NUMBER_CODE } from './cell.ts'
import { headerFamily } from './header-family.ts'
import type { FamilyMatch } from './header-family.ts'
import { readHeader } from './header.ts'
import type { HeaderReading } from './header.ts'
import type { Column } from './types.ts'

/** What the guesses need to know of a column; one pass over its cells. */
export interface ColumnProfile {
  readonly index: number
  readonly column: Column
  readonly header: HeaderReading
  readonly match: FamilyMatch | null
  readonly filled: number
  readonly numeric: number
  readonly negative: number
  readonly min: number | null
  readonly max: number | null
  /** Different numbers and texts in the cells, counted up to `DISTINCT_LIMIT`. */
  readonly distinct: number
  readonly distinctNumbers: readonly number[]
}

/** Beyond this many different numbers a column is no dose series; counting on would only cost time. */
const DISTINCT_LIMIT = 2000

export function profileColumn(column: Column, index: number, rowCount: number): ColumnProfile {
  const header = readHeader(column.displayName)
  const numbers = new Set<number>()
  const textCodes = new Set<number>()
  let [filled, numeric, negative, min, max] = [0, 0, 0, Infinity, -Infinity]
  for (let row = 0; row < rowCount; row += 1) {
    const code = column.codes[row] ?? EMPTY_CODE
    if (code === EMPTY_CODE) continue
    filled += 1
    if (code >= FIRST_TEXT_CODE) textCodes.add(code)
    const value = column.numbers[row] ?? Number.NaN
    if (Number.isNaN(value)) continue
    numeric += 1
    if (value < 0) negative += 1
    if (value < min) min = value
    if (value > max) max = value
    if (numbers.size < DISTINCT_LIMIT) numbers.add(value)
  }
  const hasOnlyTexts = !column.codes.includes(NUMBER_CODE)
  return {
    index,
    column,
    header,
    match: headerFamily(header),
    filled,
    numeric,
    negative,
    min: numeric > 0 ? min : null,
    max: numeric > 0 ? max : null,
    distinct: hasOnlyTexts ? textCodes.size : numbers.size + textCodes.size,
    distinctNumbers: [...numbers].toSorted((a, b) => a - b),
  }
}

/** Mostly numbers: a column with some `<0.5` among them is still numeric. An empty table is judged by its type. */
export function isNumericColumn(profile: ColumnProfile): boolean {
  if (profile.column.typeName === 'Boolean') return false
  if (profile.filled === 0) return profile.column.typeName === 'Int' || profile.column.typeName === 'Float'
  return profile.numeric * 2 >= profile.filled
}
