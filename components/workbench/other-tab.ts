import type { Dispatch } from 'react'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { initialHistory } from '@/lib/workbench/initial-work.ts'
import { mergeHistory } from '@/lib/workbench/merge-work.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { Work, WorkAction, WorkHistory } from '@/lib/workbench/types.ts'
import { readStored } from './browser-storage.ts'
import type { WorkSaver } from './work-saver.ts'

interface Options {
  readonly key: string
  readonly frame: DataFrame
  readonly saver: WorkSaver
  /** The work this tab began with, before anything was saved. */
  readonly first: Work
  readonly dispatch: Dispatch<WorkAction>
}

/**
 * Follows what other tabs save of the same work: each change is added to this tab's history as it comes, and nothing is
 * written over that has not been added. Returns how to stop.
 */
export function followOtherTabs({ key, frame, saver, first, dispatch }: Options): () => void {
  const look = (unsaved?: Work) => {
    const text = readStored(key)
    const seen = saver.seen()
    if (text === null || text === seen.text) return
    const parsed = parseSavedWork(text, frame.columns)
    if (!parsed.ok) {
      // Not seen, so never written over: the newer page's work stays whole.
      const reason = 'Another tab saved work that this one cannot read. Load the page again.'
      return saver.see(seen, { kind: 'unsaved', reason })
    }
    const base = seen.work ?? first
    const theirs = parsed.value
    saver.see({ text, work: theirs }, { kind: 'other-tab', at: formatTime(new Date().toISOString()) })
    dispatch({ kind: 'rebase', rebase: (history) => afresh(mergeHistory(history, { base, theirs })) })
    // At once, and not when the page has taken it in: a page that is being left never does.
    if (unsaved !== undefined) saver.save(mergeHistory(initialHistory(unsaved), { base, theirs }).present)
  }
  const hear = (event: StorageEvent) => {
    if (event.key === key) look()
  }
  saver.onForeign = look
  window.addEventListener('storage', hear)
  // What was saved between this tab's reading and now.
  look()
  return () => {
    delete saver.onForeign
    window.removeEventListener('storage', hear)
  }
}

/** Another object with the same work: this tab's own changes are then saved over what it has seen now. */
function afresh(history: WorkHistory): WorkHistory {
  return { ...history, present: { ...history.present } }
}
