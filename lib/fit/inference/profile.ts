import { at } from '../numbers.ts'
import { isOnGuard, type Limits, loosen, withFixed } from '../optimize/box.ts'
import { minimise, minimiseFrom } from '../optimize/minimise.ts'
import type { Optimum } from '../optimize/rank.ts'
import { makeSearch } from '../optimize/search.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Interval } from '../types.ts'
import { likelyPoint } from './likely-point.ts'
import { errorDfOf, thresholdOf } from './scatter.ts'
import { findRoot } from './root.ts'

/** RSS of the wells, scaled, with something held at a value and the rest fitted; and where the fit went. */
export interface ProfilePoint {
  readonly rss: number
  readonly point: Float64Array
  /** A numerical guard holds something here: a limit found here would be the guard's. */
  readonly isGuarded: boolean
}

/** One profile: how to evaluate it warm from a point, how to search it cold, and how far it may go. */
export interface Profile {
  readonly estimate: number
  readonly warm: (value: number, from: readonly Float64Array[]) => ProfilePoint | null
  readonly cold: (value: number) => ProfilePoint | null
  readonly low: number
  readonly high: number
  /** First step of the search, about one standard error. */
  readonly step: number
}

interface ProfileResult {
  readonly interval: Interval
  /** A point with a lower RSS than the optimum, met on the way: the fit must start again from it. */
  readonly better: Float64Array | null
}

/**
 * Profile-likelihood limits: where the profiled RSS reaches RSS · (1 + t² / df).
 *
 * @param level  confidence level; two-sided unless the estimate lies on a limit of its parameter
 * @returns null where there is no scatter to scale by, or no degree of freedom
 * @see Venzon and Moolgavkar (1988), doi:10.2307/2347496
 */
export function profileInterval(
  solution: Solution,
  profile: Profile,
  level: number,
  side: Side,
): ProfileResult | null {
  const threshold = thresholdOf(solution, side === 'both' ? (1 + level) / 2 : level)
  if (!(errorDfOf(solution) > 0) || !(solution.rss > 0) || !(threshold > solution.rss)) return null
  let better: Float64Array | null = null
  const seek = (direction: 1 | -1) => {
    const limit = seekLimit(solution, profile, threshold, direction)
    better = limit.better ?? better
    return limit.value
  }
  const lower = side === 'above' ? null : seek(-1)
  const upper = side === 'below' ? null : seek(1)
  return {
    interval: { lower, upper, method: side === 'both' ? 'profile' : 'one-sided-profile' },
    better,
  }
}

/** `below`: the estimate sits on its upper limit, so only a lower one can be given. */
export type Side = 'both' | 'below' | 'above'

interface Limit {
  readonly value: number | null
  readonly better: Float64Array | null
}

function seekLimit(solution: Solution, profile: Profile, threshold: number, direction: 1 | -1): Limit {
  const end = direction > 0 ? profile.high : profile.low
  let warm: Float64Array[] = [
    solution.theta,
    ...solution.others
      .filter((other) => other.rss < threshold)
      .slice(0, 3)
      .map((other) => other.theta),
  ]
  let better: Float64Array | null = null
  const excess = (value: number): number => {
    const result = profile.warm(value, warm)
    if (!result) return Infinity
    if (isBetter(result, solution)) better = result.point
    warm = [result.point, ...warm.slice(0, 3)]
    return result.rss - threshold
  }
  let inside = { x: profile.estimate, value: solution.rss - threshold }
  const scale = Math.max(Math.abs(profile.step), 1e-9 * Math.abs(end - profile.estimate))
  // Each round ends at a crossing; a lower branch found there by a cold search sends it further out.
  for (let round = 0; round < 4; round++) {
    const outside = stepOut(excess, inside, { end, step: scale, direction })
    if (!outside) return { value: null, better }
    const signed = (value: number) => clampInfinite(excess(value))
    const root = findRoot(
      signed,
      outside.inside,
      outside.outside,
      1e-10 * Math.max(1, Math.abs(outside.outside.x)),
    )
    const check = profile.cold(root)
    if (check?.isGuarded) return { value: null, better }
    if (!check || check.rss > threshold - 1e-7 * solution.rss) return { value: root, better }
    if (isBetter(check, solution)) better = check.point
    warm = [check.point, ...warm]
    inside = { x: root, value: check.rss - threshold }
  }
  return { value: null, better }
}

