import { figureCurve } from '../figure/figure-curve.ts'
import type { FigureCurve, FigureInput } from '../figure/types.ts'
import { formatPotency } from '../format/format-potency.ts'
import { distinctSeries } from '../workbench/series.ts'
import { togetherFit } from '../workbench/together-fit.ts'
import { outputFigure, outputLabel } from './output-figure.ts'
import type { OutputContext } from './types.ts'

/** The compared curves over one another, as the fit of all together has them; null where there is none. */
export function comparisonFigure(context: OutputContext): FigureInput | null {
  const { comparison, curves } = context
  if (!comparison || comparison.problem !== null) return null
  const series = distinctSeries(
    comparison.curves.map(({ id }) => id),
    new Map(curves.map(({ curve, series: own = 0 }) => [curve.id, own])),
  )
  const drawn = comparison.curves.flatMap((compared): FigureCurve[] => {
    const fitted = curves.find(({ curve }) => curve.id === compared.id)
    if (!fitted) return []
    const { potencyName = 'IC50', doseUnit } = fitted
    const { potency } = compared
    const shown = formatPotency({ ...potency, unit: doseUnit }, doseUnit).text
    const text = potency.logDose === null ? `${potencyName} not determined` : `${potencyName} ${shown}`
    const curve = figureCurve({
      curve: fitted.curve,
      fit: togetherFit(compared, comparison),
      isIncluded: fitted.isIncluded,
      reasonOf: () => null,
      series: series.get(compared.id) ?? 0,
      level: comparison.level,
      potencyText: text,
      reportText: `${text}, joint fit`,
    })
    return [{ ...curve, label: outputLabel(curves, fitted) + (compared.isReference ? ', reference' : '') }]
  })
  const own = curves.filter(({ curve }) => comparison.curves.some(({ id }) => id === curve.id))
  return {
    ...outputFigure({ ...context, curves: own }),
    title: `${context.frameName}: comparison`,
    curves: drawn,
    highlightedId: comparison.comparison.reference,
    ghost: null,
  }
}
