import { at } from '../numbers.ts'
import { loosen } from '../optimize/box.ts'
import { minimise, minimiseFrom } from '../optimize/minimise.ts'
import type { Optimum } from '../optimize/rank.ts'
import type { Problem } from '../optimize/problem.ts'
import { makeSearch, type Search } from '../optimize/search.ts'
import type { Solution } from '../optimize/solve.ts'
import { type Profile, profilePoint } from './profile.ts'

/** Weight of the pseudo-point, in sums of weights: large enough to bind, small enough to keep digits. */
const BINDING = 1e5

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
  const total = problem.w.reduce((sum, w) => sum + w, 0)
  const run = (value: number, find: (search: Search) => Optimum | null) => {
    const weight = BINDING * total
    const optimum = find(makeSearch(withPoint(problem, { x: value, y: level, w: weight }), solution.model))
    if (!optimum) return null
    const miss = solution.model.value(optimum.theta, value) - level
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
