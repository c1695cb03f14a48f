import type { CurveData } from '@/lib/data-frame/types.ts'
import { excludedRows } from '@/lib/workbench/excluded-rows.ts'
import {
  activePolicy,
  currentConstraints,
  curveRequest,
  followsPolicy,
  limitsOfCurve,
  modelOfCurve,
} from '@/lib/workbench/selectors.ts'
import type { CurveSettings, Policy, Work } from '@/lib/workbench/types.ts'
import type { FitJob } from './fit-store.ts'
import { identityKey } from './identity-key.ts'

interface Known {
  readonly settings: CurveSettings | undefined
  readonly excluded: readonly number[]
  readonly policy: Policy
  readonly groups: Work['groups']
  readonly method: Work['method']
  readonly responseUnit: string
  readonly job: FitJob
}

/**
 * The fits a state of the work asks for. Remembers what it made, so that a drag on one of 3,000 curves, or a well of it that
 * goes out, builds one job anew and not 3,000.
 */
export function createFitJobs(): (curves: readonly CurveData[], work: Work) => readonly FitJob[] {
  const known = new WeakMap<CurveData, Known>()
  let last: readonly FitJob[] = []
  let lastAsked: readonly unknown[] = []
  return (curves, work) => {
    const policy = activePolicy(work)
    // A mark or a note is in none of these: no curve has to be looked at.
    const asked = [curves, work.exclusions, work.curves, work.groups, work.method, work.mapping, policy]
    if (asked.every((one, i) => one === lastAsked[i])) return last
    lastAsked = asked
    let usual: string | null = null
    const settingsOf = (id: string) =>
      followsPolicy(work, id) ? (usual ??= describeSettings(work, id)) : describeSettings(work, id)
    // Equal for equal requests on the same points.
    const keyOf = (curve: CurveData) =>
      [identityKey(curve), excludedRows(work.exclusions, curve).join(), settingsOf(curve.id)].join('|')
    const jobs = curves.map((curve) => {
      const before = known.get(curve)
      if (before && before.policy === policy && isSame(before, curve, work)) return before.job
      const job: FitJob = {
        curveId: curve.id,
        key: keyOf(curve),
        points: `${identityKey(curve)} ${work.mapping.responseUnit}`,
        build: (detail) => curveRequest(work, curve, detail),
      }
      const kept = before?.job.key === job.key ? before.job : job
      known.set(curve, {
        settings: work.curves[curve.id],
        excluded: excludedRows(work.exclusions, curve),
        policy,
        groups: work.groups,
        method: work.method,
        responseUnit: work.mapping.responseUnit,
        job: kept,
      })
      return kept
    })
    // Whoever looks at the list sees that nothing has changed.
    if (jobs.length !== last.length || jobs.some((job, i) => job !== last[i])) last = jobs
    return last
  }
}

function isSame(before: Known, curve: CurveData, work: Work): boolean {
  return (
    before.settings === work.curves[curve.id] &&
    before.excluded === excludedRows(work.exclusions, curve) &&
    before.groups === work.groups &&
    before.method === work.method &&
    before.responseUnit === work.mapping.responseUnit
  )
}

/** Equal for equal settings, whatever points they are asked for. */
function describeSettings(work: Work, curveId: string): string {
  const { covariance, level } = activePolicy(work)
  return JSON.stringify([
    modelOfCurve(work, curveId),
    currentConstraints(work, curveId),
    covariance,
    level,
    work.method,
    limitsOfCurve(work, curveId),
    work.mapping.responseUnit,
  ])
}
