/**
 * Safari takes 100 changes of the address in 30 s and throws at the next one; a held arrow key makes as many in three. So a
 * few are written at once, and from then on one every 400 ms: 95 in 30 s at most.
 */
const AT_ONCE = 20
const REST_MS = 400

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
 * unless a held key sets more than browsers take.
 */
export function createAddressStore(host: AddressHost): AddressStore {
  const listeners = new Set<() => void>()
  let ahead: { readonly pathname: string; readonly query: string } | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let left = AT_ONCE

  const write = (): void => {
    const next = ahead
    ahead = null
    // The page may have been left meanwhile; its place is not that of another one.
    if (next === null || next.pathname !== host.location.pathname) return
    const mark = isLocal(next.pathname) ? '#' : '?'
    host.history.replaceState(null, '', next.query === '' ? next.pathname : mark + next.query)
  }
  /** One more may be written after each rest, until all may. */
  const rest = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      if (ahead === null) left += 1
      else write()
      if (left < AT_ONCE) rest()
    }, REST_MS)
  }
  /** The page goes: what is set from now on must not wait. */
  const writeLast = (): void => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    left = AT_ONCE
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
      if (left > 0) {
        left -= 1
        write()
      }
      rest()
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
