import { useRef, useState } from 'react'
import type { HandleActs } from '@/components/plot/handles/plot-handle.tsx'
import { handleId } from '@/components/plot/handles/handle-view.ts'
import type { Tangent } from '@/components/plot/handles/tangent.ts'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { Bench } from '../use-bench.ts'
import { dragActs, type Drop, type Session, type SessionStore } from './drag-acts.ts'
import { useDragFit } from './use-drag-fit.ts'

export interface Drag {
  readonly acts: HandleActs
  readonly movedId: string | null
  readonly tangent: Tangent | null
  readonly drop: Drop | null
  endDrop(): void
}

/** Moves of the handles of the bench's curve, and the one that was let go last. */
export function useDrag(bench: Bench, bandKind: BandKind): Drag {
  const fitCurve = useDragFit(bench)
  const session = useSession()
  const [drop, setDrop] = useState<Drop | null>(null)
  const now = session.current()
  return {
    acts: dragActs({ bench, bandKind, fitCurve, session, onDrop: setDrop }),
    movedId: now && handleId(now.view),
    tangent: now?.tangent ?? null,
    // Any other step of the work means that the reader has gone on.
    drop: drop?.gesture === bench.history.past.at(-1)?.gesture ? drop : null,
    endDrop: () => setDrop(null),
  }
}

/** Read by the next event, which may come before the page is drawn anew. */
function useSession(): SessionStore {
  const ref = useRef<Session | null>(null)
  const [, redraw] = useState(0)
  return {
    current: () => ref.current,
    set(session) {
      const isOther = (ref.current === null) !== (session === null)
      ref.current = session
      if (isOther) redraw((count) => count + 1)
    },
  }
}
