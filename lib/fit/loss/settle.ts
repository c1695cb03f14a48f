import type { Model } from '../models/model.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import { settleBinomial } from './binomial.ts'
import { settleCensored } from './censored.ts'
import { isPlain, type Settled, settlePlain } from './plain.ts'
import { settleRobust } from './robust.ts'
import { settleSquares } from './squares.ts'
import { settleWeighted } from './weighted.ts'

/**
 * Solves a request whatever its loss and weights.
 *
 * @param models  variants of one model, the best of them wins
 * @returns null where nothing finite was found
 */
export function settle(request: FitRequest, models: readonly Model[]): Settled | null {
  if (isPlain(request)) return settlePlain(request, models)
  if (request.loss === 'binomial') return settleBinomial(request, models)
  if (request.censoring?.some((sign) => sign !== 0)) return settleCensored(request, models)
  const isFromCurve = request.weighting === '1/y' || request.weighting === '1/y2'
  return isFromCurve ? settleWeighted(request, models, settleAt) : settleAt(request, models, null)
}

/** At weights that stand. */
function settleAt(request: FitRequest, models: readonly Model[], near: Solution | null): Settled | null {
  const { loss } = request
  return loss === 'huber' || loss === 'tukey' || loss === 'lorentz'
    ? settleRobust(request, models, { loss, near })
    : settleSquares(request, models, near)
}
