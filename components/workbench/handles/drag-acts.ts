import type { HandleActs } from '@/components/plot/handles/plot-handle.tsx'
import { handleId, type HandleView } from '@/components/plot/handles/handle-view.ts'
import type { Tangent } from '@/components/plot/handles/tangent.ts'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { Constraint, CurveFit, FitRequest } from '@/lib/fit/types.ts'
import { parameterTitle, shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { effectiveConstraints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import type { Bench } from '../use-bench.ts'
import { constraintAt, liveStep, withConstraint, type LiveBench } from './live-step.ts'
import { tangentOf } from './tangent-of.ts'

/** A handle that was let go, until the reader has said what its value is to be or has gone on. */
export interface Drop {
  readonly view: HandleView
  readonly gesture: string
  /** What held before the drag. */
  readonly before: Constraint
}

/** One handle on its way. */
export interface Session {
  readonly view: HandleView
  readonly gesture: string
  readonly held: FitEntry
  readonly base: Work
  readonly before: Constraint
  /** A slope turns about where its midpoint was, or the pointer would chase the curve. */
  readonly tangent: Tangent | null
  readonly constraint: Constraint
}

/** The handle that is moved, kept from one event to the next. */
export interface SessionStore {
  current(): Session | null
  set(session: Session | null): void
}

/** What a drag needs of the bench. */
export type DragBench = LiveBench &
  Pick<Bench, 'work' | 'curve' | 'entry' | 'live' | 'history' | 'dispatch' | 'potencyName'>

interface Input {
  readonly bench: DragBench
  readonly bandKind: BandKind
  /** On the page's own thread; null leaves each fit to the worker. */
  readonly fitCurve: ((request: FitRequest) => CurveFit) | null
  readonly session: SessionStore
  onDrop(drop: Drop | null): void
}

let gestures = 0

/**
 * Moves of a handle: each is fitted at once and only shown; letting go makes one step of the work. Without a fit of the
 * page's own each move is a change of the work, in one step too, and the worker fits it.
 */
export function dragActs(input: Input): HandleActs {
  const { bench, session, onDrop } = input
  const { curve, entry, live, dispatch, history } = bench
  const keep = (moved: Session) => {
    if (curve) dispatch(step(bench, curve.id, moved))
  }
  return {
    move(view, value) {
      const next = moved(input, view, value)
      if (next === null) return
      onDrop(null)
      if (next.shown === null) keep(next.session)
      else live.set(next.shown)
      live.began.set(next.shown === null && curve ? { curveId: curve.id, fit: next.session.held.fit } : null)
      session.set(next.session)
    },
    commit() {
      const ended = session.current()
      session.set(null)
      live.began.set(null)
      if (ended === null) return
      const shown = live.snapshot()
      if (shown && entry) live.set({ ...shown, held: entry, isDropped: true })
      keep(ended)
      if (ended.view.side === 'value') onDrop(ended)
    },
    cancel() {
      const ended = session.current()
      session.set(null)
      live.began.set(null)
      live.set(null)
      if (ended && history.past.at(-1)?.gesture === ended.gesture) dispatch({ kind: 'undo' })
    },
  }
}

/** A handle's next place with the fit that shows it; null where nothing moves or nothing can be fitted. */
function moved({ bench, bandKind, fitCurve, session }: Input, view: HandleView, value: number) {
  const { curve, entry } = bench
  if (!curve || !entry) return null
  const now = session.current()
  const isSame = now !== null && handleId(now.view) === handleId(view)
  if (isSame && now.view.value === value) return null
  const from = isSame ? now : begin(bench, { view, curveId: curve.id, held: entry })
  const constraint = constraintAt(view, value, { work: from.base, curveId: curve.id })
  const next: Session = { ...from, view: { ...view, value }, constraint }
  if (fitCurve === null) return { session: next, shown: null }
  const work = withConstraint(from.base, curve.id, { parameter: view.parameter, constraint })
  const shown = liveStep({ bench, curve, held: from.held, work, bandKind, fitCurve })
  // Where nothing can be fitted the handle stays at the last place that could.
  return shown && { session: next, shown }
}

function begin(
  { work }: DragBench,
  { view, curveId, held }: { view: HandleView; curveId: string; held: FitEntry },
): Omit<Session, 'constraint'> {
  gestures += 1
  return {
    view,
    gesture: `handle-${curveId}-${handleId(view)}#${gestures}`,
    held,
    base: work,
    before: effectiveConstraints(work, curveId).get(view.parameter)?.constraint ?? { kind: 'free' },
    tangent: view.parameter === 'hill' ? tangentOf(held.fit) : null,
  }
}

/** The step that a drag, or a choice after it, leaves in the history. */
export function step(
  { potencyName }: Pick<Bench, 'potencyName'>,
  curveId: string,
  { view, gesture, constraint }: Pick<Session, 'view' | 'gesture' | 'constraint'>,
) {
  const { parameter } = view
  return {
    kind: 'set-constraint',
    curveId,
    parameter,
    constraint,
    label: `${parameterTitle(parameter, potencyName)} ${shortConstraint(parameter, constraint)}`,
    gesture,
  } as const
}
