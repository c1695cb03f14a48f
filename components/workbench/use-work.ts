import { useEffect, useMemo, useReducer, useState, type Dispatch } from 'react'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import type { DataFrame, MappingGuess } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { parseSavedWork, savedWorkKey, serialiseWork } from '@/lib/workbench/saved-work.ts'
import type { Work, WorkAction, WorkHistory } from '@/lib/workbench/types.ts'
import type { SaveState } from './save-indicator.tsx'

interface Options {
  readonly tenantHost: string
  readonly analysisId: string
  readonly frameId: string
  readonly frame: DataFrame
}

export interface WorkState {
  readonly history: WorkHistory
  readonly guess: MappingGuess
  readonly saveState: SaveState
  /** Why earlier work could not be taken up again, or null. */
  readonly notRestored: string | null
  readonly dispatch: Dispatch<WorkAction>
}

/** The scientist's work on one frame: taken up again from this browser, changed by actions, saved at every change. */
export function useWork(options: Options): WorkState {
  const { frame } = options
  const guess = useMemo(() => guessMapping(frame), [frame])
  const storageKey = savedWorkKey(options)
  const [restored] = useState(() => restore(storageKey, frame))
  const [history, dispatch] = useReducer(reduceWork, undefined, () =>
    initialHistory(restored.work ?? initialWork(guess)),
  )
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'nothing' })
  const { present } = history
  const [first] = useState(present)
  useEffect(() => {
    // Nothing was done yet: an untouched guess is not work.
    if (present === first) return
    setSaveState(save(storageKey, present, frame))
  }, [storageKey, present, first, frame])
  return { history, guess, saveState, notRestored: restored.problem, dispatch }
}

function restore(
  key: string,
  frame: DataFrame,
): { readonly work: Work | null; readonly problem: string | null } {
  const text = readStorage(key)
  if (text === null) return { work: null, problem: null }
  const parsed = parseSavedWork(text, frame.columns)
  return parsed.ok ? { work: parsed.value, problem: null } : { work: null, problem: parsed.error.message }
}

/** Storage may be switched off; the page then works without it and says that nothing is saved. */
function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function save(key: string, work: Work, frame: DataFrame): SaveState {
  try {
    localStorage.setItem(key, serialiseWork(work, frame.columns))
    return { kind: 'saved', at: formatTime(new Date().toISOString()) }
  } catch {
    return {
      kind: 'unsaved',
      reason: 'This browser keeps no data for this page: storage is full or switched off.',
    }
  }
}
