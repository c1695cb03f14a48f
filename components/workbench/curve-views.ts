import type { CurveData, DoseUnit } from '@/lib/data-frame/types.ts'
import { columnUnit, formatLimits, formatPotency, limitsIn } from '@/lib/format/format-potency.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { VERDICT_WORDS } from '@/lib/workbench/verdict-words.ts'
import type { CurveView } from './curve-row.tsx'
import type { FitEntry } from './fit-store.ts'
import { flagWords } from './flag-words.ts'

interface Options {
  readonly curves: readonly CurveData[]
  readonly entries: ReadonlyMap<string, FitEntry>
  readonly seriesOf: ReadonlyMap<string, number>
  readonly unit: DoseUnit
  readonly overrides?: Work['overrides']
  isStale(curveId: string): boolean
}

export interface CurveViews {
  readonly views: readonly CurveView[]
  /** The one unit of the column. */
  readonly unit: DoseUnit
}

/** The list of curves with potencies in one unit, from their median. */
export function curveViews({
  curves,
  entries,
  seriesOf,
  unit,
  overrides = {},
  isStale,
}: Options): CurveViews {
  const shown = columnUnit(
    curves.map((curve) => entries.get(curve.id)?.fit.relative.logDose ?? null),
    unit,
  )
  const views = curves.map((curve): CurveView => {
    const entry = entries.get(curve.id)
    const base = { id: curve.id, label: curve.label, series: seriesOf.get(curve.id) ?? 0 }
    const total = curve.rows.length
    if (!entry) {
      return { ...base, potency: null, interval: null, verdict: null, isStale: false, sub: `${total} wells` }
    }
    const { relative } = entry.fit
    const override = overrides[curve.id]
    const over = override ? [`Overridden: ${VERDICT_WORDS[override.verdict]}, ${override.reason}`] : []
    const flags = relative.verdict.kind === 'reportable' ? [] : flagWords(entry.fit)
    return {
      ...base,
      potency: formatPotency({ ...relative, unit }, shown).value,
      interval: relative.interval && formatLimits(limitsIn(relative.interval, unit, shown)),
      verdict: relative.verdict.kind,
      isStale: isStale(curve.id),
      sub: [`${entry.fit.n} of ${total} wells`, ...over, ...flags].join(' · '),
    }
  })
  return { views, unit: shown }
}
