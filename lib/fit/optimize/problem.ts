import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'

/**
 * Observations pooled to one weighted mean per dose and scaled to unit range. Exact for least squares: the RSS of the
 * wells is the RSS of the means plus a constant, the pure error, which comes for free.
 */
export interface Problem {
  /** Distinct doses, log10, ascending; −∞ is the untreated control. */
  readonly x: Float64Array
  /** Weighted mean response per dose, scaled: (y − shift) / unit. */
  readonly y: Float64Array
  /** Sum of weights per dose over `weightUnit`. */
  readonly w: Float64Array
  /** Wells per dose. */
  readonly count: Float64Array
  /** Number of wells. */
  readonly n: number
  /** Σ w (y − dose mean)², scaled. */
  readonly pureError: number
  /** Σ w (y − grand mean)², scaled. */
  readonly totalSquares: number
  /** Sum of all weights over `weightUnit`. */
  readonly totalWeight: number
  /** Weighted grand mean, scaled. */
  readonly mean: number
  /** Lowest and highest response of any well, scaled. */
  readonly low: number
  readonly high: number
  readonly shift: number
  readonly unit: number
  readonly weightUnit: number
}

interface Observations {
  readonly dose: Float64Array
  readonly response: Float64Array
  readonly weights?: Float64Array | undefined
}

/** Pools and scales n ≥ 1 validated observations. Sorted first, so that row order cannot change a digit. */
export function makeProblem(data: Observations): Problem {
  const order = sortedRows(data)
  const { shift, unit, low, high } = responseScale(data.response)
  const weightUnit = meanWeight(data, order)
  const groups = groupByDose(data, order)
  const m = groups.length
  const pooled = {
    x: new Float64Array(m),
    y: new Float64Array(m),
    w: new Float64Array(m),
    count: new Float64Array(m),
  }
  const value = (row: number) => (at(data.response, row) - shift) / unit
  const weight = (row: number) => (data.weights ? at(data.weights, row) / weightUnit : 1)

  let pureError = 0
  groups.forEach((rows, k) => {
    const sum = rows.reduce((total, row) => total + weight(row), 0)
    const mean = weightedMean(rows, value, weight)
    pooled.x[k] = log10(at(data.dose, rows[0] as number))
    pooled.y[k] = mean
    pooled.w[k] = sum
    pooled.count[k] = rows.length
    for (const row of rows) pureError += weight(row) * (value(row) - mean) ** 2
  })
  const mean = weightedMean(order, value, weight)
  const totalSquares = order.reduce((total, row) => total + weight(row) * (value(row) - mean) ** 2, 0)
  const totalWeight = pooled.w.reduce((sum, w) => sum + w, 0)
  return {
    ...pooled,
    n: order.length,
    pureError,
    totalSquares,
    totalWeight,
    mean,
    low,
    high,
    shift,
    unit,
    weightUnit,
  }
}

/** Scaled sum of squares back in response units (times the unit of the weights). */
export function unscaleSquares(problem: Problem, squares: number): number {
  return squares * problem.unit * problem.unit * problem.weightUnit
}

function sortedRows(data: Observations): number[] {
  const weight = (row: number) => (data.weights ? at(data.weights, row) : 1)
  return Array.from(data.dose.keys()).sort(
    (a, b) =>
      at(data.dose, a) - at(data.dose, b) ||
      at(data.response, a) - at(data.response, b) ||
      weight(a) - weight(b),
  )
}

function groupByDose(data: Observations, order: readonly number[]): number[][] {
  const groups: number[][] = []
  let last = Number.NaN
  for (const row of order) {
    const dose = at(data.dose, row)
    if (dose === last) groups.at(-1)?.push(row)
    else groups.push([row])
    last = dose
  }
  return groups
}

function responseScale(response: Float64Array) {
  let min = Infinity
  let max = -Infinity
  for (const y of response) {
    if (y < min) min = y
    if (y > max) max = y
  }
  const shift = min + (max - min) / 2
  // A constant response has no range; any positive unit serves, its own size keeps 1e±12 data well scaled.
  const unit = max - min || Math.abs(shift) || 1
  return { shift, unit, low: (min - shift) / unit, high: (max - shift) / unit }
}

function meanWeight(data: Observations, order: readonly number[]): number {
  const { weights } = data
  if (!weights) return 1
  return order.reduce((total, row) => total + at(weights, row), 0) / order.length
}

/** Two passes: the second takes the rounding of the first away. */
function weightedMean(
  rows: readonly number[],
  value: (row: number) => number,
  weight: (row: number) => number,
): number {
  const total = rows.reduce((sum, row) => sum + weight(row), 0)
  const first = rows.reduce((sum, row) => sum + weight(row) * value(row), 0) / total
  return first + rows.reduce((sum, row) => sum + weight(row) * (value(row) - first), 0) / total
}
