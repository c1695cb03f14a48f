import type { CurveData } from '@/lib/data-frame/types.ts'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { FigureCurve } from '@/lib/figure/types.ts'
import { activePolicy, exclusionOf, includedPoints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'

/** A curve as the review draws it, small or large: its words stand beside it. `steps` of the line, the usual ones without. */
export function reviewCurve(
  work: Work,
  curve: CurveData,
  { entry, steps }: { readonly entry: FitEntry | undefined; readonly steps?: number },
): FigureCurve {
  return figureCurve({
    curve,
    fit: entry?.fit ?? null,
    isIncluded: includedPoints(work, curve),
    reasonOf: () => null,
    causeOf: (row) => exclusionOf(work, curve.responseColumn, row)?.cause,
    series: 0,
    level: activePolicy(work).level,
    potencyText: '',
    ...(steps !== undefined && { steps }),
  })
}
