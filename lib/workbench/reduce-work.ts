import { entryOf } from './entry-of.ts'
import { initialHistory } from './initial-work.ts'
import { asMeasured, normalising } from './normalising.ts'
import { pointKey } from './point-key.ts'
import { builtInPolicy, findPolicy, policyTitle } from './policies.ts'
import { isSameJson } from './same-json.ts'
import { setsAnything } from './selectors.ts'
import type { CurveSettings, Exclusion, LimitScope, Policy, Work, WorkAction, WorkHistory } from './types.ts'

/** Steps kept for undo; older ones are forgotten. */
export const HISTORY_LIMIT = 200

type Edit = Exclude<WorkAction, { readonly kind: 'undo' | 'redo' | 'jump' | 'restore' | 'rebase' }>

/**
 * The work after an action. An edit that changes nothing returns the very same history; one of the gesture of the newest
 * step joins that step; every other edit is a new step and forgets what could be redone. `restore` starts anew.
 *
 * @param at  when the act was done, ISO 8601
 */
export function reduceWork(history: WorkHistory, action: WorkAction, at?: string): WorkHistory {
  switch (action.kind) {
    case 'undo':
      return undo(history)
    case 'redo':
      return redo(history)
    case 'jump':
      return jump(history, action.steps)
    case 'restore':
      return initialHistory(action.work)
    case 'rebase':
      return action.rebase(history)
    default:
      return edit(history, action, at)
  }
}

function jump(history: WorkHistory, steps: number): WorkHistory {
  const step = steps < 0 ? undo : redo
  let reached = history
  for (let done = 0; done < Math.abs(steps); done += 1) reached = step(reached)
  return reached
}

function undo(history: WorkHistory): WorkHistory {
  const step = history.past.at(-1)
  if (step === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: step.work,
    future: [{ ...step, work: history.present }, ...history.future],
  }
}

function redo(history: WorkHistory): WorkHistory {
  const [step, ...future] = history.future
  if (step === undefined) return history
  return { past: [...history.past, { ...step, work: history.present }], present: step.work, future }
}

function edit(history: WorkHistory, action: Edit, at: string | undefined): WorkHistory {
  const present = applyEdit(history.present, action)
  if (isSameJson(present, history.present)) return history
  const label = editLabel(history.present, action)
  const gesture = ('gesture' in action ? action.gesture : null) ?? null
  const time = at === undefined ? {} : { at }
  const newest = history.past.at(-1)
  if (newest !== undefined && gesture !== null && newest.gesture === gesture && history.future.length === 0) {
    return { past: [...history.past.slice(0, -1), { ...newest, label, ...time }], present, future: [] }
  }
  const past = [...history.past, { label, gesture, work: history.present, ...time }].slice(-HISTORY_LIMIT)
  return { past, present, future: [] }
}

function editLabel(work: Work, action: Edit): string {
  if (action.kind !== 'set-policy') return action.label
  const policy = findPolicy(work, action.policy)
  return `policy ${policy ? policyTitle(policy) : action.policy}`
}

function applyEdit(work: Work, action: Edit): Work {
  switch (action.kind) {
    case 'set-mapping':
      return { ...work, mapping: action.mapping, isMappingConfirmed: true }
    case 'set-policy':
      return withPolicy(work, findPolicy(work, action.policy))
    case 'take-policy':
      return action.normalisation === undefined
        ? withPolicy(work, action.policy)
        : normalising(withPolicy(work, action.policy), action.normalisation)
    case 'set-group':
      return withGroup(work, action.group, action.settings)
    case 'set-limits':
      return withLimits(work, action.of, action.limits)
    case 'set-constraint':
      return withCurves(work, [action.curveId], ({ constraints, ...rest }) => ({
        ...rest,
        constraints: { ...constraints, [action.parameter]: action.constraint },
      }))
    case 'reset-constraint':
      return withCurves(work, [action.curveId], ({ constraints, ...rest }) => ({
        ...rest,
        constraints: without(constraints, action.parameter),
      }))
    case 'reset-curve':
      return withCurves(work, [action.curveId], () => ({ constraints: {} }))
    case 'set-model':
      return withCurves(work, action.curveIds, (settings) => withModel(settings, action.model))
    case 'set-method':
      return { ...work, method: action.method }
    case 'set-curve':
      // A fit that is taken says nothing of the verdict.
      return withCurves(work, [action.curveId], ({ limits }) => ({
        ...(limits && { limits }),
        ...action.settings,
      }))
    case 'set-override':
      return {
        ...work,
        overrides: withEntries(
          work.overrides,
          action.curveIds.map((id) => [id, action.override]),
        ),
      }
    case 'set-review':
      return {
        ...work,
        reviews: withEntries(
          work.reviews,
          action.reviews.map(({ curveId, review }) => [curveId, review]),
        ),
      }
    case 'answer':
      return answered(work, action)
    case 'set-comparison':
      return { ...work, comparison: action.comparison }
    case 'set-normalisation':
      return normalising(work, action.normalisation)
    case 'set-plate-limits':
      return { ...work, plateLimits: action.limits }
    case 'set-layout':
      return { ...work, layout: action.layout }
    case 'take-work':
      return action.work
    case 'exclude':
      return excluding(work, action.exclusions)
    case 'include':
      return including(work, action.points)
    case 'keep-outliers':
      return { ...work, keptOutliers: { ...work.keptOutliers, ...byPoint(action.kept) } }
  }
}

