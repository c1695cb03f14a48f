import { pow10 } from '../numerics/elementary.ts'
import { makeProblem } from '../optimize/problem.ts'
import { type Solution, solve } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'

/** One well of more than this cannot move a potency 3-fold, and as many fits would take seconds. */
const MOST_POINTS = 400

/**
 * Multiple of the relative potency with each point left out: 1.15 means 15 % higher without it.
 *
 * @returns n ratios in the order of the points, NaN where the fit without that point fails; null above
 * 400 points and where the model has no midpoint
 */
export function leaveOneOut(request: FitRequest, solution: Solution): Float64Array | null {
  if (request.dose.length > MOST_POINTS) return null
  const { model, theta, others } = solution
  const here = model.midpoint(theta)
  if (here === null) return null
  const extra = [theta, ...others.slice(0, 3).map((other) => other.theta)]
  return request.dose.map((_, left) => {
    const keep = (values: Float64Array) => values.filter((_value, i) => i !== left)
    const response = keep(request.response)
    const weights = request.weights && keep(request.weights)
    if (response.length === 0) return Number.NaN
    const problem = makeProblem({ dose: keep(request.dose), response, weights })
    if (problem.x.length < solution.free.length) return Number.NaN
    const without = solve(problem, request.constraints, { model, extra, only: true })
    const there = without && model.midpoint(without.theta)
    return there === null ? Number.NaN : pow10(there - here)
  })
}
