import { LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { isOnGuard, type Limits, loosen, withFixed } from '../optimize/box.ts'
import { minimiseFrom } from '../optimize/minimise.ts'
import { curvatureAt, type Solution } from '../optimize/solve.ts'
import type { Interval } from '../types.ts'
import { errorDfOf, thresholdOf, varianceOf } from './scatter.ts'

/** How far past the doses a limit is sought; beyond, that side is open (science.md 3). */
const OPEN_DECADES = 3
const MOST_STEPS = 12
/** Of the height of the threshold above the minimum, on the root scale: 1e-8 of a limit's distance or better. */
const CLOSE = 1e-8
/** Decades to begin with where there is no standard error. */
const FIRST_STEP = 0.1

/**
 * Profile limits of a sigmoid's midpoint within a frame: Newton on √(RSS(v) − RSS), which is nearly straight in v, each
 * fit started at the last one. It looks for no other minimum on the way, as `profileInterval` does at rest.
 *
 * @param standardError  of the midpoint, in decades, or null
 * @returns  null where the midpoint is no free parameter off its limits, or a limit was not found in a few steps
 */
export function fastProfile(
  solution: Solution,
  level: number,
  standardError: number | null,
): Interval | null {
  const { model, states, rss, problem } = solution
  if (!model.shape || states[LOG_EC50] !== 'free' || !(errorDfOf(solution) > 0) || !(rss > 0)) return null
  const height = thresholdOf(solution, (1 + level) / 2) - rss
  if (!(height > 1e-24 * problem.n)) return null
  const limits = loosen(solution.limits, model)
  const reach = Math.sqrt(height / varianceOf(solution))
  const length = standardError === null ? FIRST_STEP : Math.min(reach * standardError, OPEN_DECADES)
  const lower = seek(solution, limits, { height, length, direction: -1 })
  const upper = seek(solution, limits, { height, length, direction: 1 })
  return lower === undefined || upper === undefined ? null : { lower, upper, method: 'profile' }
}

interface Search {
  /** Threshold minus minimum of the RSS. */
  readonly height: number
  readonly length: number
  readonly direction: 1 | -1
}

/** The limit on one side; null where it is open, undefined where it was not found. */
function seek(
  solution: Solution,
  limits: Limits,
  { height, length, direction }: Search,
): number | null | undefined {
  const { theta, rss, problem, search, model } = solution
  const estimate = at(theta, LOG_EC50)
  const end = endOf(solution, limits, direction)
  let point = theta
  let distance = length
  let inside = 0
  let outside = Infinity
  for (let k = 0; k < MOST_STEPS; k++) {
    const isEnd = distance >= Math.abs(end - estimate)
    const value = isEnd ? end : estimate + direction * distance
    const optimum = minimiseFrom(search, withFixed(limits, LOG_EC50, value), [point])
    if (!optimum) return undefined
    const gain = optimum.rss + problem.pureError - rss
    // A lower RSS than the minimum's: the curve has another one, which a drag does not look for.
    if (gain < -1e-9 * rss) return undefined
    const root = Math.sqrt(Math.max(0, gain) / height)
    if (Math.abs(root - 1) <= CLOSE) return isOnGuard(limits, optimum.theta, model) ? null : value
    if (root < 1 && isEnd) return null
    if (root < 1) inside = distance
    else outside = distance
    point = optimum.theta
    // The rest being at its best, the profile's slope is the gradient along what is held.
    const half = direction * at(curvatureAt(search, optimum.theta).gradient, LOG_EC50)
    const slope = half / (height * root)
    const next = slope > 0 ? distance + (1 - root) / slope : 2 * distance
    const isBetween = next > inside && next < outside
    distance = isBetween
      ? Math.min(next, 3 * distance)
      : outside === Infinity
        ? 2 * distance
        : (inside + outside) / 2
    if (outside - inside <= 1e-12 * (1 + Math.abs(estimate))) return value
  }
  return undefined
}

function endOf({ problem, theta }: Solution, limits: Limits, direction: 1 | -1): number {
  const { x } = problem
  const first = at(x, 0) === -Infinity ? Math.min(1, x.length - 1) : 0
  const estimate = at(theta, LOG_EC50)
  return direction < 0
    ? Math.max(at(limits.lower, LOG_EC50), Math.min(estimate, at(x, first) - OPEN_DECADES))
    : Math.min(at(limits.upper, LOG_EC50), Math.max(estimate, at(x, x.length - 1) + OPEN_DECADES))
}
