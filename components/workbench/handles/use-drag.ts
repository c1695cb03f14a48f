import { useRef, useState } from 'react'
import type { HandleActs } from '@/components/plot/handles/plot-handle.tsx'
import { handleId, type HandleView } from '@/components/plot/handles/handle-view.ts'
import type { Tangent } from '@/components/plot/handles/tangent.ts'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { Constraint } from '@/lib/fit/types.ts'
import { parameterTitle, shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { effectiveConstraints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import type { Bench } from '../use-bench.ts'
import { constraintAt, liveStep, withConstraint } from './live-step.ts'
import { tangentOf } from './tangent-of.ts'
import { useDragFit } from './use-drag-fit.ts'

/** A handle that was let go, until the reader has said what its value is to be or has gone on. */
export interface Drop {
  readonly view: HandleView
  readonly gesture: string
  /** What held before the drag. */
  readonly before: Constraint
}

/** One handle on its way. */
interface Session {
  readonly view: HandleView
  readonly gesture: string
  readonly held: FitEntry
  readonly base: Work
  readonly before: Constraint
  /** A slope turns about where its midpoint was, or the pointer would chase the curve. */
  readonly tangent: Tangent | null
  readonly constraint: Constraint | null
}

export interface Drag {
  readonly acts: HandleActs
  readonly movedId: string | null
  readonly tangent: Tangent | null
  readonly drop: Drop | null
  endDrop(): void
}

let gestures = 0

/**
 * Moves of a handle: each is fitted at once and only shown; letting go makes one step of the work. Where the fit takes
 * too long for the page's own thread each move is a change of the work, in one step too, and the worker fits it.
 */
export function useDrag(bench: Bench, bandKind: BandKind): Drag {
  const fitCurve = useDragFit(bench)
  const { current: session, set } = useSession()
  const [drop, setDrop] = useState<Drop | null>(null)
  const { curve, entry, live, dispatch } = bench
  const keep = (moved: Session, constraint: Constraint) => {
    if (curve) dispatch(step(bench, curve.id, { ...moved, constraint }))
  }
  const move = (view: HandleView, value: number) => {
    if (!curve || !entry || session(view)?.view.value === value) return
    const { base, before, ...moved } = session(view) ?? begin(bench, { view, curveId: curve.id, held: entry })
    const constraint = constraintAt(view, value, { work: base, curveId: curve.id })
    const next = { ...moved, base, before, view: { ...view, value }, constraint }
    setDrop(null)
    if (fitCurve === null) keep(next, constraint)
    else {
      const work = withConstraint(base, curve.id, { parameter: view.parameter, constraint })
      const shown = liveStep({ bench, curve, held: next.held, work, bandKind, fitCurve })
      // Where nothing can be fitted the handle stays at the last place that could.
      if (shown === null) return
      live.set(shown)
    }
    set(next)
  }
  const commit = () => {
    const ended = session()
    set(null)
    if (!ended?.constraint) return
    const shown = live.snapshot()
    if (shown && entry) live.set({ ...shown, held: entry, isDropped: true })
    keep(ended, ended.constraint)
    if (ended.view.side === 'value') setDrop(ended)
  }
  const cancel = () => {
    const ended = session()
    set(null)
    live.set(null)
    if (ended && bench.history.past.at(-1)?.gesture === ended.gesture) dispatch({ kind: 'undo' })
  }
  const now = session()
  return {
    acts: { move, commit, cancel },
    movedId: now && handleId(now.view),
    tangent: now?.tangent ?? null,
    // Any other step of the work means that the reader has gone on.
    drop: drop?.gesture === bench.history.past.at(-1)?.gesture ? drop : null,
    endDrop: () => setDrop(null),
  }
}

/** Read by the next event, which may come before the page is drawn anew. */
function useSession() {
  const ref = useRef<Session | null>(null)
  const [, redraw] = useState(0)
  return {
    current(view?: HandleView): Session | null {
      const now = ref.current
      return view === undefined || (now && handleId(now.view) === handleId(view)) ? now : null
    },
    set(session: Session | null): void {
      const isOther = (ref.current === null) !== (session === null)
      ref.current = session
      if (isOther) redraw((count) => count + 1)
    },
  }
}

function begin(
  { work }: Bench,
  { view, curveId, held }: { view: HandleView; curveId: string; held: FitEntry },
): Session {
  gestures += 1
  return {
    view,
    gesture: `handle-${curveId}-${handleId(view)}#${gestures}`,
    held,
    base: work,
    before: effectiveConstraints(work, curveId).get(view.parameter)?.constraint ?? { kind: 'free' },
    tangent: view.parameter === 'hill' ? tangentOf(held.fit) : null,
    constraint: null,
  }
}

/** The step that a drag, or a choice after it, leaves in the history. */
export function step(
  { potencyName }: Bench,
  curveId: string,
  { view, gesture, constraint }: { view: HandleView; gesture: string; constraint: Constraint },
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
