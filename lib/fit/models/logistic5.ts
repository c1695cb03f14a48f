import { expm1, log10 } from '../numerics/elementary.ts'
import type { Model } from './model.ts'
import { asymmetricBottom, asymmetricTop } from './shapes.ts'
import { makeSigmoid } from './sigmoid.ts'

/** log10(2^(1/s) − 1): at drc's e the level is 2^−f of the way from the named side. */
function offset(asymmetry: number): number {
  return log10(expm1(Math.LN2 / asymmetry))
}

/**
 * Five-parameter logistic with `logEc50` at the true midpoint. The named side has tail slope hill · asymmetry, the
 * other hill; asymmetry 1 is `logistic4`, ∞ is `weibull1` (side bottom) or `weibull2` (side top).
 *
 * @see Gottschalk and Dunn (2005), doi:10.1016/j.ab.2005.04.035
 */
export const logistic5Bottom: Model = makeSigmoid({
  name: 'logistic5',
  variant: 'bottom',
  shape: asymmetricBottom,
  locationOffset: offset,
  mirrored: () => logistic5Top,
})

/** The asymmetry at the top. */
export const logistic5Top: Model = makeSigmoid({
  name: 'logistic5',
  variant: 'top',
  shape: asymmetricTop,
  locationOffset: (asymmetry) => -offset(asymmetry),
  mirrored: () => logistic5Bottom,
})
