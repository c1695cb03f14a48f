import { BOTTOM, HILL, LOG_EC50, PARAMETERS, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Constraints, ParameterState } from '../types.ts'
import { isFixed, type Limits, makeLimits } from './box.ts'
import { type Curvature, computeCurvature } from './curvature.ts'
import { minimise, minimiseFrom, type Optimum } from './minimise.ts'
import type { Problem } from './problem.ts'
import { evaluateReduced } from './reduced.ts'
import { makeSearch, type Search, type Stop } from './refine.ts'

/** A solved problem in scaled units, turned so that top ≥ bottom where the constraints allow it. */
export interface Solution {
  readonly problem: Problem
  readonly limits: Limits
  readonly search: Search
  readonly theta: Float64Array
  /** Scaled RSS of the wells. */
  readonly rss: number
  readonly states: readonly ParameterState[]
  /** Indices that are not fixed, and those of them off their limits. */
  readonly free: readonly number[]
  readonly interior: readonly number[]
  /** n − free parameters; one at its limit was put there by the data and still counts. */
  readonly df: number
  readonly iterations: number
  readonly stop: Stop
  /** Scaled gradient at rounding level: what makes an optimum of a search that stopped for another reason. */
  readonly isStationary: boolean
  /** Further minima: rss of the wells, log EC50 and hill. */
  readonly others: readonly { readonly rss: number; readonly logEc50: number; readonly hill: number }[]
}

export interface SearchPoint {
  readonly logEc50: number
  readonly hill: number
}

/**
 * Solves a pooled problem under constraints.
 *
 * @param extra  points to descend from besides the grid's, or `only` them
 * @returns null where nothing finite was found
 */
export function solve(
  problem: Problem,
  constraints: Constraints,
  { extra = [], only = false }: { extra?: readonly SearchPoint[]; only?: boolean } = {},
): Solution | null {
  const limits = makeLimits(constraints, problem)
  const search = makeSearch(problem)
  const cold = only ? null : minimise(search, limits)
  const warm = extra.length > 0 ? minimiseFrom(search, limits, extra) : null
  const optimum = cold && warm ? (warm.rss < cold.rss * (1 - 1e-12) ? warm : cold) : (cold ?? warm)
  return optimum && describe(problem, limits, search, optimum)
}

function describe(problem: Problem, limits: Limits, search: Search, optimum: Optimum): Solution {
  const theta = turn(limits, optimum.theta)
  const curvature = curvatureAt(search, theta)
  const free = PARAMETERS.map((_, k) => k).filter((k) => !isFixed(limits, k))
  const states = PARAMETERS.map((_, k) => stateOf(limits, k, at(theta, k)))
  const interior = free.filter((k) => states[k] === 'free')
  const rss = optimum.rss + problem.pureError
  return {
    problem,
    limits,
    search,
    theta,
    rss,
    states,
    free,
    interior,
    df: problem.n - free.length,
    iterations: optimum.iterations,
    stop: optimum.stop,
    isStationary: interior.every((k) => isFlatAlong(curvature, k, rss)),
    others: optimum.others.map((other) => ({
      rss: other.rss + problem.pureError,
      logEc50: at(other.theta, LOG_EC50),
      hill: at(other.theta, HILL),
    })),
  }
}

/** Half gradient and Hessians of the scaled RSS at any point, plateaus as given. */
export function curvatureAt(search: Search, theta: Float64Array): Curvature {
  const { problem, ws, curvature } = search
  const point = { lower: theta, upper: theta, isOrdered: false }
  evaluateReduced(problem, point, ws, at(theta, LOG_EC50), at(theta, HILL))
  computeCurvature(problem, ws, curvature)
  return curvature
}

/** (bottom, top, hill) and (top, bottom, −hill) are the same curve: the one with top ≥ bottom is reported. */
function turn(limits: Limits, theta: Float64Array): Float64Array {
  const turned = Float64Array.of(at(theta, TOP), at(theta, BOTTOM), at(theta, LOG_EC50), -at(theta, HILL))
  const isAllowed = turned.every((value, k) => value >= at(limits.lower, k) && value <= at(limits.upper, k))
  return at(theta, BOTTOM) > at(theta, TOP) && isAllowed ? turned : theta
}

function stateOf(limits: Limits, k: number, value: number): ParameterState {
  if (isFixed(limits, k)) return 'fixed'
  // The search puts a parameter exactly on its limit, where the gradient pushes outward; this only absorbs rounding.
  const slack = 1e-9 * Math.max(1, Math.abs(value))
  if (value <= at(limits.lower, k) + slack) return 'at-lower'
  if (value >= at(limits.upper, k) - slack) return 'at-upper'
  return k === HILL && Math.abs(value) <= 1e-3 * (1 + 1e-9) ? (value > 0 ? 'at-lower' : 'at-upper') : 'free'
}

function isFlatAlong(curvature: Curvature, k: number, rss: number): boolean {
  const scale = Math.sqrt(at(curvature.expected, 5 * k) * rss)
  return Math.abs(at(curvature.gradient, k)) <= 1e-7 * scale + 1e-300
}
