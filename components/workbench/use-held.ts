import { useState } from 'react'

/**
 * Memoise the value: one that is new at every render would be held anew for ever.
 *
 * @returns the value, or the last one of the same owner while a newer one is being worked out
 */
export function useHeld<T>(value: T | null, ownerId: string, isWaiting: boolean): T | null {
  const [held, setHeld] = useState({ ownerId, value })
  if (value !== null && (held.value !== value || held.ownerId !== ownerId)) setHeld({ ownerId, value })
  if (value !== null) return value
  return isWaiting && held.ownerId === ownerId ? held.value : null
}
