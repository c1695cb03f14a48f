import { HILL } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Constraints, ModelName } from '../types.ts'

interface Fitted {
  readonly name: ModelName
  /** Scaled estimates. */
  readonly theta: Float64Array
}

/**
 * Whether the simpler model is the richer one with some of its free parameters held. The Weibull curves are limits of
 * `logistic5` (asymmetry → ∞), not members of it. In hormesis g = 0 lies on the limit g ≥ 0, which makes F safe.
 */
export function isNested(simple: Fitted, rich: Fitted, constraints: Constraints): boolean {
  if (simple.name === 'constant') return rich.name === 'linear' || hasFreePlateaus(constraints)
  if (simple.name !== 'logistic4') return false
  switch (rich.name) {
    case 'logistic5':
      return true
    // Both end at top and bottom, but their midpoint is no parameter: nothing may be said about it. They only fall.
    case 'hormesisSaturating':
      return isFreeMidpoint(constraints) && at(simple.theta, HILL) < 0
    case 'hormesisLinear':
      return isFreeMidpoint(constraints) && at(simple.theta, HILL) < -1
    default:
      return false
  }
}

function hasFreePlateaus({ bottom, top }: Constraints): boolean {
  return bottom.kind === 'free' && top.kind === 'free'
}

function isFreeMidpoint({ logEc50 }: Constraints): boolean {
  return logEc50.kind === 'free'
}
