import type { CurveData } from '@/lib/data-frame/types.ts'

/** Rows of the curve with the dose of this row, itself included. */
export function wellsOfDose(curve: CurveData, row: number): readonly number[] {
  return sharing(curve, curve.dose, row)
}

/** Rows of the curve with the replicate of this row, itself included. */
export function wellsOfReplicate(curve: CurveData, row: number): readonly number[] {
  return sharing(curve, curve.replicate, row)
}

function sharing({ rows }: CurveData, values: ArrayLike<number>, row: number): readonly number[] {
  const value = values[rows.indexOf(row)]
  return Array.from(rows).filter((_, i) => value !== undefined && values[i] === value)
}
