import { useMemo, useState } from 'react'
import { serialiseWork } from '@/lib/workbench/saved-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { LoadedFrame } from '../use-frame.ts'

/** The state of a curve that was pinned as "before", kept in this browser beside the work. */
export interface Pinned {
  /** The work at that time as saved work is written; null where nothing is pinned. */
  readonly text: string | null
  pin(): void
  unpin(): void
}

interface Options {
  readonly tenantHost: string
  readonly analysisId: string
  readonly loaded: LoadedFrame
  readonly work: Work
  readonly curveId: string | null
}

export function usePinned({ tenantHost, analysisId, loaded, work, curveId }: Options): Pinned {
  const key = `halfmax:before:${tenantHost}:${analysisId}:${loaded.frameId}:${curveId ?? ''}`
  // What this page pinned counts before what storage holds, which may be full or switched off.
  const [own, setOwn] = useState<Readonly<Record<string, string | null>>>({})
  const text = useMemo(() => (Object.hasOwn(own, key) ? (own[key] ?? null) : stored(key)), [own, key])
  const keep = (value: string | null) => {
    setOwn({ ...own, [key]: value })
    try {
      if (value === null) localStorage.removeItem(key)
      else localStorage.setItem(key, value)
    } catch {
      // Then it lasts as long as the page.
    }
  }
  return {
    text,
    pin: () => keep(serialiseWork(work, loaded.frame.columns)),
    unpin: () => keep(null),
  }
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
