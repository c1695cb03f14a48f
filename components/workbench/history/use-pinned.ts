import { useMemo, useState } from 'react'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { keepStored, readStored } from '../browser-storage.ts'
import type { LoadedFrame } from '../use-frame.ts'

/** The state of a curve that was pinned as "before", kept in this browser beside the work. */
export interface Pinned {
  /** The work at that time as saved work is written; null where nothing is pinned. */
  readonly text: string | null
  /** The work as it is, or another state of it. */
  pin(state?: Work): void
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
  const text = useMemo(() => (Object.hasOwn(own, key) ? (own[key] ?? null) : readStored(key)), [own, key])
  const keep = (value: string | null) => {
    setOwn({ ...own, [key]: value })
    // Where storage does not take it, it lasts as long as the page.
    keepStored(key, value)
  }
  return {
    text,
    pin: (state = work) => keep(serialiseWork(state, loaded.frame.columns)),
    unpin: () => keep(null),
  }
}
