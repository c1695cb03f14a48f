import { isPlain, settlePlain } from '../loss/plain.ts'
import { settle } from '../loss/settle.ts'
import { indexOf, unscaleValue } from '../models/model.ts'
import { variantsOf } from '../models/table.ts'
import { makeProblem } from '../optimize/problem.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest, ParameterName, ParameterState } from '../types.ts'
import { findInvalid } from '../validate.ts'
import { freeCountOf } from '../without-fit.ts'
import { covarianceOf, isExact } from './covariance.ts'
import { standardErrorOf } from './estimates.ts'
import { parameterProfile, profileInterval, type Profile, type Side } from './profile.ts'
import { errorDfOf, thresholdOf, varianceOf } from './scatter.ts'

export interface ProfileCurveRequest {
  readonly fit: FitRequest
  readonly parameter: ParameterName
}

/** The profile likelihood of one parameter, on its own scale (log10 for doses, response units for plateaus). */
export interface ProfileCurve {
  readonly kind: 'curve'
  readonly estimate: number
  readonly state: ParameterState
  /** Ascending; the estimate is one of them. */
  readonly values: Float64Array
  /** τ² = (RSS(value) − RSS) / s², the rest fitted again at each value. */
  readonly excess: Float64Array
  /** t² of the limits: two-sided, or one-sided where the estimate sits on a bound. */
  readonly threshold: number
  /** Where the excess reaches the threshold; null is an open side, or the side of a bound. */
  readonly lower: number | null
  readonly upper: number | null
}

/** `none`: the parameter is held, the fit has no scatter, or its loss has no profile. */
export type ProfileCurveAnswer = ProfileCurve | { readonly kind: 'none' }

const NONE: ProfileCurveAnswer = { kind: 'none' }
/** Points on either side of the estimate. */
const SIDE_POINTS = 24
/** How far past a limit the curve is drawn, as a share of the way there. */
const PAST = 1.25
/** An open side without a limit on the other one: this many first steps. */
const OPEN_STEPS = 8

/** Fits the request and follows the profile of one of its parameters out on both sides. */
export function profileCurve({ fit: request, parameter }: ProfileCurveRequest): ProfileCurveAnswer {
  const solution = solutionOf(request)
  if (!solution) return NONE
  const index = indexOf(solution.model, parameter)
  const state = solution.states[index]
  const isHopeless = isExact(solution) || !(errorDfOf(solution) > 0)
  if (index < 0 || state === undefined || state === 'fixed' || isHopeless) return NONE
  const covariance = covarianceOf(solution, request.covariance)
  const error = standardErrorOf(solution, covariance.ok ? covariance.value : null, index)
  const profile = parameterProfile(solution, index, error)
  const side: Side = state === 'free' ? 'both' : state === 'at-lower' ? 'above' : 'below'
  const limits = profileInterval(solution, profile, request.level, side)?.interval
  if (!limits) return NONE
  const probability = side === 'both' ? (1 + request.level) / 2 : request.level
  const variance = varianceOf(solution)
  const { unit } = solution.model.parameters[index] ?? { unit: 'none' as const }
  const own = (value: number) => unscaleValue(unit, value, solution.problem)
  const below = side === 'above' ? [] : walk(solution, profile, reach(profile, limits, -1)).toReversed()
  const above = side === 'below' ? [] : walk(solution, profile, reach(profile, limits, 1))
  const points = [...below, { value: profile.estimate, rss: solution.rss }, ...above]
  return {
    kind: 'curve',
    estimate: own(profile.estimate),
    state,
    values: Float64Array.from(points, ({ value }) => own(value)),
    excess: Float64Array.from(points, ({ rss }) => Math.max(0, (rss - solution.rss) / variance)),
    threshold: (thresholdOf(solution, probability) - solution.rss) / variance,
    lower: limits.lower === null ? null : own(limits.lower),
    upper: limits.upper === null ? null : own(limits.upper),
  }
}

function solutionOf(request: FitRequest): Solution | null {
  if (findInvalid(request) !== null) return null
  if (makeProblem(request).x.length < freeCountOf(request)) return null
  const models = variantsOf(request.model, request.constraints, request.variant)
  const settled = isPlain(request) ? settlePlain(request, models) : settle(request, models)
  // A profile knows nothing of how sure a mean of controls is.
  return settled?.canProfile && !settled.solution.held ? settled.solution : null
}

interface Limits {
  readonly lower: number | null
  readonly upper: number | null
}

/** How far out one side is drawn: past its limit, or as far as the other side where it is open. */
function reach({ estimate, low, high, step }: Profile, limits: Limits, direction: 1 | -1): number {
  const [mine, other] = direction > 0 ? [limits.upper, limits.lower] : [limits.lower, limits.upper]
  const length =
    mine !== null
      ? PAST * Math.abs(mine - estimate)
      : Math.max(OPEN_STEPS * Math.abs(step), other === null ? 0 : 2 * Math.abs(other - estimate))
  return Math.min(high, Math.max(low, estimate + direction * length))
}

/** From the estimate to `end`, each point warm from the one before it. */
function walk(solution: Solution, profile: Profile, end: number) {
  const points: { value: number; rss: number }[] = []
  let warm: Float64Array[] = [solution.theta]
  for (let k = 1; k <= SIDE_POINTS; k++) {
    const value = profile.estimate + ((end - profile.estimate) * k) / SIDE_POINTS
    if (value === profile.estimate) return points
    const found = profile.warm(value, warm)
    if (!found || !Number.isFinite(found.rss)) return points
    points.push({ value, rss: found.rss })
    warm = [found.point, ...warm.slice(0, 2)]
  }
  return points
}
