import { useMemo, useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { PolicySettings, toPolicy } from '@/lib/workbench/saved-settings.ts'
import type { Policy } from '@/lib/workbench/types.ts'
import { keepStored, readStored } from '../browser-storage.ts'

const KEY = 'halfmax:policies'
const Library = z.array(PolicySettings)
const listeners = new Set<() => void>()

/** A person's own policies as this browser keeps them for every analysis, newest version of each. */
export function usePolicyLibrary(): readonly Policy[] {
  const text = useSyncExternalStore(subscribe, stored, () => '')
  return useMemo(() => read(text), [text])
}

/** Keeps a policy under its name. False where the browser keeps nothing; the work itself has its copy all the same. */
export function keepPolicy(policy: Policy): boolean {
  const others = read(stored()).filter(({ name }) => name !== policy.name)
  const isKept = keepStored(KEY, JSON.stringify([...others, policy]))
  for (const notify of listeners) notify()
  return isKept
}

/** Takes a policy out of the browser's list; analyses that use it keep their copies. */
export function forgetPolicy(name: string): void {
  const others = read(stored()).filter((policy) => policy.name !== name)
  keepStored(KEY, others.length === 0 ? null : JSON.stringify(others))
  for (const notify of listeners) notify()
}

/** What cannot be read counts as empty: no analysis depends on it. */
function read(text: string): readonly Policy[] {
  try {
    const parsed = Library.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.map(toPolicy) : []
  } catch {
    return []
  }
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify)
  window.addEventListener('storage', notify)
  return () => {
    listeners.delete(notify)
    window.removeEventListener('storage', notify)
  }
}

function stored(): string {
  return readStored(KEY) ?? ''
}
