import type { Limits } from '../optimize/box.ts'
import { isOnGuard } from '../optimize/box.ts'
import { descendLikelihood } from '../optimize/likelihood.ts'
import type { Problem } from '../optimize/problem.ts'
import type { Optimum } from '../optimize/rank.ts'
import type { Solution } from '../optimize/solve.ts'
import type { ProfilePoint } from './profile.ts'

/** The last point and the one before it: each start is a whole descent. */
const MOST_STARTS = 2

interface Held {
  readonly limits: Limits
  readonly starts: readonly Float64Array[]
  /** Minimum of a tangent with something held. */
  readonly find: (tangent: Problem, from: Float64Array) => Pick<Optimum, 'theta'> | null
  /** On the scale of the RSS of tangents; counted once more at the end, as the profiles of least squares do. */
  readonly penalty?: (theta: Float64Array) => number
}

/** The highest likelihood with something held, as the RSS that stands for it; null without a likelihood or a point. */
export function likelyPoint(
  { likely, problem, model }: Solution,
  { limits, starts, find, penalty }: Held,
): ProfilePoint | null {
  if (!likely) return null
  const { likelihood, rssOf } = likely
  let best: ProfilePoint | null = null
  for (const start of starts.slice(0, MOST_STARTS)) {
    const { theta, value } = descendLikelihood(likelihood, problem, {
      model,
      start,
      find,
      ...(penalty && { penalty }),
    })
    const rss = rssOf(value + (penalty ? penalty(theta) / (2 * likelihood.unit) : 0))
    if (rss < (best?.rss ?? Infinity)) {
      best = { rss, point: theta, isGuarded: isOnGuard(limits, theta, model) }
    }
  }
  return best
}
