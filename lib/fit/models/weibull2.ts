import type { Model } from './model.ts'
import { weibull1Mirrored } from './weibull1.ts'

/**
 * B + (T − B) · (1 − 2^−(10^(hill (x − E)))): `weibull1` in a mirror. Falling it leaves the top abruptly and meets the
 * bottom slowly.
 *
 * @see Ritz et al. (2015), doi:10.1371/journal.pone.0146021, W2.4 with hill = b and e = 10^(E + 0.159 / hill)
 */
export const weibull2: Model = weibull1Mirrored
