import { useSyncExternalStore } from 'react'
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
  try {
    const reasons = reasonsOf(text)
    if (reasons === USUAL_REASONS) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, reasons.join('\n'))
  } catch {
    // Without storage the usual list stays.
  }
  for (const notify of listeners) notify()
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}
