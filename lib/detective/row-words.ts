import { listText } from '../format/list-text.ts'

const MOST_NAMED = 4

/** "row 12", "rows 12 and 40", "rows 2, 5, 9, 11 and 14 more": rows from 0, named as the table numbers them. */
export function rowsText(rows: readonly number[]): string {
  if (rows.length === 1) return `row ${(rows[0] ?? 0) + 1}`
  return `rows ${listText(
    rows.slice(0, MOST_NAMED).map((row) => String(row + 1)),
    rows.length - MOST_NAMED,
  )}`
}
