import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let declined: ReadonlySet<string> = new Set()

/** Offers that the reader left as they are, for as long as the page is open. */
export function useDeclinedOffers(): ReadonlySet<string> {
  return useSyncExternalStore(
    subscribe,
    () => declined,
    () => declined,
  )
}

export function declineOffers(keys: readonly string[]): void {
  declined = new Set([...declined, ...keys])
  for (const notify of listeners) notify()
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  return () => listeners.delete(notify)
}
