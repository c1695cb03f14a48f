import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import { type Solution, solveVariants } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'

/**
 * Least squares at given weights. Exactly known SDs: s² = 1 and normal quantiles. Rows that are means of wells: weighting
 * by their number and adding Σ (n − 1) · SD² gives the fit, errors and tests of the wells themselves (science.md 3).
 *
 * @param near  a solution that differs little from the one sought
 */
export function settleSquares(
  request: FitRequest,
  models: readonly Model[],
  near: Solution | null,
): Settled | null {
  const { wells } = request
  const weights = wells
    ? wells.count.map((n, i) => n * (request.weights ? at(request.weights, i) : 1))
    : request.weights
  const weighted: FitRequest = { ...request, ...(weights && { weights }) }
  const problem = wells ? wellsProblem(weighted, wells) : makeProblem(weighted)
  const extra = near ? [near.theta] : []
  const solution = solveVariants(problem, request.constraints, { models, extra, only: near !== null })
  if (!solution) return null
  return {
    solution: request.areSdsExact === true ? withKnownVariance(solution) : solution,
    request: weighted,
    canProfile: true,
    canLeaveOut: !wells,
  }
}

/** s² = 1 in the units of response and weights, Infinity degrees of freedom. */
function withKnownVariance(solution: Solution): Solution {
  const { unit, weightUnit } = solution.problem
  return { ...solution, variance: 1 / (unit * unit * weightUnit), errorDf: Infinity }
}

function wellsProblem(request: FitRequest, { sd, count }: NonNullable<FitRequest['wells']>): Problem {
  const problem = makeProblem(request)
  const { unit, weightUnit } = problem
  const within = new Float64Array(sd.length)
  const wells = new Map<number, number>()
  for (let i = 0; i < sd.length; i++) {
    const own = request.weights ? at(request.weights, i) / at(count, i) : 1
    within[i] = ((at(count, i) - 1) * at(sd, i) * at(sd, i) * own) / (unit * unit * weightUnit)
    const x = log10(at(request.dose, i))
    wells.set(x, (wells.get(x) ?? 0) + at(count, i))
  }
  // Sorted, so that the order of the rows cannot change a digit.
  const inside = within.sort().reduce((sum, value) => sum + value, 0)
  return {
    ...problem,
    n: count.reduce((sum, n) => sum + n, 0),
    count: problem.x.map((x) => wells.get(x) ?? 0),
    pureError: problem.pureError + inside,
    totalSquares: problem.totalSquares + inside,
  }
}
