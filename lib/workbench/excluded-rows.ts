import type { CurveData } from '../data-frame/types.ts'
import { madeOnce } from '../made-once.ts'
import type { Work } from './types.ts'

interface Known {
  readonly exclusions: Work['exclusions']
  readonly rows: readonly number[]
}

const NONE: readonly number[] = []
const known = new WeakMap<CurveData, Known>()

/**
 * Excluded rows of a curve, in its order. The very same list as last time where a change of the exclusions left the curve
 * alone: whoever keeps what it made of a curve sees by it that nothing has changed.
 */
export function excludedRows(exclusions: Work['exclusions'], curve: CurveData): readonly number[] {
  const before = known.get(curve)
  if (before?.exclusions === exclusions) return before.rows
  const out = rowsByColumn(exclusions).get(curve.responseColumn)
  const found: number[] = []
  if (out !== undefined) for (const row of curve.rows) if (out.has(row)) found.push(row)
  const isSame = before?.rows.length === found.length && found.every((row, i) => row === before.rows[i])
  const rows = isSame ? before.rows : found.length === 0 ? NONE : found
  known.set(curve, { exclusions, rows })
  return rows
}

/** Asking by key would build a text for each of 100,000 wells. */
const rowsByColumn = madeOnce((exclusions: Work['exclusions']): ReadonlyMap<number, ReadonlySet<number>> => {
  const columns = new Map<number, Set<number>>()
  for (const { row, responseColumn } of Object.values(exclusions)) {
    columns.set(responseColumn, (columns.get(responseColumn) ?? new Set()).add(row))
  }
  return columns
})
