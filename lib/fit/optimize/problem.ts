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

/** Room for one curve's points, filled before it is read. */
const scratch = {
  value: new Float64Array(256),
  weight: new Float64Array(256),
  order: new Int32Array(256),
  /** Per distinct dose: the dose, the sum of weights, the wells. */
  dose: new Float64Array(256),
  sum: new Float64Array(256),
  count: new Float64Array(256),
}

interface Design {
  readonly dose: Float64Array
  readonly x: Float64Array
  readonly w: Float64Array
  readonly count: Float64Array
}

/**
 * Designs last met, by a number that they seldom share: the curves of a plate have one design, whose logarithms need not
 * be taken again. A cache only; no result depends on it.
 */
const designs = new Map<number, Design>()
const MOST_DESIGNS = 256

function reserve(n: number): void {
  if (scratch.value.length >= n) return
  scratch.value = new Float64Array(2 * n)
  scratch.weight = new Float64Array(2 * n)
  scratch.order = new Int32Array(2 * n)
  scratch.dose = new Float64Array(2 * n)
  scratch.sum = new Float64Array(2 * n)
  scratch.count = new Float64Array(2 * n)
}

/** The design of the first m doses in hand: a known one where it is the same. */
function designOf(m: number, n: number): Design {
  const { dose, sum, count } = scratch
  const mark = m + 0.618 * n + 1.7 * at(dose, 0) + 2.3 * at(dose, m - 1)
  const known = designs.get(mark)
  if (known && isDesign(known, m)) return known
  const doses = dose.slice(0, m)
  const made = { dose: doses, x: doses.map((d) => log10(d)), w: sum.slice(0, m), count: count.slice(0, m) }
  if (designs.size >= MOST_DESIGNS) designs.clear()
  designs.set(mark, made)
  return made
}

/** Whether the first m doses in hand are of that design. */
function isDesign(known: Design, m: number): boolean {
  if (known.dose.length !== m) return false
  const { dose, sum, count } = scratch
  for (let k = 0; k < m; k++) {
    if (at(dose, k) !== at(known.dose, k) || at(sum, k) !== at(known.w, k)) return false
    if (at(count, k) !== at(known.count, k)) return false
  }
  return true
}

/** Pools and scales n ≥ 1 validated observations. Sorted first, so that row order cannot change a digit. */
export function makeProblem(data: Observations): Problem {
  const { dose, response } = data
  const n = dose.length
  reserve(n)
  const order = sortedRows(data)
  const { shift, unit, low, high } = responseScale(response)
  const weightUnit = meanWeight(data, order)
  const { value, weight } = scratch
  let m = 0
  for (let i = 0; i < n; i++) {
    const row = order[i] as number
    value[i] = (at(response, row) - shift) / unit
    weight[i] = data.weights ? at(data.weights, row) / weightUnit : 1
    if (i === 0 || at(dose, row) !== at(dose, order[i - 1] as number)) m++
  }
  const y = new Float64Array(m)
  let pureError = 0
  let totalWeight = 0
  let start = 0
  for (let k = 0; k < m; k++) {
    const first = at(dose, order[start] as number)
    let end = start + 1
    while (end < n && at(dose, order[end] as number) === first) end++
    const mean = weightedMean(value, weight, start, end)
    let sum = 0
    for (let i = start; i < end; i++) {
      const gap = at(value, i) - mean
      sum += at(weight, i)
      pureError += at(weight, i) * gap * gap
    }
    y[k] = mean
    scratch.dose[k] = first
    scratch.sum[k] = sum
    scratch.count[k] = end - start
    totalWeight += sum
    start = end
  }
  const { x, w, count } = designOf(m, n)
  const mean = weightedMean(value, weight, 0, n)
  let totalSquares = 0
  for (let i = 0; i < n; i++) totalSquares += at(weight, i) * (at(value, i) - mean) * (at(value, i) - mean)
  const scale = { low, high, shift, unit, weightUnit }
  return { x, y, w, count, n, pureError, totalSquares, totalWeight, mean, ...scale }
}

/** Scaled sum of squares back in response units (times the unit of the weights). */
export function unscaleSquares(problem: Problem, squares: number): number {
  return squares * problem.unit * problem.unit * problem.weightUnit
}

/** Longer columns are sorted by the platform; for a curve's points insertion is several times faster. */
const SHORT = 128

function sortedRows(data: Observations): Int32Array {
  const { dose, response, weights } = data
  const n = dose.length
  const order = scratch.order
  for (let i = 0; i < n; i++) order[i] = i
  if (n > SHORT) {
    order.subarray(0, n).sort((a, b) => (isAfter(data, a, b) ? 1 : isAfter(data, b, a) ? -1 : 0))
    return order
  }
  for (let i = 1; i < n; i++) {
    const d = at(dose, i)
    const y = at(response, i)
    let place = i
    while (place > 0) {
      const before = order[place - 1] as number
      const gap = at(dose, before) - d
      if (gap < 0 || (gap === 0 && at(response, before) < y)) break
      if (gap === 0 && at(response, before) === y && !(weights && at(weights, before) > at(weights, i))) break
      order[place] = before
      place--
    }
    order[place] = i
  }
  return order
}

/** By dose, then response, then weight. */
function isAfter({ dose, response, weights }: Observations, a: number, b: number): boolean {
  if (at(dose, a) !== at(dose, b)) return at(dose, a) > at(dose, b)
  if (at(response, a) !== at(response, b)) return at(response, a) > at(response, b)
  return weights ? at(weights, a) > at(weights, b) : false
}

function responseScale(response: Float64Array) {
  let min = Infinity
  let max = -Infinity
  for (let i = 0; i < response.length; i++) {
    const y = at(response, i)
    if (y < min) min = y
    if (y > max) max = y
  }
  const shift = min + (max - min) / 2
  // A constant response has no range; any positive unit serves, its own size keeps 1e±12 data well scaled.
  const unit = max - min || Math.abs(shift) || 1
  return { shift, unit, low: (min - shift) / unit, high: (max - shift) / unit }
}

function meanWeight({ weights }: Observations, order: Int32Array): number {
  if (!weights) return 1
  const n = weights.length
  let total = 0
  for (let i = 0; i < n; i++) total += at(weights, order[i] as number)
  return total / n
}

/** Two passes over the entries from `start` to `end`: the second takes the rounding of the first away. */
function weightedMean(value: Float64Array, weight: Float64Array, start: number, end: number): number {
  let total = 0
  let sum = 0
  for (let i = start; i < end; i++) {
    total += at(weight, i)
    sum += at(weight, i) * at(value, i)
  }
  const first = sum / total
  let rest = 0
  for (let i = start; i < end; i++) rest += at(weight, i) * (at(value, i) - first)
  return first + rest / total
}
