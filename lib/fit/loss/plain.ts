import { makeProblem, type Problem } from '../optimize/problem.ts'
import { type Solution, solveVariants } from '../optimize/solve.ts'
import type { Model } from '../models/model.ts'
import type { FitRequest } from '../types.ts'

/** A solved request, and what may be done with its solution afterwards. */
export interface Settled {
  readonly solution: Solution
  /** The request with the weights it came to rest with, for fits without a point and for simulated null sets. */
  readonly request: FitRequest
  /** Wells at the weights that level data would have, where the solution's are others: simulated null sets take them. */
  readonly nullProblem?: Problem
  /** What the flat test compares on, where it is not the problem of the solution. */
  readonly flatProblem?: Problem
  /** Whether there are profiles of the loss: robust ones have Wald's limits or bootstrap's. */
  readonly canProfile: boolean
  /** Whether a fit without one well is least squares at those weights. */
  readonly canLeaveOut: boolean
}

/** Least squares at given weights: all that a drag needs most of the time. */
export function isPlain({ loss, weighting, wells, censoring, trials, areSdsExact }: FitRequest): boolean {
  const isSquares = (loss ?? 'squares') === 'squares' && (weighting ?? 'none') === 'none'
  const isCensored = censoring?.some((sign) => sign !== 0) === true
  return isSquares && !wells && !isCensored && !trials && areSdsExact !== true
}

export function settlePlain(request: FitRequest, models: readonly Model[]): Settled | null {
  const solution = solveVariants(makeProblem(request), request.constraints, { models })
  return solution && { solution, request, canProfile: true, canLeaveOut: true }
}
