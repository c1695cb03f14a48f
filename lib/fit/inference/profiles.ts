import type { Solution } from '../optimize/solve.ts'
import type { FitRequest, Interval, ParameterState } from '../types.ts'
import { isExact, type ScaledCovariance } from './covariance.ts'
import { standardErrorOf } from './estimates.ts'
import { levelProfile } from './level-profile.ts'
import { type Asked, askedDoses, parameterOf, rootErrorOf } from './potencies.ts'
import { parameterProfile, profileInterval, type Profile, type Side } from './profile.ts'
import { rootProfile } from './root-profile.ts'
import { targetRoot } from './target.ts'

export interface Profiles {
  /** Per parameter, scaled; null for a fixed one. */
  readonly intervals: readonly (Interval | null)[]
  /** Per dose that was asked for, on log10; null where it is a parameter or has no root. */
  readonly roots: readonly (Interval | null)[]
  /** Where a lower RSS than the optimum was met. */
  readonly better: Float64Array | null
}

/** Profile-likelihood intervals of every free parameter and of every effective dose that was asked for. */
export function profilesOf(
  solution: Solution,
  request: FitRequest,
  covariance: ScaledCovariance | null,
): Profiles {
  let better: Float64Array | null = null
  const isHopeless = isExact(solution)
  const run = (profile: Profile, side: Side) => {
    const result = profileInterval(solution, profile, request.level, side)
    better = result?.better ?? better
    return result?.interval ?? null
  }
  const intervals = solution.model.parameters.map((_, index) => {
    const side = sideOf(solution.states[index])
    if (side === null || isHopeless) return null
    return run(parameterProfile(solution, index, standardErrorOf(solution, covariance, index)), side)
  })
  const roots = askedDoses(request, solution.problem).map((asked) => {
    if (parameterOf(solution, asked) >= 0 || isHopeless || solution.interior.length === 0) return null
    const profile = profileOf(solution, covariance, asked)
    return profile && run(profile, 'both')
  })
  return { intervals, roots, better }
}

function profileOf(solution: Solution, covariance: ScaledCovariance | null, asked: Asked): Profile | null {
  const { model, theta } = solution
  const root = targetRoot(model, theta, asked.target)
  if (root === null || !Number.isFinite(root)) return null
  const standardError = rootErrorOf(solution, covariance, { asked, root })
  return model.shape !== null && !solution.likely && asked.target.kind === 'level'
    ? levelProfile(solution, asked.target.level, { root, standardError })
    : rootProfile(solution, asked.target, { root, standardError })
}

function sideOf(state: ParameterState | undefined): Side | null {
  if (state === 'free') return 'both'
  if (state === 'at-lower') return 'above'
  return state === 'at-upper' ? 'below' : null
}
