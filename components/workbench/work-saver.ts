import type { DataFrame } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { keepStored, readStored } from './browser-storage.ts'
import type { SaveState } from './save-indicator.tsx'
import type { ParseSaved } from './use-parse-saved.ts'

export interface RestoredWork {
  readonly work: Work | null
  /** Why what was there could not be taken up again, or null. */
  readonly problem: string | null
}

export interface WorkSaver {
  /** @param parse  absent where nothing was kept, which needs no reader */
  restore(parse: ParseSaved | null): RestoredWork
  /** Writes only over what this tab has seen: where another tab wrote, `onForeign` has both put together first. */
  save(work: Work): void
  subscribe(notify: () => void): () => void
  state(): SaveState
  /** What this tab last read or wrote. */
  seen(): SeenWork
  /** Takes another tab's work as seen. */
  see(seen: SeenWork, state: SaveState): void
  /** What was last to be saved, whether storage took it or not; null where nothing was done yet. */
  latest(): Work | null
  /** Told of every work that is to be saved. */
  onSave?: (work: Work) => void
  /** Absent: what another tab has written is left alone until it is known how to read it. */
  onForeign?: (unsaved: Work) => void
}

export interface SeenWork {
  readonly text: string | null
  /** Null where there was none, or none that can be read. */
  readonly work: Work | null
}

/**
 * Keeps the work on one frame in this browser. Says "saved" only after storage took it; storage may be full or switched
 * off, and the page then works without it.
 */
export function createWorkSaver(key: string, frame: DataFrame): WorkSaver {
  const listeners = new Set<() => void>()
  let state: SaveState = { kind: 'nothing' }
  let seen: SeenWork = { text: null, work: null }
  let latest: Work | null = null
  const say = (next: SaveState) => {
    state = next
    for (const notify of listeners) notify()
  }
  const saver: WorkSaver = {
    restore(parse) {
      const text = readStored(key)
      if (text === null || parse === null) return { work: null, problem: null }
      const parsed = parse(text, frame.columns)
      seen = { text, work: parsed.ok ? parsed.value : null }
      if (!parsed.ok) {
        const aside = parse(readStored(asideKey(key)) ?? '', frame.columns)
        if (aside.ok) return { work: aside.value, problem: null }
        return {
          work: null,
          problem: `${parsed.error.message} It stays in this browser until it can be read.`,
        }
      }
      state = { kind: 'kept' }
      return { work: parsed.value, problem: null }
    },
    save(work) {
      const there = readStored(key)
      if (there !== null && there !== seen.text) return saver.onForeign?.(work)
      latest = work
      saver.onSave?.(work)
      // What came from another tab is there already: writing it back would go to and fro.
      if (there !== null && isSameJson(work, seen.work)) return
      const text = serialiseWork(work, frame.columns)
      const isUnread = there !== null && seen.work === null
      const isKept = (!isUnread || keepStored(asideKey(key), there)) && keepStored(key, text)
      if (isKept) seen = { text, work }
      say(saveStateAfter(isKept))
    },
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    state: () => state,
    latest: () => latest ?? seen.work,
    seen: () => seen,
    see(next, nextState) {
      seen = next
      say(nextState)
    },
  }
  return saver
}

/** Where work is put that cannot be read now, such as that of a newer version, before other work takes its place. */
function asideKey(key: string): string {
  return key.replace('halfmax:work:', 'halfmax:aside:')
}

function saveStateAfter(isKept: boolean): SaveState {
  if (isKept) return { kind: 'saved', at: formatTime(new Date().toISOString()) }
  return {
    kind: 'unsaved',
    reason: 'This browser keeps no data for this page: storage is full or switched off.',
  }
}
