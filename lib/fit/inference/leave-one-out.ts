import { LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { makeProblem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'

/** One well of more than this cannot move a potency 3-fold, and as many fits would take seconds. */
const MOST_POINTS = 400

/**
 * Multiple of the relative potency with each point left out: 1.15 means 15 % higher without it.
 *
 * @returns n ratios in the order of the points, NaN where the fit without that point fails; null above 400 points
 */
export function leaveOneOut(request: FitRequest, solution: Solution): Float64Array | null {
  if (request.dose.length > MOST_POINTS) return null
  const { theta, others } = solution
  const extra = [theta, ...others.slice(0, 3).map((other) => other.theta)]
  return request.dose.map((_, left) => {
    const keep = (values: Float64Array) => values.filter((_value, i) => i !== left)
    const response = keep(request.response)
    const weights = request.weights && keep(request.weights)
    if (response.length === 0) return Number.NaN
    const problem = makeProblem({ dose: keep(request.dose), response, weights })
    if (problem.x.length < solution.free.length) return Number.NaN
    const without = solve(problem, request.constraints, { extra, only: true })
    return without ? 10 ** (at(without.theta, LOG_EC50) - at(theta, LOG_EC50)) : Number.NaN
  })
}
