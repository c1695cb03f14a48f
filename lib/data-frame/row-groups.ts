import { FIRST_TEXT_CODE, NUMBER_CODE } from './cell.ts'
import { cellText } from './cell.ts'
import type { Column } from './types.ts'

/** Rows told apart by the values of some columns, groups numbered in the order they first appear. */
export interface RowGroups {
  readonly groupOfRow: Uint32Array
  /** A row of each group, from which its values can be read. */
  readonly firstRow: readonly number[]
}

/** Groups all rows by the values of `columns` together; without columns all rows are one group. O(rows × columns). */
export function groupRows(columns: readonly Column[], rowCount: number): RowGroups {
  let groupOfRow = new Uint32Array(rowCount)
  let firstRow: number[] = rowCount > 0 ? [0] : []
  for (const column of columns) {
    const values = valueIndex(column, rowCount)
    const groups = new Map<number, number>()
    const refined = new Uint32Array(rowCount)
    firstRow = []
    for (let row = 0; row < rowCount; row += 1) {
      const key = (groupOfRow[row] ?? 0) * values.count + (values.ofRow[row] ?? 0)
      let group = groups.get(key)
      if (group === undefined) {
        group = groups.size
        groups.set(key, group)
        firstRow.push(row)
      }
      refined[row] = group
    }
    groupOfRow = refined
  }
  return { groupOfRow, firstRow }
}

/** The values of `columns` in one row, as they read in the table, without surrounding spaces. */
export function groupValues(columns: readonly Column[], row: number): readonly string[] {
  return columns.map((column) => cellText(column, row).trim())
}

/** A small number per different value. Texts that differ in surrounding spaces only are one value. */
function valueIndex(
  column: Column,
  rowCount: number,
): { readonly ofRow: Uint32Array; readonly count: number } {
  const ofText = new Map<string, number>()
  const ofCode = column.dictionary.map((text) => {
    const trimmed = text.trim()
    const known = ofText.get(trimmed)
    if (known !== undefined) return known
    ofText.set(trimmed, ofText.size)
    return ofText.size - 1
  })
  const empty = ofText.get('') ?? ofCode.length
  const ofNumber = new Map<number, number>()
  let count = ofCode.length + 1
  const ofRow = new Uint32Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) {
    const code = column.codes[row] ?? 1
    if (code >= FIRST_TEXT_CODE) ofRow[row] = ofCode[code - FIRST_TEXT_CODE] ?? empty
    else if (code !== NUMBER_CODE) ofRow[row] = empty
    else {
      const value = column.numbers[row] ?? 0
      let index = ofNumber.get(value)
      if (index === undefined) {
        index = count
        count += 1
        ofNumber.set(value, index)
      }
      ofRow[row] = index
    }
  }
  return { ofRow, count }
}
