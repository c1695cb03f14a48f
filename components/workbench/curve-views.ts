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

interface Texts {
  readonly unit: DoseUnit
  readonly shown: DoseUnit
  readonly wells: number
  readonly potency: string
  readonly interval: string | null
  readonly flags: readonly string[]
}

const known = new WeakMap<FitEntry, Texts>()

/** What the list says of a fit; made once, as a policy or a few fits that arrive change nothing of thousands of others. */
function textsOf(entry: FitEntry, unit: DoseUnit, shown: DoseUnit): Texts {
  const before = known.get(entry)
  if (before?.unit === unit && before.shown === shown) return before
  const { relative, n } = entry.fit
  const texts = {
    unit,
    shown,
    wells: n,
    potency: formatPotency({ ...relative, unit }, shown).value,
    interval: relative.interval && formatLimits(limitsIn(relative.interval, unit, shown)),
    flags: relative.verdict.kind === 'reportable' ? [] : flagWords(entry.fit),
  }
  known.set(entry, texts)
  return texts
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
    const { wells, potency, interval, flags } = textsOf(entry, unit, shown)
    const override = overrides[curve.id]
    const over = override ? [`Overridden: ${VERDICT_WORDS[override.verdict]}, ${override.reason}`] : []
    return {
      ...base,
      potency,
      interval,
      verdict: entry.fit.relative.verdict.kind,
      isStale: isStale(curve.id),
      sub: [`${wells} of ${total} wells`, ...over, ...flags].join(' · '),
    }
  })
  return { views, unit: shown }
}
