import type { Model } from './model.ts'
import { doubleExponential, doubleExponentialMirrored } from './shapes.ts'
import { makeSigmoid } from './sigmoid.ts'

/** −log10 ln 2: at drc's e the response is 36.8 % (weibull1) or 63.2 % (weibull2) of the way up. */
const OFFSET = 0.1591745389548616

/**
 * B + (T − B) · 2^−(10^(hill (E − x))). Falling it leaves the top slowly and meets the bottom abruptly. The Gompertz
 * curve on log dose is the same.
 *
 * @see Ritz et al. (2015), doi:10.1371/journal.pone.0146021, W1.4 with hill = −b and e = 10^(E − 0.159 / hill)
 */
export const weibull1: Model = makeSigmoid({
  name: 'weibull1',
  shape: doubleExponential,
  locationOffset: () => -OFFSET,
  mirrored: () => weibull1Mirrored,
})

/** `weibull2`, made here because each of the two is the other in a mirror. */
export const weibull1Mirrored: Model = makeSigmoid({
  name: 'weibull2',
  shape: doubleExponentialMirrored,
  locationOffset: () => OFFSET,
  mirrored: () => weibull1,
})
