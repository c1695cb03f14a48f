import { useCallback, useMemo, useSyncExternalStore } from 'react'
import {
  parseWorkbenchParams,
  serialiseWorkbenchParams,
  type WorkbenchParams,
} from '@/lib/workbench/search-params.ts'
import { createAddressStore, type AddressStore } from './address-store.ts'

export type GoTo = (change: Partial<WorkbenchParams>) => void

/**
 * What is on screen, kept in the address. `replaceState` is understood by the router and makes no request; the
 * analysis key never comes near it.
 *
 * The place is a store of its own: the router's hooks follow the address in a transition, which on a busy machine lets the
 * next key or click act on what was selected before. The bench is drawn once its rows are here, never on the server.
 */
export function usePlace(): readonly [WorkbenchParams, GoTo] {
  const query = useSyncExternalStore(subscribe, read, () => '')
  const place = useMemo(() => parseWorkbenchParams(query), [query])
  const goTo = useCallback((change: Partial<WorkbenchParams>) => {
    address().set(serialiseWorkbenchParams({ ...parseWorkbenchParams(read()), ...change }))
  }, [])
  return [place, goTo]
}

let store: AddressStore | null = null

function address(): AddressStore {
  return (store ??= createAddressStore(window))
}

function read(): string {
  return address().read()
}

function subscribe(notify: () => void): () => void {
  return address().subscribe(notify)
}
