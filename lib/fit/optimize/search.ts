import { logistic4Model } from '../models/logistic4.ts'
import type { Model } from '../models/model.ts'
import { type Shape, SHAPE_PLACES } from '../models/shape.ts'
import { asymmetricBottom, asymmetricTop, logistic } from '../models/shapes.ts'
import type { Problem } from './problem.ts'
import { type Found, makeFound } from './rivals.ts'

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
  readonly isAsymmetric: boolean
  /** Number of parameters, and of those the projected search runs over. */
  readonly size: number
  readonly inner: number
  readonly theta: Float64Array
  /** Fraction of the way to the top, and to the bottom, per dose. Both kept: 1 − g loses the tail. */
  readonly g: Float64Array
  readonly q: Float64Array
  readonly residual: Float64Array
  /** What the fractions of an asymmetric curve were made of. */
  readonly share: Float64Array
  readonly logPower: Float64Array
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
  /** 1 in the first place when the step was made longer than Newton's. */
  readonly isStretched: Uint8Array
  /** Plateaus that a rejected step drove onto their limit (1 lower, 2 upper): planned to end there until one is taken. */
  readonly isBlocked: Uint8Array
  readonly found: Found
}

export interface Curvature {
  readonly gradient: Float64Array
  /** JᵀWJ. */
  readonly expected: Float64Array
  /** JᵀWJ − Σ w r ∇²f. */
  readonly observed: Float64Array
}

/**
 * Room that all searches share, since none is left half-way: every use fills what it reads. Only the curvature belongs
 * to its search, because callers keep it.
 */
const scratch = {
  g: new Float64Array(64),
  q: new Float64Array(64),
  residual: new Float64Array(64),
  share: new Float64Array(64),
  logPower: new Float64Array(64),
  places: new Float64Array(SHAPE_PLACES),
  isStretched: new Uint8Array(1),
  isBlocked: new Uint8Array(2),
  found: makeFound(),
  inner: [1, 2, 3].map((inner) => ({
    // For two variables the last three: what plateaus driven to a limit add to the gradient, and to the RSS.
    reduced: new Float64Array(inner * inner + 3),
    slope: new Float64Array(inner),
    step: new Float64Array(inner),
    point: new Float64Array(inner),
    isHeld: new Uint8Array(inner),
    factor: new Float64Array(inner * inner),
  })),
  theta: Array.from({ length: 9 }, (_, size) => new Float64Array(size)),
}

function reserve(doses: number): void {
  if (scratch.g.length >= doses) return
  scratch.g = new Float64Array(2 * doses)
  scratch.q = new Float64Array(2 * doses)
  scratch.residual = new Float64Array(2 * doses)
  scratch.share = new Float64Array(2 * doses)
  scratch.logPower = new Float64Array(2 * doses)
}

/** @param curvature  of an earlier search on the same model that no one needs any more; absent: a new one */
export function makeSearch(
  problem: Problem,
  model: Model = logistic4Model,
  curvature: Curvature = makeCurvature(model),
): Search {
  reserve(problem.x.length)
  const size = model.parameters.length
  const inner = Math.min(3, Math.max(1, size - 2))
  const { reduced, slope, step, point, isHeld, factor } = scratch.inner[
    inner - 1
  ] as (typeof scratch.inner)[0]
  return {
    problem,
    model,
    shape: model.shape,
    isLogistic: model.shape === logistic,
    isAsymmetric: model.shape === asymmetricBottom || model.shape === asymmetricTop,
    size,
    inner,
    theta: scratch.theta[size] as Float64Array,
    g: scratch.g,
    q: scratch.q,
    residual: scratch.residual,
    share: scratch.share,
    logPower: scratch.logPower,
    curvature,
    places: scratch.places,
    reduced,
    slope,
    step,
    point,
    isHeld,
    factor,
    isStretched: scratch.isStretched,
    isBlocked: scratch.isBlocked,
    found: scratch.found,
  }
}

export function makeCurvature({ parameters }: Model): Curvature {
  const size = parameters.length
  return {
    gradient: new Float64Array(size),
    expected: new Float64Array(size * size),
    observed: new Float64Array(size * size),
  }
}
