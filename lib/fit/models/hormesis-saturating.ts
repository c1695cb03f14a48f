import { at, LN10 } from '../numbers.ts'
import { exp, pow10 } from '../numerics/elementary.ts'
import { makeHormesis } from './hormesis.ts'
import type { Model } from './model.ts'
import { SHALLOWEST_HILL } from './specs.ts'

/**
 * B + (T − B + g · exp(−(x0 / dose)^α)) / (1 + v^b), b = −hill > 0, α fixed; x0 = 10^logOnset is a dose.
 *
 * @see Cedergreen et al. (2005), doi:10.1897/05-014R.1; drc's CRS.5a, b, c with x0 = 1 unit of dose and g = f
 */
function saturating(alpha: number, variant: string): Model {
  return makeHormesis({
    name: 'hormesisSaturating',
    variant,
    leastSteep: -SHALLOWEST_HILL,
    stimulus: {
      hasOnset: true,
      fill(theta, logDose, out) {
        const ratio = logDose === -Infinity ? Infinity : pow10(alpha * (at(theta, 5) - logDose))
        const value = exp(-ratio)
        const slope = value === 0 ? 0 : value * ratio * alpha * LN10
        out[0] = value
        out[1] = 0
        out[2] = -slope
        out[3] = slope
      },
    },
  })
}

/** α = 1, ½ and ¼, under drc's letters. */
export const hormesisSaturating: readonly Model[] = [
  saturating(1, 'a'),
  saturating(0.5, 'b'),
  saturating(0.25, 'c'),
]
