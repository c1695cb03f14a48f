import { USUAL_VERDICT_LIMITS } from '../fit/screen/limits.ts'
import type { VerdictLimits } from '../fit/types.ts'
import { capitalised } from '../format/capitalised.ts'
import { formatFull, withUnit } from '../format/format-number.ts'
import { formatLevel } from '../format/format-potency.ts'
import { parameterTitle, shortConstraint } from './constraint-text.ts'
import { entryOf } from './entry-of.ts'
import { COVARIANCES, INTERVALS, LOSSES, WEIGHTINGS } from './fit-method-words.ts'
import { groupLabel, groupsOf } from './groups.ts'
import { LIMIT_WORDS } from './limit-words.ts'
import { modelTitle } from './models.ts'
import { policyOrigin } from './policies.ts'
import { isSameJson } from './same-json.ts'
import { activePolicy, effectiveConstraints, limitsOfCurve, modelOfCurve } from './selectors.ts'
import type { FitMethod, LimitScope, Work } from './types.ts'
import { USUAL_METHOD } from './usual-method.ts'

/** One setting of a curve as it holds. */
export interface SettingOrigin {
  readonly title: string
  readonly value: string
  /** "default", "policy Viability", "group HeLa", "this curve", "this table". */
  readonly origin: string
}

/** Where a part of the method comes from; what the policy says nothing of is the usual, or set for the table. */
export function methodOrigin(
  method: FitMethod,
  ofPolicy: FitMethod | null,
  name: keyof FitMethod,
): 'policy' | 'default' | 'this table' {
  if (ofPolicy !== null && isSameJson(method[name], ofPolicy[name])) return 'policy'
  return ofPolicy === null && isSameJson(method[name], USUAL_METHOD[name]) ? 'default' : 'this table'
}

/** Everything that decides a curve's fit and verdict, with where it comes from: policy, group and curve in this order. */
export function settingOrigins(work: Work, curveId: string): readonly SettingOrigin[] {
  const policy = activePolicy(work)
  const ofPolicy = policyOrigin(policy)
  const words = { policy: ofPolicy, default: 'default', 'this table': 'this table', curve: 'this curve' }
  const constraints = Array.from(
    effectiveConstraints(work, curveId),
    ([name, { constraint, origin }]): SettingOrigin => ({
      title: capitalised(parameterTitle(name)),
      value: shortConstraint(name, constraint),
      origin:
        origin === 'group'
          ? groupOrigin(work, curveId, (settings) => settings.constraints[name] !== undefined)
          : words[origin],
    }),
  )
  const ofMethod = (title: string, value: string, name: keyof FitMethod): SettingOrigin => ({
    title,
    value,
    origin: words[methodOrigin(work.method, policy.method, name)],
  })
  const { method } = work
  return [
    {
      title: 'Model',
      value: modelTitle(modelOfCurve(work, curveId)),
      origin: modelOrigin(work, curveId, ofPolicy),
    },
    ...constraints,
    { title: 'Confidence level', value: formatLevel(policy.level), origin: ofPolicy },
    { title: 'Standard errors', value: COVARIANCES[policy.covariance], origin: ofPolicy },
    ofMethod('Loss', LOSSES[method.loss], 'loss'),
    ofMethod('Weights', WEIGHTINGS[method.weighting], 'weighting'),
    ofMethod('Intervals', INTERVALS[method.interval], 'interval'),
    ofMethod('Outliers', method.hasOutlierProposal ? 'proposed' : 'not looked for', 'hasOutlierProposal'),
    ofMethod('Relative and absolute apart', `past ${formatFull(method.foldLimit)}-fold`, 'foldLimit'),
    ...limitOrigins(work, curveId),
  ]
}

function limitOrigins(work: Work, curveId: string): readonly SettingOrigin[] {
  const limits = limitsOfCurve(work, curveId)
  return (Object.keys(LIMIT_WORDS) as (keyof VerdictLimits)[]).map((name) => {
    const { title, unit } = LIMIT_WORDS[name]
    const value = formatFull(limits[name] ?? USUAL_VERDICT_LIMITS[name])
    return { title, value: withUnit(value, unit), origin: limitOrigin(work, curveId, name) }
  })
}

function limitOrigin(work: Work, curveId: string, name: keyof VerdictLimits): string {
  const own = entryOf(work.curves, curveId)?.limits?.[name]
  if (own !== undefined) return 'this curve'
  const policy = activePolicy(work)
  const inherited = policy.method?.limits?.[name]
  const ofTable = inherited === undefined ? 'default' : policyOrigin(policy)
  const table = work.method.limits?.[name] === inherited ? ofTable : 'this table'
  return groupOrigin(work, curveId, ({ limits }) => limits?.[name] !== undefined, table)
}

/** Where a limit of a group or curve would come from without its own: "default", "policy …", "this table", "group …". */
export function limitOriginsBelow(
  work: Work,
  curveId: string,
  of: LimitScope,
): ReadonlyMap<keyof VerdictLimits, string> {
  const below = withoutScope(work, curveId, of)
  return new Map(
    (Object.keys(LIMIT_WORDS) as (keyof VerdictLimits)[]).map((name) => [
      name,
      limitOrigin(below, curveId, name),
    ]),
  )
}

/** What a curve has below a scope: nothing of its own, and for a group nothing of that group and narrower ones. */
export function withoutScope(work: Work, curveId: string, of: LimitScope): Work {
  if (of.kind === 'curve') return { ...work, curves: {} }
  const groups = groupsOf(curveId)
  const wider = new Set(groups.slice(0, Math.max(groups.indexOf(of.group), 0)))
  const kept = Object.entries(work.groups).filter(([group]) => wider.has(group))
  return { ...work, curves: {}, groups: Object.fromEntries(kept) }
}

function modelOrigin(work: Work, curveId: string, ofPolicy: string): string {
  if (entryOf(work.curves, curveId)?.model !== undefined) return 'this curve'
  return groupOrigin(work, curveId, ({ model }) => model !== undefined, ofPolicy)
}

/** The last of the curve's groups that sets it, as that one decides. */
function groupOrigin(
  { groups }: Work,
  curveId: string,
  sets: (settings: Work['groups'][string]) => boolean,
  otherwise = 'group',
): string {
  const group = groupsOf(curveId).findLast((one) => {
    const settings = entryOf(groups, one)
    return settings !== undefined && sets(settings)
  })
  return group === undefined ? otherwise : `group ${groupLabel(group)}`
}
