import { indexOf, type Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { type Box, type Limits, makeLimits } from '../optimize/box.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import { makeSearch, type Search } from '../optimize/search.ts'
import type { Constraints } from '../types.ts'
import type { Target } from '../inference/target.ts'
import type { JointRequest } from './types.ts'

/** One curve in the scale that all curves have in common. */
export interface Block {
  readonly name: string
  readonly problem: Problem
  readonly search: Search
  /** As its fit alone would see it. */
  readonly own: Problem
  readonly constraints: Constraints
  readonly limits: Limits
  /** √w per dose. */
  readonly root: Float64Array
  /** That the curve takes the target at a dose: one residual more, of weight W. What a profile of a dose holds. */
  readonly condition: { readonly target: Target; readonly logDose: number; readonly weight: number } | null
}

/**
 * A point of the search is `theta`, curves × size, each curve's whole vector after the other's; entries of a shared
 * parameter are equal in all of them, and so are their limits.
 */
export interface JointProblem {
  readonly model: Model
  readonly size: number
  /** Sorted by name, so that row order cannot change a digit. */
  readonly blocks: readonly Block[]
  /** All rows as one curve: carries the scale. */
  readonly whole: Problem
  readonly isShared: Uint8Array
  /** Indices of the curves' own parameters, then of the shared ones: the order of elimination. */
  readonly order: Int32Array
  readonly ownCount: number
  readonly pureError: number
  /** Rows. */
  readonly n: number
  /** Curve evaluations so far. */
  readonly spent: { work: number }
}

/** Pools and scales a validated request for one variant of the model. */
export function makeJointProblem(request: JointRequest, model: Model): JointProblem {
  const whole = makeProblem(request)
  const size = model.parameters.length
  const isShared = new Uint8Array(size)
  for (const name of request.shared) isShared[indexOf(model, name)] = 1
  const indices = Array.from({ length: size }, (_, k) => k)
  const own = indices.filter((k) => !isShared[k])
  const sharedLimits = makeLimits(request.constraints, whole, model)
  const blocks = [...rowsByCurve(request.curve)].map(([name, rows]): Block => {
    const constraints = { ...request.constraints, ...request.curveConstraints?.[name] }
    const alone = makeProblem(pick(request, rows))
    const problem = rescale(alone, whole)
    return {
      name,
      problem,
      search: makeSearch(problem, model),
      own: alone,
      constraints,
      limits: withShared(makeLimits(constraints, problem, model), sharedLimits, isShared),
      root: problem.w.map(Math.sqrt),
      condition: null,
    }
  })
  return {
    model,
    size,
    blocks,
    whole,
    isShared,
    order: Int32Array.from([...own, ...indices.filter((k) => isShared[k])]),
    ownCount: own.length,
    pureError: blocks.reduce((sum, { problem }) => sum + problem.pureError, 0),
    n: request.dose.length,
    spent: { work: 0 },
  }
}

/** The limits of every curve, one after the other. */
export function boxOf({ blocks, size }: JointProblem, limitsOf: (block: Block) => Box): Box {
  const lower = new Float64Array(blocks.length * size)
  const upper = new Float64Array(blocks.length * size)
  blocks.forEach((block, c) => {
    const limits = limitsOf(block)
    lower.set(limits.lower, c * size)
    upper.set(limits.upper, c * size)
  })
  return { lower, upper }
}

/** Residual rows of a curve: its doses, and the condition where it has one. */
export function rowsOf({ problem, condition }: Block): number {
  return problem.x.length + (condition ? 1 : 0)
}

/** The part of one curve in a vector over all. */
export function partOf(theta: Float64Array, c: number, size: number): Float64Array {
  return theta.subarray(c * size, (c + 1) * size)
}

/** Rows of each curve, curves in the order of their names. */
function rowsByCurve(curve: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>()
  for (const name of new Set(curve.toSorted())) rows.set(name, [])
  curve.forEach((name, row) => rows.get(name)?.push(row))
  return rows
}

function pick({ dose, response, weights }: JointRequest, rows: readonly number[]) {
  const of = (values: Float64Array) => Float64Array.from(rows, (row) => at(values, row))
  return { dose: of(dose), response: of(response), ...(weights && { weights: of(weights) }) }
}

/** A curve's pooled means in the scale of all curves. */
function rescale(problem: Problem, { shift, unit, weightUnit }: Problem): Problem {
  const stretch = problem.unit / unit
  const lift = (problem.shift - shift) / unit
  const heavier = problem.weightUnit / weightUnit
  const level = (y: number) => y * stretch + lift
  return {
    ...problem,
    y: problem.y.map(level),
    w: problem.w.map((w) => w * heavier),
    pureError: problem.pureError * stretch * stretch * heavier,
    totalSquares: problem.totalSquares * stretch * stretch * heavier,
    totalWeight: problem.totalWeight * heavier,
    mean: level(problem.mean),
    low: level(problem.low),
    high: level(problem.high),
    shift,
    unit,
    weightUnit,
  }
}

function withShared(limits: Limits, shared: Limits, isShared: Uint8Array): Limits {
  const choose = <T>(own: ArrayLike<T>, common: ArrayLike<T>) =>
    Array.from(own, (value, k) => (isShared[k] ? (common[k] as T) : value))
  return {
    lower: Float64Array.from(choose(limits.lower, shared.lower)),
    upper: Float64Array.from(choose(limits.upper, shared.upper)),
    isLowerGuard: choose(limits.isLowerGuard, shared.isLowerGuard),
    isUpperGuard: choose(limits.isUpperGuard, shared.isUpperGuard),
  }
}
