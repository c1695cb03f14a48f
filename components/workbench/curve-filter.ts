import type { VerdictKind } from '@/lib/fit/types.ts'
import type { CurveView } from './curve-row.tsx'

export interface CurveFilter {
  readonly text: string
  readonly verdict: VerdictKind | 'all' | 'fitting'
}

/** Curves whose name contains the text, whatever its case, and whose verdict is the chosen one. */
export function filterCurves(curves: readonly CurveView[], filter: CurveFilter): readonly CurveView[] {
  const wanted = filter.text.trim().toLocaleLowerCase()
  if (wanted === '' && filter.verdict === 'all') return curves
  return curves.filter(
    (curve) =>
      curve.label.toLocaleLowerCase().includes(wanted) &&
      (filter.verdict === 'all' || (curve.verdict ?? 'fitting') === filter.verdict),
  )
}