/** A name that nobody knows changes nothing; one of Halfmax needs no copy in the work. */
function withPolicy(work: Work, policy: Policy | null): Work {
  if (policy === null) return work
  const { name, method, plateLimits } = policy
  return {
    ...work,
    policy: name,
    policies: builtInPolicy(name) ? work.policies : withEntries(work.policies, [[name, policy]]),
    method: method ?? work.method,
    plateLimits: plateLimits ?? work.plateLimits,
  }
}

function excluding(work: Work, exclusions: readonly Exclusion[]): Work {
  return { ...work, exclusions: { ...work.exclusions, ...byPoint(exclusions) } }
}

function byPoint<T extends Parameters<typeof pointKey>[0]>(
  points: readonly T[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(points.map((point) => [pointKey(point), point]))
}

function including(work: Work, points: readonly { row: number; responseColumn: number }[]): Work {
  const included = new Set(points.map(pointKey))
  const kept = Object.entries(work.exclusions).filter(([key]) => !included.has(key))
  return { ...work, exclusions: Object.fromEntries(kept) }
}

/** Null drops an entry. A curve may be named `__proto__`: spreads copy and define such an entry, an assignment would not. */
function withEntries<T>(
  record: Readonly<Record<string, T>>,
  entries: readonly (readonly [string, T | null])[],
): Readonly<Record<string, T>> {
  const set = entries.flatMap(([id, entry]) => (entry === null ? [] : [[id, entry] as const]))
  const changed: Record<string, T> = { ...record, ...Object.fromEntries(set) }
  for (const [id, entry] of entries) if (entry === null) Reflect.deleteProperty(changed, id)
  return changed
}

function answered(work: Work, action: Extract<Edit, { kind: 'answer' }>): Work {
  const { questionId, answer, mapping, include = [], exclude = [] } = action
  const answers = new Map(Object.entries(work.answers))
  if (answer === null) answers.delete(questionId)
  else answers.set(questionId, answer)
  return {
    ...excluding(including(work, include), exclude),
    ...(mapping !== undefined && { ...asMeasured(work, mapping), isMappingConfirmed: true }),
    answers: Object.fromEntries(answers),
  }
}

/** A curve without settings of its own has no entry, so that a reset leaves no trace. */
function withCurves(
  work: Work,
  curveIds: readonly string[],
  change: (settings: CurveSettings) => CurveSettings,
): Work {
  const curves = new Map(Object.entries(work.curves))
  for (const id of curveIds) {
    const settings = change(curves.get(id) ?? { constraints: {} })
    curves.delete(id)
    if (setsAnything(settings)) curves.set(id, settings)
  }
  return { ...work, curves: Object.fromEntries(curves) }
}

/** What is given to a group says nothing of the verdict, unless it does. */
function withGroup(work: Work, group: string, settings: CurveSettings | null): Work {
  const before = entryOf(work.groups, group)
  const limits = before?.limits
  return {
    ...work,
    groups: withEntries(work.groups, [[group, settings && { ...(limits && { limits }), ...settings }]]),
  }
}

function withModel(settings: CurveSettings, model: CurveSettings['model'] | null): CurveSettings {
  const { model: _, ...others } = settings
  return model == null ? others : { ...others, model }
}

function withLimits(work: Work, of: LimitScope, limits: CurveSettings['limits'] & object): Work {
  const change = (settings: CurveSettings): CurveSettings => {
    const { limits: _, ...others } = settings
    return Object.keys(limits).length === 0 ? others : { ...others, limits }
  }
  if (of.kind === 'curve') return withCurves(work, [of.curveId], change)
  const before = entryOf(work.groups, of.group)
  const settings = change(before ?? { constraints: {} })
  return {
    ...work,
    groups: withEntries(work.groups, [[of.group, setsAnything(settings) ? settings : null]]),
  }
}

function without<T extends object>(record: T, key: string): T {
  // Dropping a key of a record of optional values leaves a record of the same type.
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T
}
