import { at } from '../numbers.ts'
import type { Box } from '../optimize/box.ts'
import { curvatureAt } from '../optimize/solve.ts'
import { solveBlocks } from './arrow-hessian.ts'
import { jointRss } from './evaluate.ts'
import { type JointProblem, partOf, rowsOf } from './joint-problem.ts'

const ROUNDS = 8
const STATIONARY = 1e-7
const RESTING = 1e-12

/**
 * Newton steps on the exact Hessian of what is off its limits, from near a minimum: Levenberg-Marquardt converges
 * linearly there, and its last digits would be slow to come.
 *
 * @returns null where the Hessian is not positive definite, or a condition is held (its curvature is not known exactly)
 */
export function polish(joint: JointProblem, box: Box, start: Float64Array): Point | null {
  if (joint.blocks.some(({ condition }) => condition !== null)) return null
  const residual = joint.blocks.map((block) => new Float64Array(rowsOf(block)))
  let theta = start
  let rss = jointRss(joint, theta, residual)
  const floor = 1e-13 * (rss + joint.pureError)
  for (let round = 0; round < ROUNDS; round++) {
    const curvature = jointCurvature(joint, theta)
    const active = interiorOf(box, theta)
    const setting = { active, total: rss + joint.pureError, tolerance: RESTING }
    const isRelease = isPushedInside(joint, curvature, box, { theta, ...setting })
    if (!isRelease && isFlat(joint, curvature, setting)) break
    const step = isRelease ? null : solveBlocks(joint, curvature.observed, curvature.gradient, active)
    if (!step) return round === 0 ? null : { theta, rss }
    const next = theta.map((value, k) =>
      active[k] ? Math.min(Math.max(value - at(step, k), at(box.lower, k)), at(box.upper, k)) : value,
    )
    const reached = jointRss(joint, next, residual)
    if (!(reached <= rss + floor)) break
    const isResting = rss - reached <= floor && round > 1
    theta = next
    rss = reached
    if (isResting) break
  }
  return { theta, rss }
}

/** Whether the scaled gradient of what is off its limits is at rounding level, and that of the rest points outward. */
export function isStationaryAt(joint: JointProblem, box: Box, { theta, rss }: Point): boolean {
  const curvature = jointCurvature(joint, theta)
  const setting = { active: interiorOf(box, theta), total: rss + joint.pureError, tolerance: STATIONARY }
  const isInside = isPushedInside(joint, curvature, box, { theta, ...setting })
  return !isInside && isFlat(joint, curvature, setting)
}

interface Point {
  readonly theta: Float64Array
  /** Scaled RSS of the dose means. */
  readonly rss: number
}

export interface JointCurvature {
  /** Half gradient of the RSS, entries of a shared parameter being those of all curves together. */
  readonly gradient: Float64Array
  /** Per curve, row-major size × size. */
  readonly observed: readonly Float64Array[]
  readonly expected: readonly Float64Array[]
  /** Per parameter the diagonal of `expected` summed over the curves. */
  readonly shared: Float64Array
}

/** Half gradient and the curves' Hessians at a point. */
export function jointCurvature(joint: JointProblem, theta: Float64Array): JointCurvature {
  const { blocks, size, isShared } = joint
  const gradient = new Float64Array(theta.length)
  const total = new Float64Array(size)
  const curvatures = blocks.map((block, c) => {
    const { gradient: own, observed, expected } = curvatureAt(block.search, partOf(theta, c, size))
    for (let k = 0; k < size; k++) {
      gradient[c * size + k] = at(own, k)
      total[k] = at(total, k) + at(own, k)
    }
    return { observed: observed.slice(), expected: expected.slice() }
  })
  for (let c = 0; c < blocks.length; c++) {
    for (let k = 0; k < size; k++) if (isShared[k]) gradient[c * size + k] = at(total, k)
  }
  joint.spent.work += blocks.length
  const shared = new Float64Array(size).map((_, k) =>
    curvatures.reduce((sum, { expected }) => sum + at(expected, k * (size + 1)), 0),
  )
  return {
    gradient,
    shared,
    observed: curvatures.map(({ observed }) => observed),
    expected: curvatures.map(({ expected }) => expected),
  }
}

function interiorOf(box: Box, theta: Float64Array): Uint8Array {
  return Uint8Array.from(theta, (value, k) => (value > at(box.lower, k) && value < at(box.upper, k) ? 1 : 0))
}

interface Setting {
  readonly active: Uint8Array
  readonly total: number
  readonly tolerance: number
}

/** Something on its limit would go inside: the active set is not that of a minimum. */
function isPushedInside(
  joint: JointProblem,
  curvature: JointCurvature,
  box: Box,
  { theta, total }: Pick<Setting, 'total'> & { readonly theta: Float64Array },
): boolean {
  return theta.some((value, k) => {
    const [low, high] = [at(box.lower, k), at(box.upper, k)]
    if (!(low < high && (value <= low || value >= high))) return false
    const slope = at(curvature.gradient, k) / Math.sqrt(squareAt(joint, curvature, k) * total)
    return value <= low ? slope < -STATIONARY : slope > STATIONARY
  })
}

function isFlat(joint: JointProblem, curvature: JointCurvature, { active, total, tolerance }: Setting) {
  return curvature.gradient.every(
    (slope, k) =>
      !active[k] || Math.abs(slope) <= tolerance * Math.sqrt(squareAt(joint, curvature, k) * total) + 1e-300,
  )
}

/** Squared length of the Jacobian's column of one entry. */
function squareAt({ size, isShared }: JointProblem, { expected, shared }: JointCurvature, entry: number) {
  const k = entry % size
  if (isShared[k]) return at(shared, k)
  return at(expected[Math.floor(entry / size)] as Float64Array, k * (size + 1))
}
