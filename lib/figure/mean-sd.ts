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
    .map(([dose, values]) => ({ dose, ...meanOf(values) }))
}

function meanOf(values: readonly number[]): Omit<DoseMean, 'dose'> {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null, n }
}
