import type { CurveData } from '../data-frame/types.ts'
import { USUAL_VERDICT_LIMITS } from '../fit/screen/limits.ts'
import type { ParameterName, VerdictLimits } from '../fit/types.ts'
import { entryOf } from './entry-of.ts'
import { builtInPolicy } from './policies.ts'
import { isSameJson } from './same-json.ts'
import { activePolicy, currentConstraints, limitsOfCurve, modelOfCurve } from './selectors.ts'
import type { CurveSettings, Work } from './types.ts'

/**
 * The same curve as it was: its exclusions and all that its fit is asked with, under the policy (in the version of then) and
 * the method of then. Settings and exclusions of other curves stay, and so do those of groups: what a group says otherwise
 * by now becomes a setting of the curve.
 */
export function returnedTo(before: Work, now: Work, curve: CurveData): Work {
  const policy = activePolicy(before)
  const onPolicy: Work = {
    ...now,
    policy: policy.name,
    policies: builtInPolicy(policy.name) ? now.policies : { ...now.policies, [policy.name]: policy },
    method: before.method,
    exclusions: exclusionsOf(before, now, curve),
  }
  const own = entryOf(before.curves, curve.id)
  return withOwn(onPolicy, curve.id, againstGroups(before, withOwn(onPolicy, curve.id, own), curve.id))
}

function exclusionsOf(before: Work, now: Work, curve: CurveData): Work['exclusions'] {
  const rows = new Set(curve.rows)
  const isOfCurve = ({ row, responseColumn }: { row: number; responseColumn: number }) =>
    responseColumn === curve.responseColumn && rows.has(row)
  return Object.fromEntries([
    ...Object.entries(now.exclusions).filter(([, exclusion]) => !isOfCurve(exclusion)),
    ...Object.entries(before.exclusions).filter(([, exclusion]) => isOfCurve(exclusion)),
  ])
}

/** What a curve has to set so that it is asked for as it was; undefined for nothing. */
function againstGroups(before: Work, work: Work, curveId: string): CurveSettings | undefined {
  const own = entryOf(work.curves, curveId)
  const model = modelOfCurve(before, curveId)
  const isOtherModel = model !== modelOfCurve(work, curveId)
  // Parameters are those of the model of then.
  const onModel = isOtherModel ? withOwn(work, curveId, { constraints: {}, ...own, model }) : work
  const held = currentConstraints(onModel, curveId)
  const constraints = Object.entries(currentConstraints(before, curveId)).filter(
    ([name, constraint]) => !isSameJson(constraint, held[name as ParameterName]),
  )
  const limits = otherLimits(limitsOfCurve(before, curveId), limitsOfCurve(work, curveId))
  if (!isOtherModel && constraints.length === 0 && Object.keys(limits).length === 0) return own
  return {
    ...own,
    constraints: { ...own?.constraints, ...Object.fromEntries(constraints) },
    ...(isOtherModel && { model }),
    ...(Object.keys(limits).length > 0 && { limits: { ...own?.limits, ...limits } }),
  }
}

/** Limits of then that are others now; the usual one where there was none. */
function otherLimits(then: Partial<VerdictLimits>, now: Partial<VerdictLimits>): Partial<VerdictLimits> {
  const names = Object.keys(USUAL_VERDICT_LIMITS) as (keyof VerdictLimits)[]
  return Object.fromEntries(
    names
      .filter((name) => then[name] !== now[name])
      .map((name) => [name, then[name] ?? USUAL_VERDICT_LIMITS[name]]),
  )
}

function withOwn(work: Work, curveId: string, settings: CurveSettings | undefined): Work {
  const curves = new Map(Object.entries(work.curves))
  if (settings === undefined) curves.delete(curveId)
  else curves.set(curveId, settings)
  return { ...work, curves: Object.fromEntries(curves) }
}
