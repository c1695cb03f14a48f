import { useEffect, useRef, useState } from 'react'
import type { PushView } from '@/lib/outputs/push-view.ts'
import { potencyChange } from '@/lib/workbench/fit-summary.ts'
import type { FitEntry } from './fit-store.ts'
import { pushTitle } from './push-words.ts'
import type { Bench } from './use-bench.ts'

/**
 * What the live region says: what a refit did to the potency, how many wells are selected, and how a push goes on. Only
 * complete fits speak.
 *
 * @param push the push on show, if its panel is open: it then speaks instead
 */
export function useAnnouncement(bench: Bench, push: PushView | null): string {
  const { entry, curve, potencyName, work, isStale } = bench
  const [message, setMessage] = useState('')
  const spoken = useRef<{ readonly curveId: string; readonly entry: FitEntry } | null>(null)
  useEffect(() => {
    // Other models beside it make the same fit known once more.
    if (!curve || !entry || isStale || spoken.current?.entry.key === entry.key) return
    const before = spoken.current?.curveId === curve.id ? spoken.current.entry.fit.relative : null
    spoken.current = { curveId: curve.id, entry }
    const change = potencyChange(potencyName, entry.fit.relative, { before, unit: work.mapping.doseUnit })
    setMessage(before === null ? `${curve.label}: ${change}` : change)
  }, [curve, entry, isStale, potencyName, work.mapping.doseUnit])
  const { said } = bench
  useEffect(() => said.subscribe(() => setMessage(said.snapshot())), [said])
  return push === null ? message : pushTitle(push)
}
