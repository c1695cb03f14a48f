import { atRest } from './at-rest.ts'
import { fitCurveWith } from './fit-core.ts'
import type { CurveFit, FitRequest } from './types.ts'

/**
 * Fits one curve and judges it.
 *
 * @param request  n points (doses ≥ 0 on the linear scale), any parameter of the model free, fixed or bounded
 * @returns        a result whatever the data: `outcome` says how the search ended, `relative.verdict` what may be
 *                 reported. Throws nothing; the same request gives the same bits.
 */
export function fitCurve(request: FitRequest): CurveFit {
  return fitCurveWith(request, atRest)
}
