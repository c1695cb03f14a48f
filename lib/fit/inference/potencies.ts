import { indexOf } from '../models/model.ts'
import type { Problem } from '../optimize/problem.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest, Interval, Potency } from '../types.ts'
import type { ScaledCovariance } from './covariance.ts'
import { standardErrorOf, waldInterval } from './estimates.ts'
import { errorDfOf } from './scatter.ts'
import type { Profiles } from './profiles.ts'
import { isRootHeld, rootStandardError, type Target, targetRoot } from './target.ts'

/** One effective dose that is asked for. */
export interface Asked {
  readonly kind: Potency['kind']
  /** Percent of the way, or the response, as it was asked for. */
  readonly level: number
  readonly target: Target
  /** What a sentence calls it: "midpoint", "EC10", "dose at 30". */
  readonly name: string
}

/** A root with its error and limits, log10; the interval is the profile's where there is one. */
export interface RootFacts {
  readonly asked: Asked
  readonly root: number | null
  readonly logStandardError: number | null
  readonly interval: Interval | null
  readonly wald: Interval | null
  /** What was held gives it alone: no free parameter, and no scatter of controls. */
  readonly isHeld: boolean
}

/** The midpoint, the absolute potency where a level is given, then the further effective doses in their order. */
export function askedDoses(request: FitRequest, problem: Pick<Problem, 'shift' | 'unit'>): readonly Asked[] {
  const effect = (level: number): Asked => ({
    kind: 'relative',
    level,
    target: { kind: 'effect', fraction: level / 100 },
    name: level === 50 ? 'midpoint' : `EC${level}`,
  })
  const absolute = (level: number, name: string): Asked => ({
    kind: 'absolute',
    level,
    target: { kind: 'level', level: (level - problem.shift) / problem.unit },
    name,
  })
  return [
    effect(50),
    ...(request.absoluteLevel === null ? [] : [absolute(request.absoluteLevel, 'midpoint')]),
    ...(request.effects ?? []).map(effect),
    ...(request.absoluteLevels ?? []).map((level) => absolute(level, `dose at ${level}`)),
  ]
}

/** Whether the dose asked for is a parameter of the model itself, so that its error and profile are that parameter's. */
export function parameterOf({ model }: Solution, { target }: Asked): number {
  return target.kind === 'effect' && target.fraction === 0.5 ? indexOf(model, 'logEc50') : -1
}

/**
 * Every dose that was asked for: root, error, and profile or Wald limits.
 *
 * @param midpoint  the profile of the midpoint alone, where there was no time for the others
 */
export function rootsOf(
  solution: Solution,
  request: FitRequest,
  {
    covariance,
    profiles,
    midpoint,
  }: { covariance: ScaledCovariance | null; profiles: Profiles | null; midpoint: Interval | null },
): readonly RootFacts[] {
  const { theta, model } = solution
  const df = errorDfOf(solution)
  return askedDoses(request, solution.problem).map((asked, place): RootFacts => {
    const index = parameterOf(solution, asked)
    const root = targetRoot(model, theta, asked.target)
    const logStandardError = rootErrorOf(solution, covariance, { asked, root })
    const wald =
      root === null || logStandardError === null
        ? null
        : waldInterval(root, logStandardError, { level: request.level, df })
    const profiled = index >= 0 ? profiles?.intervals[index] : profiles?.roots[place]
    const quick = index >= 0 ? (midpoint ?? wald) : wald
    const isMoved = logStandardError !== null && logStandardError > 0
    const isHeld = root !== null && !isMoved && isRootHeld(solution, { target: asked.target, root })
    return { asked, root, logStandardError, wald, interval: profiles ? (profiled ?? null) : quick, isHeld }
  })
}

export function rootErrorOf(
  solution: Solution,
  covariance: ScaledCovariance | null,
  { asked, root }: { readonly asked: Asked; readonly root: number | null },
): number | null {
  const index = parameterOf(solution, asked)
  if (index >= 0) return standardErrorOf(solution, covariance, index)
  if (root === null || !Number.isFinite(root)) return null
  return rootStandardError(solution, covariance, { target: asked.target, root })
}
