import { logistic4, logistic4DoseSlope, logistic4Gradient, logistic4Inverse } from '../models/logistic4.ts'
import { at } from '../numbers.ts'
import { loosen } from '../optimize/box.ts'
import { minimise, minimiseFrom } from '../optimize/minimise.ts'
import type { Optimum } from '../optimize/rank.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch, type Search } from '../optimize/search.ts'
import type { Solution } from '../optimize/solve.ts'
import { quadraticForm, type ScaledCovariance } from './covariance.ts'
import { type Profile, profilePoint } from './profile.ts'

/** log10 dose where the fitted curve takes `level` (scaled response), or null. */
export function absoluteRoot(solution: Solution, level: number): number | null {
  return logistic4Inverse(solution.theta, level)
}

/**
 * Standard error on log10 of an absolute potency, the uncertainty of both plateaus included: dx/dθ = −(∂y/∂θ)/(∂y/∂x).
 */
export function absoluteStandardError(
  solution: Solution,
  covariance: ScaledCovariance | null,
  root: number,
): number | null {
  if (!covariance) return null
  const gradient = new Float64Array(4)
  logistic4Gradient(solution.theta, root, gradient)
  const slope = logistic4DoseSlope(solution.theta, root)
  const variance = quadraticForm(covariance.values, solution.interior, gradient) / (slope * slope)
  return Number.isFinite(variance) ? Math.sqrt(variance) : null
}

/** Weight of the pseudo-point, in sums of weights: large enough to bind, small enough to keep digits. */
const BINDING = 1e5

/**
 * Profile of the dose X at which the curve takes `level`. Holding X is fitting with the curve made to pass through
 * (X, level): a pseudo-point of weight W does it, and adding its own W r² once more to the penalised minimum cancels
 * the first order of what the finite W lets through.
 */
export function absoluteProfile(
  solution: Solution,
  level: number,
  root: number,
  standardError: number | null,
): Profile {
  const { problem } = solution
  const limits = loosen(solution.limits, solution.model)
  const total = problem.w.reduce((sum, w) => sum + w, 0)
  const run = (value: number, find: (search: Search) => Optimum | null) => {
    const weight = BINDING * total
    const optimum = find(makeSearch(withPoint(problem, value, level, weight)))
    if (!optimum) return null
    const miss = logistic4(optimum.theta, value) - level
    const read = profilePoint(solution, limits, optimum)
    return { ...read, rss: read.rss + weight * miss * miss }
  }
  const tested = problem.x.filter((x) => x !== -Infinity)
  return {
    estimate: root,
    warm: (value, from) => run(value, (search) => minimiseFrom(search, limits, from)),
    cold: (value) => run(value, (search) => minimise(search, limits, 'fine')),
    low: Math.min(root, at(tested, 0) - 3),
    high: Math.max(root, at(tested, tested.length - 1) + 3),
    step: standardError !== null && standardError < 2 ? 1.5 * standardError : 0.1,
  }
}

function withPoint(problem: Problem, x: number, y: number, w: number): Problem {
  const position = problem.x.findIndex((other) => other > x)
  const index = position === -1 ? problem.x.length : position
  const insert = (values: Float64Array, value: number) =>
    Float64Array.from([...values.subarray(0, index), value, ...values.subarray(index)])
  return {
    ...problem,
    x: insert(problem.x, x),
    y: insert(problem.y, y),
    w: insert(problem.w, w),
    count: insert(problem.count, 0),
    totalWeight: problem.totalWeight + w,
    mean: (problem.totalWeight * problem.mean + w * y) / (problem.totalWeight + w),
  }
}
