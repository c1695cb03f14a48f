import type { Model } from '../models/model.ts'
import type { FitRequest } from '../types.ts'
import { settleBinomial } from './binomial.ts'
import { settleCensored } from './censored.ts'
import { isPlain, type Settled, settlePlain } from './plain.ts'
import { settleRobust } from './robust.ts'
import { settleKnown, settleWeighted, settleWells } from './weighted.ts'

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
  if (request.loss === 'huber' || request.loss === 'tukey' || request.loss === 'lorentz') {
    return settleRobust(request, models, request.loss)
  }
  if (request.weighting === '1/y' || request.weighting === '1/y2') return settleWeighted(request, models)
  return request.wells ? settleWells(request, models, request.wells) : settleKnown(request, models)
}
