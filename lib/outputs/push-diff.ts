import { logDoseShift } from '../data-frame/dose-units.ts'
import { pushChanges } from './push-changes.ts'
import type { PushedCurve, PushedPotency, PushedState } from './pushed-state.ts'

/**
 * - `new`: no earlier push has it.
 * - `left-out`: it was pushed, and is not chosen now.
 * - `gone`: it was pushed, and the table has no such curve any more.
 */
export type CurveFate = 'new' | 'changed' | 'unchanged' | 'left-out' | 'gone'

export interface CurveDiff {
  readonly id: string
  readonly label: string
  readonly fate: CurveFate
  readonly before: PushedCurve | null
  readonly now: PushedCurve | null
  /** Potency now over potency then, linear; null where one is a limit, missing, or in a unit of another kind. */
  readonly fold: number | null
  /** "bottom: free, now fixed 0"; empty for all but `changed`. */
  readonly changes: readonly string[]
}

export interface PushDiff {
  /** The largest shifts first within each fate, else in the order of the curves. */
  readonly curves: readonly CurveDiff[]
  readonly counts: Readonly<Record<CurveFate, number>>
}

const ORDER: readonly CurveFate[] = ['changed', 'new', 'left-out', 'gone', 'unchanged']

/**
 * What a push would say otherwise than was pushed last of each curve.
 *
 * @param before  null where nothing was pushed yet
 * @param allIds  every curve of the table, pushed now or not
 */
export function pushDiff(
  before: PushedState | null,
  now: PushedState,
  allIds: ReadonlySet<string>,
): PushDiff {
  const earlier = new Map(before?.curves.map((curve) => [curve.id, curve]))
  const chosen = new Set(now.curves.map(({ id }) => id))
  const present = now.curves.map((curve): CurveDiff => {
    const was = earlier.get(curve.id) ?? null
    const shown = { id: curve.id, label: curve.label, before: was, now: curve }
    if (was === null || before === null) return { ...shown, fate: 'new', fold: null, changes: [] }
    const changes = pushChanges({ curve: was, settings: before.settings }, { curve, settings: now.settings })
    const fate = changes.length === 0 ? 'unchanged' : 'changed'
    return { ...shown, fate, fold: foldOf(was.potency, curve.potency), changes }
  })
  const absent = (before?.curves ?? [])
    // What an older push held and the last one did not is no change of the next.
    .filter(({ id, pushedAt }) => !chosen.has(id) && pushedAt === undefined)
    .map((was): CurveDiff => {
      const fate = allIds.has(was.id) ? 'left-out' : 'gone'
      return { id: was.id, label: was.label, fate, before: was, now: null, fold: null, changes: [] }
    })
  const curves = [...present, ...absent]
  const count = (fate: CurveFate) => curves.filter((curve) => curve.fate === fate).length
  return {
    curves: ORDER.flatMap((fate) =>
      curves
        .flatMap((curve) => (curve.fate === fate ? [{ curve, shift: shiftOf(curve) }] : []))
        .toSorted((a, b) => b.shift - a.shift)
        .map(({ curve }) => curve),
    ),
    counts: {
      new: count('new'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      'left-out': count('left-out'),
      gone: count('gone'),
    },
  }
}

/** How far a potency moved, in decades either way. */
function shiftOf({ fold }: CurveDiff): number {
  return fold === null ? 0 : Math.abs(Math.log10(fold))
}

/** No fold is made of a limit: what lies behind it is not known. */
function foldOf(was: PushedPotency, is: PushedPotency): number | null {
  const shift = logDoseShift(is.unit, was.unit)
  if (was.qualifier !== '=' || is.qualifier !== '=' || shift === null) return null
  return was.logDose === null || is.logDose === null ? null : 10 ** (is.logDose + shift - was.logDose)
}
