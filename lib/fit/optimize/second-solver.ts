import { levenbergMarquardt } from 'ml-levenberg-marquardt'
import type { Model } from '../models/model.ts'
import { BOTTOM, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { type Box, boxesBySign, isFixed } from './box.ts'
import { leastSquaresOf } from './general.ts'
import type { LeastSquares } from './levenberg.ts'
import type { SecondOpinion } from '../types.ts'
import type { Solution } from './solve.ts'

/**
 * ml-levenberg-marquardt on a sum of squares, analytic Jacobian, from a start.
 *
 * The package's `weights` are not used: 5.1.0 squares them in the gradient and inverts them in the Hessian. They are in
 * the residuals already. Its damping and its tolerance are absolute, so the residuals should be of size 1. It may throw
 * on a near-singular step; the start then stands.
 *
 * @returns where it got to, or the start where it failed
 */
export function packageDescent(
  problem: LeastSquares,
  box: Box,
  start: Float64Array,
  { iterations, damping }: { iterations: number; damping: number },
): Float64Array {
  const { count } = problem
  const free = Array.from(start.keys()).filter((k) => !isFixed(box, k))
  if (free.length === 0 || count < 2) return start
  const full = start.slice()
  const residual = new Float64Array(count)
  const jacobian = new Float64Array(count * problem.size)
  const load = (values: readonly number[]) => {
    free.forEach((k, j) => {
      full[k] = values[j] as number
    })
  }
  // The package knows data and a model: the data are 0 and the model is minus the residuals.
  try {
    const { parameterValues } = levenbergMarquardt(
      { x: Array.from({ length: count }, (_, i) => i), y: Array.from({ length: count }, () => 0) },
      (values) => {
        load(values)
        problem.residuals(full, residual)
        const now = residual.slice()
        return (i) => -at(now, i)
      },
      {
        initialValues: free.map((k) => at(start, k)),
        minValues: free.map((k) => at(box.lower, k)),
        maxValues: free.map((k) => at(box.upper, k)),
        jacobianFunction: (values) => {
          load(values)
          problem.jacobian(full, jacobian)
          const now = jacobian.slice()
          return (i) => free.map((k) => at(now, k * count + i))
        },
        damping,
        maxIterations: iterations,
        errorTolerance: 1e-15,
      },
    )
    load(parameterValues)
  } catch {
    return start
  }
  return full.every(Number.isFinite) ? full : start
}

const ITERATIONS = 20
const ALLOWED = 1e-9

/** Starts ml-levenberg-marquardt at our optimum, inside the same box. It must not lower the RSS. */
export function checkBySecondSolver({ search, limits, theta, problem, model }: Solution): SecondOpinion {
  const squares = leastSquaresOf(search)
  const reached = packageDescent(squares, limits, theta, { iterations: ITERATIONS, damping: 1e-2 })
  const rssAt = (point: Float64Array) => {
    const residual = new Float64Array(squares.count)
    squares.residuals(point, residual)
    return residual.reduce((sum, r) => sum + r * r, 0) + problem.pureError
  }
  const ours = rssAt(theta)
  // Residuals at rounding level cannot be ranked.
  const isComparable = ours > 1e-24 * problem.n && keepsOrder(limits, model, reached)
  const change = isComparable ? rssAt(reached) / ours - 1 : 0
  return {
    solver: 'ml-levenberg-marquardt 5.1.0',
    iterations: ITERATIONS,
    change: Math.min(change, 0),
    agrees: change >= -ALLOWED,
  }
}

/** Where top ≥ bottom is required the package, which knows a box only, may have left by trading their names. */
function keepsOrder(limits: Box, model: Model, reached: Float64Array): boolean {
  if (!model.shape || at(reached, TOP) >= at(reached, BOTTOM)) return true
  return boxesBySign(limits, model).every(({ isOrdered }) => !isOrdered)
}
