import { at } from '../numbers.ts'

/** Part of its own length that must be left of a column for it to say something of its own. */
const DEPENDENT = 1e-13

interface Elimination {
  readonly rows: number
  /** Columns to reduce, and all columns: the others are reflected along, a right-hand side among them. */
  readonly pivots: number
  readonly total: number
  /** Row of each pivot, −1 where the column depends on those before it; written. */
  readonly places: Int32Array
}

/**
 * Householder reduction of the first columns of a matrix (column after column) to echelon form, in place. What the other
 * columns have below the rows of the pivots is what the pivots cannot account for.
 *
 * @returns number of independent pivots: the first row below them
 */
export function eliminate(columns: Float64Array, { rows, pivots, total, places }: Elimination): number {
  let row = 0
  const before = new Float64Array(pivots)
  for (let j = 0; j < pivots; j++) before[j] = lengthOf(columns, j * rows, rows)
  for (let j = 0; j < pivots; j++) {
    const head = j * rows
    places[j] = -1
    const norm = row < rows ? lengthOf(columns, head + row, rows - row) : 0
    if (!(norm > DEPENDENT * at(before, j))) {
      for (let i = row; i < rows; i++) columns[head + i] = 0
      continue
    }
    const pivot = at(columns, head + row)
    const alpha = pivot > 0 ? -norm : norm
    const first = pivot - alpha
    const factor = 1 / (norm * (norm + Math.abs(pivot)))
    for (let c = j + 1; c < total; c++) {
      const other = c * rows
      let dot = first * at(columns, other + row)
      for (let i = row + 1; i < rows; i++) dot += at(columns, head + i) * at(columns, other + i)
      dot *= factor
      columns[other + row] = at(columns, other + row) - dot * first
      for (let i = row + 1; i < rows; i++) {
        columns[other + i] = at(columns, other + i) - dot * at(columns, head + i)
      }
    }
    columns[head + row] = alpha
    for (let i = row + 1; i < rows; i++) columns[head + i] = 0
    places[j] = row++
  }
  return row
}

/** Solves the echelon left by `eliminate` for a right-hand side of `rows`; dependent columns get 0. */
export function backSubstitute(
  columns: Float64Array,
  { rows, pivots, places }: Omit<Elimination, 'total'>,
  right: (row: number) => number,
  out: Float64Array,
): void {
  for (let j = pivots - 1; j >= 0; j--) {
    const row = places[j] as number
    out[j] = 0
    if (row < 0) continue
    let sum = right(row)
    for (let c = j + 1; c < pivots; c++) sum -= at(columns, c * rows + row) * at(out, c)
    out[j] = sum / at(columns, j * rows + row)
  }
}

function lengthOf(values: Float64Array, start: number, count: number): number {
  let largest = 0
  for (let i = start; i < start + count; i++) largest = Math.max(largest, Math.abs(at(values, i)))
  if (!(largest > 0)) return 0
  let sum = 0
  for (let i = start; i < start + count; i++) sum += (at(values, i) / largest) ** 2
  return largest * Math.sqrt(sum)
}
