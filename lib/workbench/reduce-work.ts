import { initialHistory } from './initial-work.ts'
import { pointKey } from './point-key.ts'
import { POLICIES } from './policies.ts'
import { isSameJson } from './same-json.ts'
import type { CurveSettings, Work, WorkAction, WorkHistory } from './types.ts'

/** Steps kept for undo; older ones are forgotten. */
export const HISTORY_LIMIT = 200

type Edit = Exclude<WorkAction, { readonly kind: 'undo' | 'redo' | 'restore' }>

/**
 * The work after an action. An edit that changes nothing returns the very same history; one of the gesture of the newest
 * step joins that step; every other edit is a new step and forgets what could be redone. `restore` starts anew.
 */
export function reduceWork(history: WorkHistory, action: WorkAction): WorkHistory {
  switch (action.kind) {
    case 'undo':
      return undo(history)
    case 'redo':
      return redo(history)
    case 'restore':
      return initialHistory(action.work)
    default:
      return edit(history, action)
  }
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

function edit(history: WorkHistory, action: Edit): WorkHistory {
  const present = applyEdit(history.present, action)
  if (isSameJson(present, history.present)) return history
  const label = editLabel(action)
  const gesture = action.kind === 'set-constraint' ? action.gesture : null
  const newest = history.past.at(-1)
  if (newest !== undefined && gesture !== null && newest.gesture === gesture && history.future.length === 0) {
    return { past: [...history.past.slice(0, -1), { ...newest, label }], present, future: [] }
  }
  const past = [...history.past, { label, gesture, work: history.present }].slice(-HISTORY_LIMIT)
  return { past, present, future: [] }
}

function editLabel(action: Edit): string {
  return action.kind === 'set-policy' ? `policy ${POLICIES[action.policy].title}` : action.label
}

function applyEdit(work: Work, action: Edit): Work {
  switch (action.kind) {
    case 'set-mapping':
      return { ...work, mapping: action.mapping, isMappingConfirmed: true }
    case 'set-policy':
      return { ...work, policy: action.policy }
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
      return withCurves(work, action.curveIds, ({ constraints }) =>
        action.model === null ? { constraints } : { constraints, model: action.model },
      )
    case 'set-method':
      return { ...work, method: action.method }
    case 'exclude':
      return {
        ...work,
        exclusions: {
          ...work.exclusions,
          ...Object.fromEntries(action.exclusions.map((exclusion) => [pointKey(exclusion), exclusion])),
        },
      }
    case 'include': {
      const included = new Set(action.points.map(pointKey))
      const kept = Object.entries(work.exclusions).filter(([key]) => !included.has(key))
      return { ...work, exclusions: Object.fromEntries(kept) }
    }
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
    const isUsual = Object.keys(settings.constraints).length === 0 && settings.model === undefined
    if (!isUsual) curves.set(id, settings)
  }
  return { ...work, curves: Object.fromEntries(curves) }
}

function without<T extends object>(record: T, key: string): T {
  // Dropping a key of a record of optional values leaves a record of the same type.
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key)) as T
}
