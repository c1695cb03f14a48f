import { logistic4Model } from '../models/logistic4.ts'
import type { Model } from '../models/model.ts'
import { type Shape, SHAPE_PLACES } from '../models/shape.ts'
import { logistic } from '../models/shapes.ts'
import type { Problem } from './problem.ts'

/**
 * Scratch of one search, reused by every descent on one problem. Given what is not linear a sigmoid is linear in its
 * plateaus, so the search runs over logEc50, hill (and asymmetry) and the plateaus are solved exactly (variable
 * projection, Golub and Pereyra 1973).
 */
export interface Search {
  readonly problem: Problem
  readonly model: Model
  /** Null for the models that the general solver fits. */
  readonly shape: Shape | null
  readonly isLogistic: boolean
  /** Number of parameters, and of those the projected search runs over. */
  readonly size: number
  readonly inner: number
  readonly theta: Float64Array
  /** Fraction of the way to the top, and to the bottom, per dose. Both kept: 1 − g loses the tail. */
  readonly g: Float64Array
  readonly q: Float64Array
  readonly residual: Float64Array
  /** Half gradient and Hessians of the scaled RSS, row-major size × size. */
  readonly curvature: Curvature
  readonly places: Float64Array
  /** Reduced Hessian and step of the projected search, and what solves for it. */
  readonly reduced: Float64Array
  readonly slope: Float64Array
  readonly step: Float64Array
  readonly point: Float64Array
  readonly isHeld: Uint8Array
  readonly factor: Float64Array
}

export interface Curvature {
  readonly gradient: Float64Array
  /** JᵀWJ. */
  readonly expected: Float64Array
  /** JᵀWJ − Σ w r ∇²f. */
  readonly observed: Float64Array
}

export function makeSearch(problem: Problem, model: Model = logistic4Model): Search {
  const m = problem.x.length
  const size = model.parameters.length
  const inner = Math.max(1, size - 2)
  return {
    problem,
    model,
    shape: model.shape,
    isLogistic: model.shape === logistic,
    size,
    inner,
    theta: new Float64Array(size),
    g: new Float64Array(m),
    q: new Float64Array(m),
    residual: new Float64Array(m),
    curvature: {
      gradient: new Float64Array(size),
      expected: new Float64Array(size * size),
      observed: new Float64Array(size * size),
    },
    places: new Float64Array(SHAPE_PLACES),
    reduced: new Float64Array(inner * inner),
    slope: new Float64Array(inner),
    step: new Float64Array(inner),
    point: new Float64Array(inner),
    isHeld: new Uint8Array(inner),
    factor: new Float64Array(inner * inner),
  }
}
