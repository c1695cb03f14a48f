import { mean, standardDeviation } from '@/lib/data-frame/scatter.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { residuals, responseAt } from '@/lib/fit/curve-values.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { formatNumber, formatTrimmed, MISSING, withUnit } from '@/lib/format/format-number.ts'
import type { CloserTable } from '../closer-view.ts'

/** One included well. */
export interface ResidualPoint {
  readonly dose: number
  readonly fitted: number
  readonly residual: number
}

export function residualPoints(
  fit: CurveFit,
  curve: Pick<CurveData, 'dose' | 'response'>,
  isIncluded: readonly boolean[],
): readonly ResidualPoint[] {
  const left = residuals(fit, curve)
  return Array.from(left, (residual, i) => {
    const dose = curve.dose[i] ?? Number.NaN
    return { dose, residual, fitted: responseAt(fit, dose) ?? Number.NaN }
  }).filter(({ residual }, i) => isIncluded[i] === true && Number.isFinite(residual))
}

/** Per dose: its wells, and SD and variance among them about their own mean. */
export function replicateTable(points: readonly ResidualPoint[], unit: string): CloserTable {
  const byDose = Map.groupBy(points, ({ dose }) => dose)
  const rows = [...byDose].toSorted(([a], [b]) => a - b)
  return {
    caption: 'Replicates',
    headers: ['', 'wells', 'mean residual', 'SD', 'variance'],
    rows: rows.map(([dose, wells]) => {
      const left = wells.map(({ residual }) => residual)
      const sd = wells.length > 1 ? standardDeviation(left) : null
      return [
        withUnit(formatTrimmed(dose), unit),
        String(wells.length),
        formatNumber(mean(left), 2),
        sd === null ? MISSING : formatNumber(sd, 2),
        sd === null ? MISSING : formatNumber(sd ** 2, 2),
      ]
    }),
  }
}