/** Beyond its guards the fit could not follow; then a lower RSS is no news. */
function isBetter({ rss }: ProfilePoint, solution: Solution): boolean {
  return rss < solution.rss * (1 - 1e-9) && !isOnGuard(solution.limits, solution.theta, solution.model)
}

interface Walk {
  readonly end: number
  readonly step: number
  readonly direction: 1 | -1
}

type Signed = { readonly x: number; readonly value: number }

/** Growing steps until the profile is above the threshold; null where it never is before `end`. */
function stepOut(
  excess: (value: number) => number,
  start: Signed,
  { end, step, direction }: Walk,
): { inside: Signed; outside: Signed } | null {
  let inside = start
  let length = step
  for (let i = 0; i < 60; i++) {
    const next = inside.x + direction * length
    const x = direction > 0 ? Math.min(next, end) : Math.max(next, end)
    if (x === inside.x) return null
    const value = clampInfinite(excess(x))
    if (value > 0) return { inside, outside: { x, value } }
    if (x === end) return null
    inside = { x, value }
    length *= 1.6
  }
  return null
}

function clampInfinite(value: number): number {
  return Number.isFinite(value) ? value : 1e30
}

/** What a profile reads from a fit with something held. */
export function profilePoint(
  { problem, model }: Solution,
  limits: Limits,
  { rss, theta }: Optimum,
): ProfilePoint {
  return {
    rss: rss + problem.pureError,
    point: theta,
    isGuarded: isOnGuard(limits, theta, model),
  }
}

/** How far past the doses a limit is sought; beyond, that side is open (science.md 3). */
export const OPEN_DECADES = 3
/** Further minima that a search without a grid starts from. */
const RIVALS = 4

/** The profile of one free parameter, scaled units. */
export function parameterProfile(solution: Solution, index: number, standardError: number | null): Profile {
  const { search, theta } = solution
  const limits = loosen(solution.limits, solution.model)
  const estimate = at(theta, index)
  const read = (optimum: Optimum | null) => optimum && profilePoint(solution, limits, optimum)
  const tested = solution.problem.x.filter((x) => x !== -Infinity)
  let [low, high] = [at(limits.lower, index), at(limits.upper, index)]
  const spec = solution.model.parameters[index]
  const isSlope = spec !== undefined && spec.name.startsWith('hill')
  if (spec?.unit === 'log-dose' && tested.length > 0) {
    low = Math.max(low, Math.min(estimate, at(tested, 0) - OPEN_DECADES))
    high = Math.min(high, Math.max(estimate, at(tested, tested.length - 1) + OPEN_DECADES))
  }
  if (isSlope) {
    if (estimate > 0) low = Math.max(low, Math.min(estimate, 1e-3))
    else high = Math.min(high, Math.max(estimate, -1e-3))
  }
  const likely = (value: number, from: readonly Float64Array[]) => {
    const held = withFixed(limits, index, value)
    return likelyPoint(solution, {
      limits,
      starts: from.map((point) => point.map((own, k) => (k === index ? value : own))),
      find: (tangent, point) => minimiseFrom(makeSearch(tangent, solution.model), held, [point]),
    })
  }
  const usual = isSlope ? 0.2 * Math.abs(estimate) : 0.1
  const step = standardError !== null && standardError < 20 * usual ? 1.5 * standardError : usual
  return {
    estimate,
    warm: (value, from) =>
      solution.likely
        ? likely(value, from)
        : read(minimiseFrom(search, withFixed(limits, index, value), from)),
    cold: (value) => {
      if (solution.likely) return likely(value, [theta])
      const held = withFixed(limits, index, value)
      // Without a projected search a look everywhere costs a hundred times as much: the minima that are known serve.
      return read(
        search.shape
          ? minimise(search, held, 'fine')
          : minimiseFrom(search, held, [
              theta,
              ...solution.others.slice(0, RIVALS).map((other) => other.theta),
            ]),
      )
    },
    low,
    high,
    step,
  }
}
