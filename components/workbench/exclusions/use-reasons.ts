import { useSyncExternalStore } from 'react'
import { keepStored, readStored } from '../browser-storage.ts'
import { reasonsOf, USUAL_REASONS } from './reasons.ts'

const KEY = 'halfmax:reasons'
const listeners = new Set<() => void>()

/** The list of reasons as kept in this browser, one per line. */
export function useReasons(): readonly string[] {
  const text = useSyncExternalStore(subscribe, stored, () => '')
  return reasonsOf(text)
}

/** Keeps the list in this browser; an empty one brings the usual reasons back. */
export function keepReasons(text: string): void {
  const reasons = reasonsOf(text)
  // Without storage the usual list stays.
  keepStored(KEY, reasons === USUAL_REASONS ? null : reasons.join('\n'))
  for (const notify of listeners) notify()
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

function stored(): string {
  return readStored(KEY) ?? ''
}
