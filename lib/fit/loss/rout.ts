import { studentTwoSidedP } from '../inference/distributions.ts'
import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { FitRequest } from '../types.ts'
import { robustFit } from './robust.ts'

/** False discovery rate of the proposal. */
const Q = 0.01
/** Only the largest residuals are looked at. */
const LOOKED_AT = 0.7

/**
 * Rows that ROUT proposes as outliers: a robust fit with Lorentzian scatter, then a false discovery rate of 1 % among the
 * largest residuals. Nothing is proposed at unequal weights, for which the method is not made.
 *
 * @returns row places in `request.dose`, ascending; null where no robust fit was found
 * @see Motulsky, Brown (2006), doi:10.1186/1471-2105-7-123
 */
export function proposeOutliers(request: FitRequest, models: readonly Model[]): readonly number[] | null {
  const { weights, weighting } = request
  const first = weights ? at(weights, 0) : 1
  const isCensored = request.censoring?.some((sign) => sign !== 0) === true
  const isUnequal = weights?.some((w) => w !== first) === true || (weighting ?? 'none') !== 'none'
  if (isUnequal || request.loss === 'binomial' || request.wells || isCensored) return null
  const fit = robustFit(request, models, { loss: 'lorentz', near: null })
  if (!fit || fit.solution.df <= 0) return null
  const { residuals, scale } = fit
  if (!(scale > 0)) return []
  const n = residuals.length
  const order = Array.from(residuals.keys()).sort(
    (a, b) => Math.abs(at(residuals, a)) - Math.abs(at(residuals, b)) || a - b,
  )
  for (let rank = Math.max(1, Math.floor(LOOKED_AT * n)); rank <= n; rank++) {
    const row = order[rank - 1] as number
    const t = Math.abs(at(residuals, row)) / scale
    const alpha = (Q * (n - rank + 1)) / n
    if (studentTwoSidedP(t, fit.solution.df) < alpha) {
      return order.slice(rank - 1).sort((a, b) => a - b)
    }
  }
  return []
}
