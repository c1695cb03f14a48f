/** A value that parts of the page follow without the whole page being drawn anew. For `useSyncExternalStore`. */
export interface ValueStore<T> {
  subscribe(notify: () => void): () => void
  snapshot(): T
  set(value: T): void
}

export function createValueStore<T>(first: T): ValueStore<T> {
  const listeners = new Set<() => void>()
  let now = first
  return {
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    snapshot: () => now,
    set(value) {
      if (Object.is(value, now)) return
      now = value
      for (const notify of listeners) notify()
    },
  }
}
