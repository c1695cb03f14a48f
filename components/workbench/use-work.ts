import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
  type Dispatch,
} from 'react'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import type { DataFrame, MappingGuess } from '@/lib/data-frame/types.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import type { WorkbenchDrafts } from '@/lib/workbench/ports.ts'
import type { Work, WorkAction, WorkHistory } from '@/lib/workbench/types.ts'
import { savedWorkKey } from '@/lib/workbench/write-work.ts'
import type { WorkConflict } from './follow-server.ts'
import { moveStored } from './browser-storage.ts'
import { createPacedSaving } from './paced-saving.ts'
import type { SaveState } from './save-indicator.tsx'
import { readOwner } from './use-author.ts'
import { useParseSaved } from './use-parse-saved.ts'
import { createValueStore, type ValueStore } from './value-store.ts'
import { createWorkSaver, type WorkSaver } from './work-saver.ts'

interface Options {
  readonly tenantHost: string
  readonly analysisId: string
  readonly frameId: string
  readonly frame: DataFrame
  /** Absent: the work is kept in this browser alone. */
  readonly drafts: WorkbenchDrafts | undefined
}

export interface WorkState {
  readonly history: WorkHistory
  readonly guess: MappingGuess
  readonly saveState: SaveState
  /** Why earlier work could not be taken up again, or null. */
  readonly notRestored: string | null
  readonly dispatch: Dispatch<WorkAction>
  readonly conflict: ValueStore<WorkConflict | null>
}

/**
 * The scientist's work on one frame: taken up again from this browser, changed by actions, saved at every change. The
 * component that calls it is made anew for another frame.
 */
export function useWork(options: Options): WorkState {
  const { frame, drafts, analysisId, frameId } = options
  const guess = useMemo(() => guessMapping(frame), [frame])
  const key = useWorkKey(options)
  const [saver] = useState(() => createWorkSaver(key, frame))
  const parse = useParseSaved(key)
  const [restored] = useState(() => saver.restore(parse))
  const [history, act] = useReducer(reduceTimed, undefined, () =>
    initialHistory(restored.work ?? initialWork(guess)),
  )
  const dispatch = useCallback((action: WorkAction) => act({ action, at: new Date().toISOString() }), [])
  const saveState = useSyncExternalStore(saver.subscribe, saver.state, saver.state)
  const { present } = history
  const [first] = useState(present)
  const [conflict] = useState(() => createValueStore<WorkConflict | null>(null))
  useSaving(saver, present, first)
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    const follow = async () => {
      const [{ followOtherTabs }, { followServer }] = await Promise.all([
        import('./other-tab.ts'),
        import('./follow-server.ts'),
      ])
      if (isOver) return
      const stopTabs = followOtherTabs({ key, frame, saver, first, dispatch })
      const place = { analysisId, frameId }
      const stopServer =
        drafts && followServer({ key, frame, place, drafts, saver, first, dispatch, conflict })
      stop = () => {
        stopTabs()
        stopServer?.()
      }
    }
    // Without its code this tab keeps its work by itself, as far as no other has saved since.
    follow().catch(() => {})
    return () => {
      isOver = true
      stop()
    }
  }, [key, frame, saver, first, dispatch, drafts, analysisId, frameId, conflict])
  return { history, guess, saveState, notRestored: restored.problem, dispatch, conflict }
}

/** Work that the server keeps too is its person's, in a browser that several use; a table of the browser is everybody's in it. */
function useWorkKey(options: Options): string {
  const [key] = useState(() => {
    const shared = savedWorkKey({ ...options, owner: null })
    const own = savedWorkKey({ ...options, owner: options.drafts === undefined ? null : readOwner() })
    // Work of before there were such keys is taken over by whoever opens it first.
    moveStored(shared, own)
    return own
  })
  return key
}

/**
 * Saves every change behind the frame that shows it; an untouched guess is no work, but after a first change even the way back
 * to it is.
 */
function useSaving(saver: WorkSaver, present: Work, first: Work): void {
  const [saving] = useState(() =>
    createPacedSaving<Work>((work) => {
      saver.save(work)
      return saver.seen().text?.length ?? 0
    }),
  )
  const asked = useRef(first)
  // Before the paint, so that a page left in the very next moment knows of it.
  useLayoutEffect(() => {
    if (present === asked.current) return
    asked.current = present
    saving.ask(present)
  }, [saving, present])
  useLayoutEffect(() => {
    const flushHidden = () => {
      if (document.visibilityState === 'hidden') saving.flush()
    }
    window.addEventListener('pagehide', saving.flush)
    document.addEventListener('visibilitychange', flushHidden)
    return () => {
      window.removeEventListener('pagehide', saving.flush)
      document.removeEventListener('visibilitychange', flushHidden)
      saving.flush()
    }
  }, [saving])
}

function reduceTimed(history: WorkHistory, timed: { readonly action: WorkAction; readonly at: string }) {
  return reduceWork(history, timed.action, timed.at)
}
