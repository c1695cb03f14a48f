import { displayHeaders } from '../data-frame/display-headers.ts'
import { parseCellNumber } from '../data-frame/number-text.ts'
import type { ColumnMeta } from '../data-frame/types.ts'
import { isNumberLike } from './cell-number.ts'
import type { LongTable } from './melt.ts'
import type { Grid } from './types.ts'

export interface FinishedTable {
  readonly columns: readonly ColumnMeta[]
  readonly rows: Grid
  readonly notes: readonly string[]
}

/** Gives columns their final headers and types, and takes percent signs out of columns where every number has one. */
export function finishColumns({ headers, rows }: LongTable): FinishedTable {
  const doubled = [...new Set(headers.filter((header, i) => header !== '' && headers.indexOf(header) < i))]
  const shown = displayHeaders(headers.map((displayName) => ({ displayName })))
  const percent = headers.map((_, index) => isPercentColumn(rows, index))
  const columns = shown.map((header, index): ColumnMeta => {
    const isPercent = percent[index] === true && !/%|percent/i.test(header)
    return { displayName: isPercent ? `${header} (%)` : header, typeName: typeOf(rows, index) }
  })
  const notes = doubled.map((header) => `Several columns are named “${header}”: the later ones are numbered.`)
  const signed = columns
    .filter((_, index) => percent[index] === true)
    .map(({ displayName }) => `“${displayName}”`)
  if (signed.length > 0) notes.push(`Percent signs were taken out of ${signed.join(' and ')}.`)
  return {
    columns,
    rows:
      signed.length === 0
        ? rows
        : rows.map((row) => row.map((cell, i) => (percent[i] ? unsigned(cell) : cell))),
    notes,
  }
}

function isPercentColumn(rows: Grid, index: number): boolean {
  const numbers = rows.flatMap((row) => (isNumberLike(row[index] ?? '') ? [row[index] ?? ''] : []))
  return numbers.length > 0 && numbers.every((cell) => cell.endsWith('%'))
}

function unsigned(cell: string): string {
  return isNumberLike(cell) ? cell.replace(/\s*%$/, '') : cell
}

/** Numbers where at least half of what is filled are plain numbers; a lone `<0.5` stays a text in such a column. */
function typeOf(rows: Grid, index: number): ColumnMeta['typeName'] {
  let [filled, numbers] = [0, 0]
  for (const row of rows) {
    const cell = row[index] ?? ''
    if (cell === '') continue
    filled += 1
    if (!Number.isNaN(parseCellNumber(cell.replace(/\s*%$/, '')))) numbers += 1
  }
  return filled > 0 && numbers * 2 >= filled ? 'Float' : 'String'
}
