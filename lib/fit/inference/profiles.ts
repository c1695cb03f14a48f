import { PARAMETERS } from '../models/parameters.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest, Interval, ParameterState } from '../types.ts'
import { isExact, type ScaledCovariance } from './covariance.ts'
import { standardErrorOf } from './estimates.ts'
import { absoluteProfile, absoluteRoot, absoluteStandardError } from './potency.ts'
import { parameterProfile, profileInterval, type Side } from './profile.ts'

export interface Profiles {
  /** Per parameter, scaled; null for a fixed one. */
  readonly intervals: readonly (Interval | null)[]
  /** Of the absolute potency, on log10. */
  readonly absolute: Interval | null
  /** Where a lower RSS than the optimum was met. */
  readonly better: Float64Array | null
}

/** Profile-likelihood intervals of every free parameter and of the absolute potency. */
export function profilesOf(
  solution: Solution,
  request: FitRequest,
  covariance: ScaledCovariance | null,
): Profiles {
  let better: Float64Array | null = null
  const isHopeless = isExact(solution)
  const intervals = PARAMETERS.map((_, index) => {
    const side = sideOf(solution.states[index])
    if (side === null || isHopeless) return null
    const profile = parameterProfile(solution, index, standardErrorOf(solution, covariance, index))
    const result = profileInterval(solution, profile, request.level, side)
    better = result?.better ?? better
    return result?.interval ?? null
  })
  const level = scaledLevel(solution, request)
  const root = level === null ? null : absoluteRoot(solution, level)
  const isSearchable = root !== null && Number.isFinite(root) && solution.interior.length > 0 && !isHopeless
  if (level === null || !isSearchable) return { intervals, absolute: null, better }
  const profile = absoluteProfile(solution, level, root, absoluteStandardError(solution, covariance, root))
  const absolute = profileInterval(solution, profile, request.level, 'both')
  return { intervals, absolute: absolute?.interval ?? null, better: better ?? absolute?.better ?? null }
}

/** Response level of the absolute potency on the scale of the problem. */
export function scaledLevel({ problem }: Solution, { absoluteLevel }: FitRequest): number | null {
  return absoluteLevel === null ? null : (absoluteLevel - problem.shift) / problem.unit
}

function sideOf(state: ParameterState | undefined): Side | null {
  if (state === 'free') return 'both'
  if (state === 'at-lower') return 'above'
  return state === 'at-upper' ? 'below' : null
}
