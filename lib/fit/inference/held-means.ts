import { constraintOf, isMeanOfControls } from '../models/model.ts'
import { at } from '../numbers.ts'
import { curvatureAt, type Solution } from '../optimize/solve.ts'
import type { Constraints } from '../types.ts'
import { blockOf, inverseOfPositive } from './matrix.ts'

/** A plateau held at a mean of controls, and how the estimates move with it. */
export interface HeldMean {
  readonly index: number
  /** Scaled variance of the mean. */
  readonly variance: number
  /** ∂θ/∂(the mean) over the interior parameters. */
  readonly slope: Float64Array
}

/** The solution with the plateaus that its constraints hold at means of control wells. */
export function withHeldMeans(solution: Solution, constraints: Constraints): Solution {
  const { model, problem } = solution
  const held = model.parameters.flatMap((spec, index) => {
    const constraint = constraintOf(constraints, spec)
    if (constraint.kind !== 'fixed' || !isMeanOfControls(constraint) || spec.unit !== 'response') return []
    return [{ index, variance: (constraint.variance ?? 0) / (problem.unit * problem.unit) }]
  })
  return held.length === 0 ? solution : { ...solution, held }
}

/**
 * How the estimates follow each held mean: the optimum moves by −H⁻¹ ∂²(½ RSS)/∂θ∂c, H the Hessian over the interior
 * parameters. Without it intervals of a curve whose plateau comes from controls are too narrow (science.md 2).
 *
 * @returns null where the Hessian is not positive definite
 */
export function heldMeansOf({ search, theta, interior, held = [] }: Solution): readonly HeldMean[] | null {
  if (held.length === 0) return []
  const { observed } = curvatureAt(search, theta)
  const k = interior.length
  const inverse = inverseOfPositive(blockOf(observed, theta.length, interior), k)
  if (!inverse) return null
  return held.map(({ index, variance }) => {
    const slope = new Float64Array(k)
    for (let i = 0; i < k; i++) {
      let sum = 0
      interior.forEach((row, j) => {
        sum += at(inverse.values, i * k + j) * at(observed, theta.length * row + index)
      })
      slope[i] = -sum
    }
    return { index, variance, slope }
  })
}

/** Variance of a function of the parameters from the held means alone, beyond their part in the covariance itself. */
export function heldVariance(
  means: readonly HeldMean[],
  interior: readonly number[],
  gradient: Float64Array,
): number {
  return means.reduce((sum, { index, variance, slope }) => {
    const through = interior.reduce((total, row, i) => total + at(slope, i) * at(gradient, row), 0)
    const own = at(gradient, index)
    return sum + variance * own * (own + 2 * through)
  }, 0)
}
