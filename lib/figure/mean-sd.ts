import { mean, standardDeviation } from '../data-frame/scatter.ts'
import type { FigurePoint } from './types.ts'

export interface DoseMean {
  readonly dose: number
  readonly mean: number
  /** Sample SD; null for a single well. */
  readonly sd: number | null
  readonly n: number
}

/** Mean and SD of the included points at each dose, doses ascending. */
export function doseMeans(points: readonly FigurePoint[]): readonly DoseMean[] {
  const byDose = new Map<number, number[]>()
  for (const point of points) {
    if (point.isExcluded || !Number.isFinite(point.response)) continue
    byDose.set(point.dose, [...(byDose.get(point.dose) ?? []), point.response])
  }
  return [...byDose.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([dose, values]) => ({
      dose,
      mean: mean(values),
      sd: values.length > 1 ? standardDeviation(values) : null,
      n: values.length,
    }))
}
