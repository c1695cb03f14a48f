import type { Solution } from '../optimize/solve.ts'
import { studentQuantile } from './distributions.ts'

/** Scaled variance of a well of weight 1; NaN without a degree of freedom. */
export function varianceOf({ variance, rss, df }: Solution): number {
  return variance ?? (df > 0 ? rss / df : Number.NaN)
}

/** Degrees of freedom behind it: Infinity where it is known. */
export function errorDfOf({ errorDf, df }: Solution): number {
  return errorDf ?? df
}

/** RSS up to which a parameter is inside its interval: RSS + t² s², which is RSS · (1 + t²/df) where s² is its own. */
export function thresholdOf(solution: Solution, probability: number): number {
  const t = studentQuantile(probability, errorDfOf(solution))
  return solution.rss + t * t * varianceOf(solution)
}

/** Whether the estimates are those of the least RSS; robust losses, counts and limits have others. */
export function isLeastSquares({ information, extraInformation }: Solution): boolean {
  return information === undefined && extraInformation === undefined
}

/** Another solution on the same wells: a variance that is known is known there too. */
export function withScatterOf({ variance, errorDf }: Solution, other: Solution): Solution {
  if (errorDf !== Infinity || variance === undefined) return other
  return { ...other, variance, errorDf }
}
