import { makeSmallInverse, writeErrors } from './inference/small-errors.ts'
import { modelOf } from './models/table.ts'
import { at } from './numbers.ts'
import { type Limits, makeLimits } from './optimize/box.ts'
import { type Effort, minimise, minimiseFrom } from './optimize/minimise.ts'
import { makeProblem, unscaleSquares } from './optimize/problem.ts'
import type { Optimum } from './optimize/rank.ts'
import { makeCurvature, makeSearch, type Search } from './optimize/search.ts'
import { stateOf, turn } from './optimize/solve.ts'
import type { Constraints } from './types.ts'

/** Many curves in a few arrays: points `offsets[i]` to `offsets[i + 1]` are curve i's. Valid as `FitRequest` asks. */
export interface PackedCurves {
  readonly dose: Float64Array
  readonly response: Float64Array
  /** n + 1 places, ascending from 0. */
  readonly offsets: Uint32Array
}

/** Estimates of n curves in the order of `logistic4`; NaN is "none". */
export interface PackedFits {
  /** 4 n: bottom, top, logEc50, hill. */
  readonly estimates: Float64Array
  /** 4 n, from JᵀWJ; NaN when fixed, at a bound or not to be trusted. */
  readonly standardErrors: Float64Array
  /** 4 n: 0 free, 1 fixed, 2 at its lower limit, 3 at its upper one. */
  readonly states: Uint8Array
  readonly rss: Float64Array
  /** F against a constant, on (free − 1, n − free) degrees of freedom; only where both plateaus are free. */
  readonly flatF: Float64Array
}

const MODEL = modelOf('logistic4')
const STATES = ['free', 'fixed', 'at-lower', 'at-upper'] as const

/** Fits `logistic4` to a plate or a file of curves: the estimates of `fitCurve`, without its intervals and verdicts. */
export function fitPacked(
  curves: PackedCurves,
  constraints: Constraints,
  effort: Effort = 'two-tier',
): PackedFits {
  return fitEach(curves, constraints, (search, limits) => minimise(search, limits, effort))
}

/**
 * The same curves under constraints that differ a little, from where they were: what a drag shows of a whole plate. A fit
 * from scratch has the last word, since another minimum may have become the lower one.
 *
 * @param from  fits of these curves; a curve that has none is fitted from scratch
 */
export function refitPacked(curves: PackedCurves, constraints: Constraints, from: PackedFits): PackedFits {
  const start = new Float64Array(4)
  return fitEach(curves, constraints, (search, limits, i) => {
    for (let k = 2; k < 4; k++) start[k] = at(from.estimates, 4 * i + k)
    const isKnown = Number.isFinite(at(start, 2)) && at(start, 3) !== 0
    const warm = isKnown ? minimiseFrom(search, limits, [start]) : null
    return warm ?? minimise(search, limits)
  })
}

function fitEach(
  { dose, response, offsets }: PackedCurves,
  constraints: Constraints,
  solve: (search: Search, limits: Limits, curve: number) => Optimum | null,
): PackedFits {
  const n = offsets.length - 1
  const fits: PackedFits = {
    estimates: new Float64Array(4 * n).fill(Number.NaN),
    standardErrors: new Float64Array(4 * n).fill(Number.NaN),
    states: new Uint8Array(4 * n),
    rss: new Float64Array(n).fill(Number.NaN),
    flatF: new Float64Array(n).fill(Number.NaN),
  }
  const isNested = constraints.bottom.kind === 'free' && constraints.top.kind === 'free'
  const small = makeSmallInverse(4)
  const curvature = makeCurvature(MODEL)
  for (let i = 0; i < n; i++) {
    const from = offsets[i] as number
    const to = offsets[i + 1] as number
    if (from === to) continue
    const problem = makeProblem({ dose: dose.subarray(from, to), response: response.subarray(from, to) })
    const limits = makeLimits(constraints, problem, MODEL)
    const search = makeSearch(problem, MODEL, curvature)
    const optimum = solve(search, limits, i)
    if (!optimum) continue
    const theta = turn(limits, MODEL, optimum.theta)
    const rss = optimum.rss + problem.pureError
    let free = 0
    for (let k = 0; k < 4; k++) {
      const state = STATES.indexOf(stateOf(limits, MODEL, k, theta))
      fits.states[4 * i + k] = state
      small.isUsed[k] = state === 0 ? 1 : 0
      if (state !== 1) free++
      fits.estimates[4 * i + k] = k < 2 ? at(theta, k) * problem.unit + problem.shift : at(theta, k)
    }
    fits.rss[i] = unscaleSquares(problem, rss)
    const df = problem.n - free
    if (df <= 0 || problem.x.length < free || !(rss > 1e-24 * problem.n)) continue
    writeErrors(search, theta, { small, variance: rss / df, out: fits.standardErrors, base: 4 * i })
    if (isNested && free > 1) fits.flatF[i] = ((problem.totalSquares - rss) / (free - 1)) * (df / rss)
  }
  return fits
}
