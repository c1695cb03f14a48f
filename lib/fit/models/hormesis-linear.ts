import { at, LN10 } from '../numbers.ts'
import { pow10 } from '../numerics/elementary.ts'
import { makeHormesis } from './hormesis.ts'
import type { Model } from './model.ts'

/** With b = 1 the curve would end at B + g and not at the bottom. */
const LEAST_STEEP = -1.000001

/**
 * B + (T − B + g · v) / (1 + v^b), v = dose / 10^logE, b = −hill > 1, g ≥ 0. `logE` is no potency: at v = 1 the response
 * is B + (T − B + g) / 2.
 *
 * @see Brain and Cousens (1989), doi:10.1111/j.1365-3180.1989.tb00845.x; drc's BC.5 with g = f · e
 */
export const hormesisLinear: Model = makeHormesis({
  name: 'hormesisLinear',
  leastSteep: LEAST_STEEP,
  stimulus: {
    hasOnset: false,
    fill(theta, logDose, out) {
      const v = logDose === -Infinity ? 0 : pow10(Math.min(logDose - at(theta, 2), 300))
      out[0] = v
      out[1] = -v * LN10
      out[2] = 0
      out[3] = v * LN10
    },
  },
})
