import { useShownValue } from '../use-shown-value.ts'
import { createValueStore } from '../value-store.ts'

const declined = createValueStore<ReadonlySet<string>>(new Set())

/** Offers that the reader left as they are, for as long as the page is open. */
export function useDeclinedOffers(): ReadonlySet<string> {
  return useShownValue(declined)
}

export function declineOffers(keys: readonly string[]): void {
  declined.set(new Set([...declined.snapshot(), ...keys]))
}
