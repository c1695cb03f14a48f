import { at } from '../numbers.ts'
import type { LeastSquares } from '../optimize/levenberg.ts'
import type { Equation } from './equation.ts'
import type { EquationRequest } from './types.ts'

/** The residuals of an equation over √(mean weight) and the range of the responses, so that they are of size 1. */
export interface EquationSquares extends LeastSquares {
  rss(theta: Float64Array): number
  /** In response units. */
  unscale(rss: number): number
  /** Row without a finite value at a point, −1 where all have one. */
  firstWithoutValue(theta: Float64Array): number
}

export function makeEquationSquares(
  { dose, response, weights }: EquationRequest,
  equation: Equation,
): EquationSquares {
  const count = dose.length
  const size = equation.parameters.length
  const unit = rangeOf(response)
  const weightUnit = weights ? weights.reduce((sum, w) => sum + w, 0) / count : 1
  const root = Float64Array.from(dose, (_, i) => Math.sqrt(weights ? at(weights, i) / weightUnit : 1) / unit)
  const residual = new Float64Array(count)
  const gradient = new Float64Array(size)
  const squares: LeastSquares = {
    count,
    size,
    residuals(theta, out) {
      let isFinite = true
      for (let i = 0; i < count; i++) {
        out[i] = at(root, i) * (at(response, i) - equation.value(theta, at(dose, i)))
        if (!Number.isFinite(at(out, i))) isFinite = false
      }
      return isFinite
    },
    jacobian(theta, out) {
      let isFinite = true
      for (let i = 0; i < count; i++) {
        equation.gradient(theta, at(dose, i), gradient)
        for (let k = 0; k < size; k++) {
          out[k * count + i] = at(root, i) * at(gradient, k)
          if (!Number.isFinite(at(out, k * count + i))) isFinite = false
        }
      }
      return isFinite
    },
  }
  return {
    ...squares,
    rss: (theta) =>
      squares.residuals(theta, residual) ? residual.reduce((sum, r) => sum + r * r, 0) : Infinity,
    unscale: (rss) => rss * unit * unit * weightUnit,
    firstWithoutValue: (theta) => dose.findIndex((d) => !Number.isFinite(equation.value(theta, d))),
  }
}

function rangeOf(response: Float64Array): number {
  let [low, high] = [Infinity, -Infinity]
  for (const y of response) {
    low = Math.min(low, y)
    high = Math.max(high, y)
  }
  return high - low || Math.abs(high) || 1
}
