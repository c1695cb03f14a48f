import { logistic4Model } from '../models/logistic4.ts'
import { at } from '../numbers.ts'
import { makeRandom, type Random } from '../numerics/random.ts'
import { makeLimits } from '../optimize/box.ts'
import { minimise } from '../optimize/minimise.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch } from '../optimize/search.ts'
import type { Constraints } from '../types.ts'
import { monotoneSquares } from './monotone.ts'

/** A step that the steepest slope almost reaches may come out above the monotone bound by rounding. */
const ROUNDING = 1e-9

/**
 * Flat curves with normal scatter on the doses, weights and wells of a problem, and the F of each against a constant.
 * Whether that reaches some value is mostly clear before the whole search: no curve beats the best monotone step function,
 * and a search from one start is a curve already. Only what lies between is searched as the observed curve was, so that
 * the answer is that of searching all.
 */
export interface NullSets {
  readonly count: number
  /** How many sets have an F of `f` or more. */
  reaching(f: number): number
}

/** Simulated sets of one design: `y` holds `count` rows of dose means, scaled to the range of their wells. */
interface Simulated {
  readonly y: Float64Array
  readonly pureError: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** Range of the wells, in SDs of one of weight 1. */
  readonly unit: Float64Array
  /** Bounds of F from below and above; equal once the whole search was made. Those below are −1 until asked for. */
  readonly least: Float64Array
  readonly most: Float64Array
}

/** How the observed curve was searched, and what its F is made of. */
export interface NullCurve {
  /** Of a `logistic4` whose plateaus are free: others follow the units of the response, which null sets have not. */
  readonly constraints: Constraints
  readonly df1: number
  readonly df2: number
}

interface Design extends NullCurve {
  readonly problem: Problem
}

/** @param problem  whose `x`, `w`, `count` and `n` alone are read */
export function makeNullSets(
  problem: Problem,
  curve: NullCurve,
  { count, seed }: { readonly count: number; readonly seed: number },
): NullSets {
  const design = { ...curve, problem }
  const sets = simulate(design, count, makeRandom(seed))
  const order = Int32Array.from({ length: count }, (_, i) => i)
  order.sort((a, b) => at(sets.most, b) - at(sets.most, a) || a - b)
  const ceilings = Float64Array.from(order, (i) => at(sets.most, i))
  return {
    count,
    reaching(f) {
      let reaching = 0
      for (let k = 0; k < count && at(ceilings, k) >= f; k++) {
        if (reaches(design, sets, { place: order[k] ?? 0, f })) reaching++
      }
      return reaching
    },
  }
}

function simulate(design: Design, count: number, random: Random): Simulated {
  const doses = design.problem.x.length
  const sets: Simulated = {
    y: new Float64Array(count * doses),
    pureError: new Float64Array(count),
    low: new Float64Array(count),
    high: new Float64Array(count),
    unit: new Float64Array(count),
    least: new Float64Array(count).fill(-1),
    most: new Float64Array(count),
  }
  for (let i = 0; i < count; i++) {
    simulateOne(design.problem, sets, { place: i, random })
    const problem = problemOf(design.problem, sets, i)
    sets.most[i] = fOf(design, problem, monotoneSquares(problem.y, problem.w)) * (1 + ROUNDING)
  }
  return sets
}

/** Wells whose mean has variance 1/w, shifted and scaled as `makeProblem` does. */
function simulateOne(
  { x, w, count }: Problem,
  sets: Simulated,
  { place, random }: { readonly place: number; readonly random: Random },
): void {
  const start = place * x.length
  let [low, high, pureError] = [Infinity, -Infinity, 0]
  for (let k = 0; k < x.length; k++) {
    const wells = at(count, k)
    const weight = at(w, k) / wells
    const spread = 1 / Math.sqrt(weight)
    let [mean, squares] = [0, 0]
    if (wells > MOST_DRAWN) {
      mean = (spread * random.normal()) / Math.sqrt(wells)
      squares = spread * spread * chiSquare(wells - 1, random.normal())
      low = Math.min(low, mean - MANY_REACH * spread)
      high = Math.max(high, mean + MANY_REACH * spread)
    }
    const drawn = wells > MOST_DRAWN ? 0 : wells
    for (let j = 1; j <= drawn; j++) {
      const value = spread * random.normal()
      if (value < low) low = value
      if (value > high) high = value
      const gap = value - mean
      mean += gap / j
      squares += gap * (value - mean)
    }
    sets.y[start + k] = mean
    pureError += weight * squares
  }
  const [shift, unit] = [(low + high) / 2, high - low]
  for (let k = start; k < start + x.length; k++) sets.y[k] = (at(sets.y, k) - shift) / unit
  sets.pureError[place] = pureError / (unit * unit)
  sets.low[place] = (low - shift) / unit
  sets.high[place] = (high - shift) / unit
  sets.unit[place] = unit
}

/** Behind a mean of more wells than this their sum of squares is drawn at once, and their reach is taken for 3 SD. */
const MOST_DRAWN = 100
const MANY_REACH = 3

/** Wilson and Hilferty's cube of a normal: chi square to three digits at 100 degrees of freedom. */
function chiSquare(df: number, normal: number): number {
  const part = 2 / (9 * df)
  const root = 1 - part + normal * Math.sqrt(part)
  return df * root * root * root
}

function problemOf(design: Problem, sets: Simulated, place: number): Problem {
  const { w } = design
  const doses = design.x.length
  const y = sets.y.subarray(place * doses, (place + 1) * doses)
  let [total, sum] = [0, 0]
  for (let k = 0; k < doses; k++) {
    total += at(w, k)
    sum += at(w, k) * at(y, k)
  }
  const mean = sum / total
  const pureError = at(sets.pureError, place)
  let totalSquares = pureError
  for (let k = 0; k < doses; k++) totalSquares += at(w, k) * (at(y, k) - mean) * (at(y, k) - mean)
  const range = { low: at(sets.low, place), high: at(sets.high, place), shift: 0, unit: at(sets.unit, place) }
  return { ...design, y, pureError, totalSquares, totalWeight: total, mean, ...range }
}

/**
 * @param squares  of the dose means about a curve
 * @returns        at infinite `df2` the scatter is known, 1 at weight 1, and nothing is estimated from the RSS
 */
function fOf({ df1, df2 }: NullCurve, { totalSquares, pureError, unit }: Problem, squares: number): number {
  const rss = squares + pureError
  if (df2 === Infinity) return (Math.max(0, totalSquares - rss) * unit * unit) / df1
  return rss > 0 ? Math.max(0, totalSquares - rss) / df1 / (rss / df2) : Infinity
}

function reaches(
  design: Design,
  sets: Simulated,
  { place, f }: { readonly place: number; readonly f: number },
): boolean {
  const search = (effort: 'single' | 'two-tier') =>
    searchedF(design, problemOf(design.problem, sets, place), effort)
  if (at(sets.least, place) < 0) sets.least[place] = search('single')
  if (at(sets.least, place) < f && at(sets.least, place) < at(sets.most, place)) {
    const found = Math.max(at(sets.least, place), search('two-tier'))
    sets.least[place] = found
    sets.most[place] = found
  }
  return at(sets.least, place) >= f
}

function searchedF(design: Design, problem: Problem, effort: 'single' | 'two-tier'): number {
  const limits = makeLimits(design.constraints, problem, logistic4Model)
  const optimum = minimise(makeSearch(problem, logistic4Model), limits, effort)
  return optimum ? fOf(design, problem, optimum.rss) : 0
}
