import { TABLE_LIMITS } from './limits.ts'
import { isNumberLike } from './cell-number.ts'
import { isFilled } from './tidy-grid.ts'
import type { Grid, TableProblem } from './types.ts'

export const NO_TABLE: TableProblem = {
  kind: 'no-table',
  title: 'No table found',
  detail: 'A table needs at least two columns and one row of numbers. Copy the cells with their headers.',
}

/** Why cells are no table, and what to do, by what they lack. */
export function noTable(grid: Grid): TableProblem {
  const hasColumns = grid.some((row) => row.filter(isFilled).length > 1)
  const hasNumbers = grid.some((row) => row.some(isNumberLike))
  if (grid.length === 0 || (hasColumns && hasNumbers)) return NO_TABLE
  const detail = hasColumns
    ? 'No cell holds a plain number. Copy the rows of doses and responses together with their headers.'
    : 'There is only one column. Copy doses and responses together, or choose what separates the cells.'
  return { ...NO_TABLE, detail }
}

export const OLD_EXCEL: TableProblem = {
  kind: 'unknown-file',
  title: 'An old Excel file',
  detail: 'Files that end in .xls are not read. Save it as .xlsx or copy the cells and paste them.',
}

export function unreadable(what: string): TableProblem {
  return {
    kind: 'unreadable',
    title: `This is not a whole ${what} file`,
    detail:
      'It may be cut short, protected by a password, or of another kind. Copy the cells and paste them.',
  }
}

/** @param limit bytes, decimal */
export function tooManyBytes(limit: number): TableProblem {
  return {
    kind: 'too-large',
    title: `The file is larger than ${limit / 1e6} MB`,
    detail:
      'Halfmax reads tables inside this browser and stops there. Take out columns or rows that no curve needs.',
  }
}

/** What of the grid is beyond the limits, or null. */
export function gridExcess(rows: number, columns: number): TableProblem | null {
  const { rows: mostRows, columns: mostColumns, cells } = TABLE_LIMITS
  const say = (title: string): TableProblem => ({
    kind: 'too-large',
    title,
    detail: 'Halfmax reads tables inside this browser and stops there. Take out what no curve needs.',
  })
  const inWords = (count: number) => count.toLocaleString('en')
  if (columns > mostColumns) return say(`The table has more than ${inWords(mostColumns)} columns`)
  if (rows > mostRows) return say(`The table has more than ${inWords(mostRows)} rows`)
  return rows * columns > cells ? say(`The table has more than ${inWords(cells)} cells`) : null
}
