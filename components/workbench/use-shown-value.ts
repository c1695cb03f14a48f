import { useSyncExternalStore } from 'react'
import type { ValueStore } from './value-store.ts'

/** The value now, and the part drawn anew with each next one. */
export function useShownValue<T>({ subscribe, snapshot }: Omit<ValueStore<T>, 'set'>): T {
  return useSyncExternalStore(subscribe, snapshot, snapshot)
}
