import type { DataFrame } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { parseSavedWork, serialiseWork } from '@/lib/workbench/saved-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { keepStored, readStored } from './browser-storage.ts'
import type { SaveState } from './save-indicator.tsx'

export interface RestoredWork {
  readonly work: Work | null
  /** Why what was there could not be taken up again, or null. */
  readonly problem: string | null
}

export interface WorkSaver {
  restore(): RestoredWork
  save(work: Work): void
  subscribe(notify: () => void): () => void
  state(): SaveState
}

/**
 * Keeps the work on one frame in this browser. Says "saved" only after storage took it; storage may be full or switched
 * off, and the page then works without it.
 */
export function createWorkSaver(key: string, frame: DataFrame): WorkSaver {
  const listeners = new Set<() => void>()
  let state: SaveState = { kind: 'nothing' }
  return {
    restore() {
      const text = readStored(key)
      if (text === null) return { work: null, problem: null }
      const parsed = parseSavedWork(text, frame.columns)
      if (!parsed.ok) return { work: null, problem: parsed.error.message }
      state = { kind: 'kept' }
      return { work: parsed.value, problem: null }
    },
    save(work) {
      state = saveStateAfter(keepStored(key, serialiseWork(work, frame.columns)))
      for (const notify of listeners) notify()
    },
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    state: () => state,
  }
}

function saveStateAfter(isKept: boolean): SaveState {
  if (isKept) return { kind: 'saved', at: formatTime(new Date().toISOString()) }
  return {
    kind: 'unsaved',
    reason: 'This browser keeps no data for this page: storage is full or switched off.',
  }
}
