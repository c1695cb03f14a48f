import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import type { ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import { togetherFit } from '@/lib/workbench/together-fit.ts'
import { exclusionOf, includedPoints } from '@/lib/workbench/selectors.ts'
import { distinctSeries } from '@/lib/workbench/series.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import type { Comparison } from '@/lib/workbench/types.ts'
import { responseLabel } from '../use-figure.ts'
import type { Bench } from '../use-bench.ts'

/** Series of the chosen curves, the reference first. */
export function chosenSeries(
  { curves, seriesOf }: Pick<Bench, 'curves' | 'seriesOf'>,
  { reference, others }: Pick<Comparison, 'reference' | 'others'>,
): ReadonlyMap<string, number> {
  const chosen = curves.map(({ id }) => id).filter((id) => others.includes(id) && id !== reference)
  return distinctSeries([reference, ...chosen], seriesOf)
}

/** The compared curves as one figure: points, and each curve as the fit of all together has it. */
export function overlayFigure(bench: Bench, result: ComparisonResult, highlightedId: string): FigureInput {
  const { curves, work, loaded } = bench
  const series = chosenSeries(bench, result.comparison)
  const drawn = result.curves.flatMap((compared): FigureCurve[] => {
    const curve = curves.find(({ id }) => id === compared.id)
    if (!curve) return []
    return [
      figureCurve({
        curve,
        fit: togetherFit(compared, result),
        isIncluded: includedPoints(work, curve),
        reasonOf: (row) => exclusionOf(work, curve.responseColumn, row)?.reason ?? null,
        series: series.get(curve.id) ?? 0,
        level: result.level,
        potencyText: '',
      }),
    ]
  })
  const columns = new Set(curves.filter(({ id }) => series.has(id)).map((one) => one.responseColumn))
  const headers = [...columns].map((column) => loaded.frame.columns[column]?.displayName ?? '')
  const { doseUnit } = work.mapping
  return {
    title: loaded.name,
    doseLabel: titleWithUnit('Dose', doseUnit),
    doseUnit,
    responseLabel: responseLabel(headers, work),
    curves: drawn,
    highlightedId,
  }
}
