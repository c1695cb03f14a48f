import { log } from '../numerics/elementary.ts'
import type { Loss } from '../types.ts'

export type RobustLoss = Extract<Loss, 'huber' | 'tukey' | 'lorentz'>

/** One robust loss, u being the residual over the scale. */
export interface RobustShape {
  /** ψ(u)/u: the weight of a well in the next round. */
  weight(u: number): number
  /** ρ(u). */
  cost(u: number): number
  /** ψ′(u). */
  derivative(u: number): number
}

const HUBER = 1.345
const TUKEY = 4.685

/** Tuned for 95 % efficiency on normal scatter; the Lorentzian is that of ROUT, −ln(1 + u²). */
export const ROBUST_SHAPES: Readonly<Record<RobustLoss, RobustShape>> = {
  huber: {
    weight: (u) => Math.min(1, HUBER / Math.abs(u)),
    cost: (u) => (Math.abs(u) <= HUBER ? (u * u) / 2 : HUBER * (Math.abs(u) - HUBER / 2)),
    derivative: (u) => (Math.abs(u) <= HUBER ? 1 : 0),
  },
  tukey: {
    weight(u) {
      const rest = 1 - (u / TUKEY) * (u / TUKEY)
      return rest > 0 ? rest * rest : 0
    },
    cost(u) {
      const rest = Math.max(0, 1 - (u / TUKEY) * (u / TUKEY))
      return ((TUKEY * TUKEY) / 6) * (1 - rest * rest * rest)
    },
    derivative(u) {
      const square = (u / TUKEY) * (u / TUKEY)
      return square < 1 ? (1 - square) * (1 - 5 * square) : 0
    },
  },
  lorentz: {
    weight: (u) => 1 / (1 + u * u),
    cost: (u) => log(1 + u * u) / 2,
    derivative: (u) => (1 - u * u) / ((1 + u * u) * (1 + u * u)),
  },
}

/** Median of |r| over 0.6745: the SD of normal scatter, whatever a few wells do. */
export function medianScale(residuals: Float64Array): number {
  return quantileType7(residuals.map(Math.abs).sort(), 0.5) / 0.6745
}

/** 68.27th percentile of |r| times n/(n − p), ROUT's robust SD of the residuals. */
export function routScale(residuals: Float64Array, df: number): number {
  const n = residuals.length
  return (quantileType7(residuals.map(Math.abs).sort(), 0.6827) * n) / Math.max(1, df)
}

/** R's default quantile of ascending values. */
function quantileType7(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const low = Math.floor(place)
  const [below, above] = [
    sorted[low] ?? Number.NaN,
    sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN,
  ]
  return below + (place - low) * (above - below)
}
