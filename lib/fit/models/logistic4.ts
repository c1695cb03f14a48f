import { at, LN10 } from '../numbers.ts'
import { exp, log10 } from '../numerics/elementary.ts'
import type { Model } from './model.ts'
import { BOTTOM, HILL, LOG_EC50, TOP } from './parameters.ts'
import { logistic } from './shapes.ts'
import { makeSigmoid } from './sigmoid.ts'

/** The four-parameter log-logistic as a row of the table; the functions below are its fast forms. */
export const logistic4Model: Model = makeSigmoid({
  name: 'logistic4',
  shape: logistic,
  locationOffset: null,
  mirrored: () => logistic4Model,
})

/** L(z) = 1 / (1 + exp(-z)) without overflow and with full relative accuracy in both tails. */
function logisticFraction(z: number): number {
  const e = exp(-Math.abs(z))
  return z >= 0 ? 1 / (1 + e) : e / (1 + e)
}

/**
 * hill · ln 10 · (logDose − logEc50). A zero dose (logDose = −∞) lands on the bottom plateau of a rising curve and on
 * the top of a falling one; `hill` must not be 0.
 */
function logisticArgument(theta: Float64Array, logDose: number): number {
  return at(theta, HILL) * LN10 * (logDose - at(theta, LOG_EC50))
}

/**
 * Four-parameter log-logistic response.
 *
 * @param theta    bottom, top (response units), logEc50 (log10 of the dose unit), hill (> 0 rises with dose)
 * @param logDose  log10 of the dose, −∞ for the untreated control
 * @returns        response; exactly a plateau where the exponential saturates
 * @see Ritz et al. (2015), doi:10.1371/journal.pone.0146021, with hill = −b
 */
export function logistic4(theta: Float64Array, logDose: number): number {
  const z = logisticArgument(theta, logDose)
  return at(theta, BOTTOM) * logisticFraction(-z) + at(theta, TOP) * logisticFraction(z)
}

/**
 * Gradient of the response in (bottom, top, logEc50, hill), written into `out`.
 *
 * @param out  4 values; response per unit of each parameter
 */
export function logistic4Gradient(theta: Float64Array, logDose: number, out: Float64Array): void {
  const z = logisticArgument(theta, logDose)
  const g = logisticFraction(z)
  const q = logisticFraction(-z)
  out[BOTTOM] = q
  out[TOP] = g
  // At dose 0 the curve is its plateau whatever E and h are; the product would be 0 · ∞.
  const slope = logDose === -Infinity ? 0 : (at(theta, TOP) - at(theta, BOTTOM)) * g * q * LN10
  out[LOG_EC50] = slope === 0 ? 0 : -slope * at(theta, HILL)
  out[HILL] = slope === 0 ? 0 : slope * (logDose - at(theta, LOG_EC50))
}

/** Slope of the response per decade of dose. */
export function logistic4DoseSlope(theta: Float64Array, logDose: number): number {
  if (logDose === -Infinity) return 0
  const z = logisticArgument(theta, logDose)
  const spread = (at(theta, TOP) - at(theta, BOTTOM)) * at(theta, HILL) * LN10
  return spread * logisticFraction(z) * logisticFraction(-z)
}

/**
 * log10 dose at which the curve takes `level`, or null where it does not reach it at any positive dose.
 *
 * @param level  response units
 */
export function logistic4Inverse(theta: Float64Array, level: number): number | null {
  const below = level - at(theta, BOTTOM)
  const above = at(theta, TOP) - level
  if (!(below * above > 0)) return null
  return at(theta, LOG_EC50) + log10(below / above) / at(theta, HILL)
}

/** The response untreated cells approach: bottom of a rising curve, top of a falling one. */
export function plateauAtZeroDose(theta: Float64Array): number {
  return at(theta, HILL) > 0 ? at(theta, BOTTOM) : at(theta, TOP)
}
