import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback, useSyncExternalStore } from 'react'
import {
  parseWorkbenchParams,
  serialiseWorkbenchParams,
  type WorkbenchParams,
} from '@/lib/workbench/search-params.ts'

export type GoTo = (change: Partial<WorkbenchParams>) => void

/**
 * What is on screen, kept in the address. `replaceState` is understood by the router and makes no request; the
 * analysis key never comes near it. A table kept in this browser has its place after a `#`: names of its samples would else
 * reach the server with the next reload.
 */
export function usePlace(): readonly [WorkbenchParams, GoTo, () => WorkbenchParams] {
  const isLocal = usePathname().startsWith('/local/')
  const search = useSearchParams().toString()
  const hash = useSyncExternalStore(subscribeToHash, readHash, () => '')
  const place = parseWorkbenchParams(isLocal ? hash : search)
  // The page follows the address a little later: keys that come meanwhile ask the address.
  const readNow = useCallback(
    () => parseWorkbenchParams(isLocal ? readHash() : window.location.search),
    [isLocal],
  )
  const goTo = useCallback(
    (change: Partial<WorkbenchParams>) => {
      const query = serialiseWorkbenchParams({ ...readNow(), ...change })
      const mark = isLocal ? '#' : '?'
      window.history.replaceState(null, '', query === '' ? window.location.pathname : mark + query)
      for (const notify of hashListeners) notify()
    },
    [isLocal, readNow],
  )
  return [place, goTo, readNow]
}

/** `replaceState` tells nobody of a new hash. */
const hashListeners = new Set<() => void>()

function subscribeToHash(notify: () => void): () => void {
  hashListeners.add(notify)
  window.addEventListener('hashchange', notify)
  return () => {
    hashListeners.delete(notify)
    window.removeEventListener('hashchange', notify)
  }
}

function readHash(): string {
  return window.location.hash.slice(1)
}
