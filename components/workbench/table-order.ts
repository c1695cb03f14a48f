import type { DataFrame } from '@/lib/data-frame/types.ts'
import type { TableColumn } from './table-columns.ts'

export interface Sort {
  readonly key: string
  readonly direction: 'ascending' | 'descending'
}

/** Derived values by row number of the frame; rows absent from a map have none. */
export interface DerivedCells {
  readonly replicates: ReadonlyMap<number, number>
  readonly residuals: ReadonlyMap<number, number>
}

interface Options {
  readonly frame: DataFrame
  readonly column: TableColumn | undefined
  readonly direction: Sort['direction']
  readonly derived: DerivedCells
  /** Only these rows, or null for all. */
  readonly rows: Uint32Array | null
}

/**
 * Row numbers in the order shown. Numbers before texts before empty cells in either direction; equal cells keep the
 * order of the frame.
 */
export function orderRows({ frame, column, direction, derived, rows }: Options): Uint32Array {
  const order = rows ? rows.slice() : Uint32Array.from({ length: frame.rowCount }, (_, row) => row)
  if (!column) return order
  const sign = direction === 'ascending' ? 1 : -1
  if (column.kind === 'row') return sign === 1 ? order.sort() : order.sort().reverse()
  const numberOf = numberReader(frame, column, derived)
  const textOf = textReader(frame, column)
  return order.sort((a, b) => {
    const x = numberOf(a)
    const y = numberOf(b)
    const isX = !Number.isNaN(x)
    const isY = !Number.isNaN(y)
    if (isX && isY) return sign * (x - y) || a - b
    if (isX !== isY) return isX ? -1 : 1
    return compareTexts(textOf(a), textOf(b), sign) || a - b
  })
}

function numberReader(frame: DataFrame, column: TableColumn, derived: DerivedCells): (row: number) => number {
  if (column.kind === 'replicate') return (row) => derived.replicates.get(row) ?? NaN
  if (column.kind === 'residual') return (row) => derived.residuals.get(row) ?? NaN
  const numbers = column.column === null ? undefined : frame.columns[column.column]?.numbers
  return (row) => numbers?.[row] ?? NaN
}

function textReader(frame: DataFrame, column: TableColumn): (row: number) => string {
  const source = column.column === null ? undefined : frame.columns[column.column]
  return (row) => {
    const code = source?.codes[row] ?? 1
    return code < 2 ? '' : (source?.dictionary[code - 2] ?? '')
  }
}

function compareTexts(x: string, y: string, sign: number): number {
  if (x === y) return 0
  if (x === '' || y === '') return x === '' ? 1 : -1
  return x < y ? -sign : sign
}
