import { useMemo, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { listText } from '@/lib/format/list-text.ts'
import { pointKey } from '@/lib/workbench/point-key.ts'
import { REVIEW_STATES, REVIEW_WORDS, reviewState, type ReviewState } from '@/lib/workbench/review.ts'
import type { RecordSource } from './record/record-texts.ts'
import type { Bench } from './use-bench.ts'

export type ScopeKind = 'approved' | 'all'

/** Which curves a push writes. */
export interface PushScope {
  readonly kind: ScopeKind
  readonly curves: readonly CurveData[]
  readonly total: number
  readonly approvedCount: number
  /** A reviewer has marked at least one curve. */
  readonly hasReviews: boolean
  /** What "approved only" leaves out, by where it stands with the reviewer. */
  readonly leftOut: readonly { readonly state: ReviewState; readonly labels: readonly string[] }[]
}

/** Approved curves only, once any is reviewed; all curves before, and where somebody says so. */
export function usePushScope({ curves, work }: Bench): [PushScope, (kind: ScopeKind) => void] {
  const [chosen, setChosen] = useState<ScopeKind | null>(null)
  const scope = useMemo(() => {
    const states = curves.map((curve) => ({ curve, state: reviewState(work, curve) }))
    const approved = states.flatMap(({ curve, state }) => (state === 'approved' ? [curve] : []))
    const hasReviews = states.some(({ state }) => state !== 'unreviewed')
    const kind = chosen ?? (hasReviews ? 'approved' : 'all')
    const others = REVIEW_STATES.filter((state) => state !== 'approved')
    return {
      kind,
      curves: kind === 'approved' ? approved : curves,
      total: curves.length,
      approvedCount: approved.length,
      hasReviews,
      leftOut: others.flatMap((state) => {
        const labels = states.flatMap((one) => (one.state === state ? [one.curve.label] : []))
        return labels.length === 0 ? [] : [{ state, labels }]
      }),
    }
  }, [curves, work, chosen])
  return [scope, setChosen]
}

/** The record of the curves in scope alone, with what it leaves out in words. */
export function useScoped(source: RecordSource, scope: PushScope): RecordSource {
  const { context: whole } = source
  // Another selected curve is another source of the same context, which is large to make outputs of.
  const context = useMemo(() => {
    if (scope.kind === 'all') return whole
    const ids = new Set(scope.curves.map(({ id }) => id))
    const points = excludedIn(scope.curves, whole.exclusions)
    return {
      ...whole,
      curves: whole.curves.filter(({ curve }) => ids.has(curve.id)),
      exclusions: whole.exclusions.filter((exclusion) => points.has(pointKey(exclusion))),
      scope: scopeText(scope),
    }
  }, [whole, scope])
  return useMemo(() => (context === source.context ? source : { ...source, context }), [source, context])
}

/** Keys of the excluded points that the curves have: their other points are a hundred times as many. */
function excludedIn(
  curves: PushScope['curves'],
  exclusions: RecordSource['context']['exclusions'],
): ReadonlySet<string> {
  const excluded = new Map<number, Set<number>>()
  for (const { row, responseColumn } of exclusions)
    excluded.set(responseColumn, (excluded.get(responseColumn) ?? new Set()).add(row))
  const keys = new Set<string>()
  for (const { rows, responseColumn } of curves) {
    const out = excluded.get(responseColumn)
    if (out === undefined) continue
    for (const row of rows) if (out.has(row)) keys.add(pointKey({ row, responseColumn }))
  }
  return keys
}

function scopeText({ curves, total, leftOut }: PushScope): string {
  const first = `${curves.length} of ${total} curves: those a reviewer approved.`
  const rest = leftOut.map(({ state, labels }) => `${labels.length} ${REVIEW_WORDS[state].toLowerCase()}`)
  return rest.length === 0 ? first : `${first} Left out: ${listText(rest)}.`
}
