import { variantsOf } from '../fit/models/table.ts'
import { makeProblem } from '../fit/optimize/problem.ts'
import { checkBySecondSolver } from '../fit/optimize/second-solver.ts'
import { solveVariants } from '../fit/optimize/solve.ts'
import type { FitRequest } from '../fit/types.ts'
import type { FitResult } from './result-schema.ts'

/**
 * Whether a solver of another make finds a lower sum of squares from our optimum. Null where none is minimised (another
 * loss, weights that follow the curve, limits or means), and where there is no optimum.
 */
export function secondOpinion(request: FitRequest): NonNullable<FitResult['secondSolver']> | null {
  const isPlain = request.loss === 'squares' && request.weighting === 'none'
  if (!isPlain || request.wells || request.censoring) return null
  const { constraints } = request
  const models = variantsOf(request.model, constraints, request.variant)
  const solution = solveVariants(makeProblem(request), constraints, { models })
  return solution && checkBySecondSolver(solution)
}
