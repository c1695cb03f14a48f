import { figureDoseAxis, figureResponseAxis } from '@/lib/figure/geometry.ts'
import { figureCurve } from '@/lib/figure/figure-curve.ts'
import type { DoseAxis, FigureCurve, FigureInput, ResponseAxis } from '@/lib/figure/types.ts'
import { activePolicy, exclusionOf, includedPoints } from '@/lib/workbench/selectors.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import { distinctSeries } from '@/lib/workbench/series.ts'
import { responseLabel } from '../use-figure.ts'
import type { Bench } from '../use-bench.ts'
import type { LinkedCurve } from './use-linked.ts'

export interface LinkedFigures {
  /** All curves in one. */
  readonly together: FigureInput
  /** Each by itself, in the order given. */
  readonly single: readonly FigureInput[]
  /** Of all curves: what differs between panels is then the curves alone. */
  readonly axes: { readonly dose: DoseAxis; readonly response: ResponseAxis }
}

type Source = Pick<Bench, 'work' | 'loaded' | 'curve' | 'seriesOf'> & Pick<Bench['fits'], 'entries'>

/** What linked charts draw: each curve with its fit as it is now, its exclusions, on axes that all share. */
export function linkedFigures(
  { work, entries, loaded, curve: focus, seriesOf }: Source,
  linked: readonly LinkedCurve[],
): LinkedFigures {
  const series = distinctSeries(
    linked.map(({ curve }) => curve.id),
    seriesOf,
  )
  const drawn = linked.map(({ curve, label }): FigureCurve => ({
    ...figureCurve({
      curve,
      fit: entries.get(curve.id)?.fit ?? null,
      isIncluded: includedPoints(work, curve),
      reasonOf: (row) => exclusionOf(work, curve.responseColumn, row)?.reason ?? null,
      series: series.get(curve.id) ?? 0,
      level: activePolicy(work).level,
      potencyText: '',
      steps: 60,
    }),
    label,
  }))
  const headers = [...new Set(linked.map(({ curve }) => curve.responseColumn))].map(
    (column) => loaded.frame.columns[column]?.displayName ?? '',
  )
  const { doseUnit } = work.mapping
  const figure = (curves: readonly FigureCurve[]): FigureInput => ({
    title: loaded.name,
    doseLabel: titleWithUnit('Dose', doseUnit),
    doseUnit,
    responseLabel: responseLabel(headers, work),
    curves,
    highlightedId: focus?.id ?? null,
  })
  const together = figure(drawn)
  return {
    together,
    single: drawn.map((one) => figure([one])),
    axes: { dose: figureDoseAxis(together), response: figureResponseAxis(together) },
  }
}
