import { use, useState } from 'react'
import type { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import { isAnyStored, readStored } from './browser-storage.ts'

export type ParseSaved = typeof parseSavedWork

let parse: ParseSaved | null = null
let coming: Promise<void> | null = null

/** The one promise of it, however often a page that waits is drawn again. */
function loadParse(): Promise<void> {
  const load = async () => {
    parse = (await import('@/lib/workbench/saved-work.ts')).parseSavedWork
  }
  coming ??= load()
  return coming
}

/**
 * What reads the work that was kept under a key when the page began; null where there was none, and the schemas of it are
 * not waited for then. Where there was some the page waits, as it must not begin as if there were nothing.
 */
export function useParseSaved(key: string): ParseSaved | null {
  // Asked once: what this page keeps later is no reason to wait.
  const [hasWork] = useState(() => readStored(key) !== null)
  if (hasWork && parse === null) use(loadParse())
  return parse
}

/** Fetches it while the table is still on its way, in a browser that has saved work. The page that needs it asks again. */
export function loadParseAhead(): void {
  if (isAnyStored('halfmax:work:')) loadParse().catch(() => undefined)
}
