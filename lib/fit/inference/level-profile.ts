import { at } from '../numbers.ts'
import { loosen } from '../optimize/box.ts'
import { minimise, minimiseFrom } from '../optimize/minimise.ts'
import type { Optimum } from '../optimize/rank.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch, type Search } from '../optimize/search.ts'
import type { Solution } from '../optimize/solve.ts'
import { OPEN_DECADES, type Profile, profilePoint } from './profile.ts'

/** Weight of what holds a dose, in sums of weights: large enough to bind, small enough to keep digits. */
export const BINDING = 1e5

/**
 * Profile of the dose X at which a sigmoid takes `level`. Holding X is fitting with the curve made to pass through
 * (X, level): a pseudo-point of weight W does it, and the projected search never knows; adding its own W r² once more to
 * the penalised minimum cancels the first order of what the finite W lets through. `rootProfile` does the same for
 * every model and kind, at more cost.
 */
export function levelProfile(
  solution: Solution,
  level: number,
  { root, standardError }: { readonly root: number; readonly standardError: number | null },
): Profile {
  const { problem } = solution
  const limits = loosen(solution.limits, solution.model)
  const weight = BINDING * problem.totalWeight
  const run = (value: number, find: (search: Search) => Optimum | null) => {
    const optimum = find(makeSearch(withPoint(problem, { x: value, y: level, w: weight }), solution.model))
    if (!optimum) return null
    const miss = solution.model.value(optimum.theta, value) - level
    const read = profilePoint(solution, limits, optimum)
    return { ...read, rss: read.rss + weight * miss * miss }
  }
  return {
    ...doseWindow(problem, { root, standardError }),
    warm: (value, from) => run(value, (search) => minimiseFrom(search, limits, from)),
    cold: (value) => run(value, (search) => minimise(search, limits, 'fine')),
  }
}

/** Where a profile over a dose starts, how far it may go, and its first step, on log10. */
export function doseWindow(
  problem: Problem,
  { root, standardError }: { readonly root: number; readonly standardError: number | null },
): Pick<Profile, 'estimate' | 'low' | 'high' | 'step'> {
  const tested = problem.x.filter((x) => x !== -Infinity)
  return {
    estimate: root,
    low: Math.min(root, at(tested, 0) - OPEN_DECADES),
    high: Math.max(root, at(tested, tested.length - 1) + OPEN_DECADES),
    step: standardError !== null && standardError < 2 ? 1.5 * standardError : 0.1,
  }
}

function withPoint(problem: Problem, { x, y, w }: { x: number; y: number; w: number }): Problem {
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
