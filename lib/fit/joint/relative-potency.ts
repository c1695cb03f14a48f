import { waldInterval } from '../inference/estimates.ts'
import { pow10 } from '../numerics/elementary.ts'
import type { Interval } from '../types.ts'
import { covarianceBetween } from './covariance-between.ts'
import type { JointFit } from './types.ts'

export interface RelativePotency {
  /** How many times less of the test than of the reference does the same: dose of the reference over dose of the test. */
  readonly ratio: number
  readonly logRatio: number
  readonly logStandardError: number
  /** Of the ratio itself, by the delta method. */
  readonly standardError: number
  /** On log10, Student t on the fit's degrees of freedom. */
  readonly interval: Interval
}

/**
 * Relative potency of two curves of a joint fit, logEc50(reference) − logEc50(test) (science.md 3). One number for all
 * effect levels where all but the midpoint is shared; else that of the midpoints.
 *
 * @returns null where a curve has no midpoint of its own among the free parameters, or no error
 */
export function relativePotency(
  fit: JointFit,
  { reference, test, level }: { readonly reference: string; readonly test: string; readonly level: number },
): RelativePotency | null {
  const { covariance, df } = fit
  const midpointOf = (curve: string) =>
    fit.parameters.find((one) => one.name === 'logEc50' && one.curve === curve)?.estimate
  const [a, b] = [midpointOf(reference), midpointOf(test)]
  if (!covariance || a === undefined || b === undefined || df <= 0) return null
  const between = (first: string, second: string) =>
    covarianceBetween(covariance, { curve: first, name: 'logEc50' }, { curve: second, name: 'logEc50' })
  const [aa, bb, ab] = [between(reference, reference), between(test, test), between(reference, test)]
  if (aa === null || bb === null || ab === null) return null
  const logRatio = a - b
  const logStandardError = Math.sqrt(Math.max(0, aa + bb - 2 * ab))
  const ratio = pow10(logRatio)
  return {
    ratio,
    logRatio,
    logStandardError,
    standardError: Math.LN10 * ratio * logStandardError,
    interval: waldInterval(logRatio, logStandardError, { level, df }),
  }
}
