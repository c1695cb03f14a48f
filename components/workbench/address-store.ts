/** Safari takes 100 changes of the address in 30 s and throws at the next one; a held arrow key makes as many in three. */
const REST_MS = 320

/** The part of the window that the place lives in. */
export interface AddressHost {
  readonly location: Pick<Location, 'pathname' | 'search' | 'hash'>
  readonly history: { replaceState(data: null, unused: '', url: string): void }
  addEventListener(type: 'hashchange' | 'pagehide', listener: () => void): void
  removeEventListener(type: 'hashchange' | 'pagehide', listener: () => void): void
}

export interface AddressStore {
  /** The query as last set, without its mark, also where the address has not followed yet. */
  read(): string
  set(query: string): void
  subscribe(notify: () => void): () => void
}

/**
 * The query of the page's address as a store that is never behind: what is set is read at once, and the address follows,
 * at most every 320 ms and before the page goes.
 */
export function createAddressStore(host: AddressHost): AddressStore {
  const listeners = new Set<() => void>()
  let ahead: { readonly pathname: string; readonly query: string } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null

  const write = (): void => {
    const next = ahead
    ahead = null
    // The page may have been left meanwhile; its place is not that of another one.
    if (next === null || next.pathname !== host.location.pathname) return
    const mark = isLocal(next.pathname) ? '#' : '?'
    host.history.replaceState(null, '', next.query === '' ? next.pathname : mark + next.query)
  }
  const rest = (): void => {
    timer = setTimeout(() => {
      timer = null
      if (ahead === null) return
      write()
      rest()
    }, REST_MS)
  }
  /** The page goes: what is set from now on must not wait. */
  const writeLast = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    write()
  }
  const takeHash = (): void => {
    ahead = null
    for (const notify of listeners) notify()
  }
  return {
    read: () => (ahead?.pathname === host.location.pathname ? ahead.query : queryOf(host.location)),
    set(query) {
      ahead = { pathname: host.location.pathname, query }
      if (timer === null) {
        write()
        rest()
      }
      for (const notify of listeners) notify()
    },
    subscribe(notify) {
      if (listeners.size === 0) {
        host.addEventListener('hashchange', takeHash)
        host.addEventListener('pagehide', writeLast)
      }
      listeners.add(notify)
      return () => {
        listeners.delete(notify)
        if (listeners.size > 0) return
        writeLast()
        host.removeEventListener('hashchange', takeHash)
        host.removeEventListener('pagehide', writeLast)
      }
    },
  }
}

/** A table kept in this browser has its place after a `#`: names of its samples would else reach the server. */
function queryOf({ pathname, search, hash }: AddressHost['location']): string {
  return (isLocal(pathname) ? hash : search).slice(1)
}

function isLocal(pathname: string): boolean {
  return pathname.startsWith('/local/')
}
