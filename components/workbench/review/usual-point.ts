import type { CurveData } from '@/lib/data-frame/types.ts'
import { proposedRows } from '@/lib/figure/figure-curve.ts'
import { responseAt } from '@/lib/fit/curve-values.ts'
import { includedPoints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'

/**
 * Row of the point that `X` means before one was chosen: a proposed outlier, else the included one furthest from the curve;
 * null without a fit.
 */
export function usualPoint(work: Work, curve: CurveData, entry: FitEntry | undefined): number | null {
  if (!entry) return null
  const isIncluded = includedPoints(work, curve)
  const [proposed] = proposedRows(curve, entry.isIncluded, entry.fit)
  if (proposed !== undefined && isIncluded[curve.rows.indexOf(proposed)] === true) return proposed
  let furthest = { row: null as number | null, distance: 0 }
  curve.rows.forEach((row, i) => {
    const fitted = responseAt(entry.fit, curve.dose[i] ?? Number.NaN)
    if (isIncluded[i] !== true || fitted === null) return
    const distance = Math.abs((curve.response[i] ?? Number.NaN) - fitted)
    if (distance > furthest.distance) furthest = { row, distance }
  })
  return furthest.row
}
