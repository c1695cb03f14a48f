import { FIRST_TEXT_CODE } from '../data-frame/cell.ts'
import type { Column } from '../data-frame/types.ts'

/** Rows whose cell is one of the column's texts that `isMeant`, ascending; no pass over the rows where no text is. */
export function rowsOfTexts(column: Column, isMeant: (text: string) => boolean): readonly number[] {
  const codes = new Set(column.dictionary.flatMap((text, i) => (isMeant(text) ? [i + FIRST_TEXT_CODE] : [])))
  if (codes.size === 0) return []
  const rows: number[] = []
  for (const [row, code] of column.codes.entries()) if (codes.has(code)) rows.push(row)
  return rows
}
