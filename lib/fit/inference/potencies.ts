import { LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest, Interval } from '../types.ts'
import type { ScaledCovariance } from './covariance.ts'
import { standardErrorOf, waldInterval } from './estimates.ts'
import { absoluteRoot, absoluteStandardError } from './potency.ts'
import { type Profiles, scaledLevel } from './profiles.ts'

interface PotencyFacts {
  /** `level` is the scaled response of an absolute potency, null for the relative midpoint; the rest is log10. */
  readonly evidence: {
    readonly level: number | null
    readonly root: number | null
    readonly interval: Interval | null
  }
  readonly logStandardError: number | null
}

/** The relative potency and, where a level is asked for, the absolute one: root, error, profile or Wald limits. */
export function potenciesOf(
  solution: Solution,
  request: FitRequest,
  { covariance, profiles }: { covariance: ScaledCovariance | null; profiles: Profiles | null },
): PotencyFacts[] {
  const { df, theta } = solution
  const wald = (root: number | null, error: number | null) =>
    root === null || error === null ? null : waldInterval(root, error, { level: request.level, df })
  const midpoint = at(theta, LOG_EC50)
  const error = standardErrorOf(solution, covariance, LOG_EC50)
  const interval = profiles ? (profiles.intervals[LOG_EC50] ?? null) : wald(midpoint, error)
  const relative = { evidence: { level: null, root: midpoint, interval }, logStandardError: error }

  const level = scaledLevel(solution, request)
  if (level === null) return [relative]
  const root = absoluteRoot(solution, level)
  const rootError = root === null ? null : absoluteStandardError(solution, covariance, root)
  const absolute = {
    evidence: { level, root, interval: profiles ? profiles.absolute : wald(root, rootError) },
    logStandardError: rootError,
  }
  return [relative, absolute]
}
