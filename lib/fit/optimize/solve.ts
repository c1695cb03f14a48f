import { logistic4Model } from '../models/logistic4.ts'
import { indexOf, type Model } from '../models/model.ts'
import { BOTTOM, HILL, TOP } from '../models/parameters.ts'
import { SHALLOWEST_HILL } from '../models/specs.ts'
import { at } from '../numbers.ts'
import type { Constraints, ParameterState } from '../types.ts'
import { isFixed, type Limits, makeLimits } from './box.ts'
import { computeCurvature } from './curvature.ts'
import { generalCurvature } from './general-curvature.ts'
import { type Effort, minimise, minimiseFrom } from './minimise.ts'
import type { Problem } from './problem.ts'
import { evaluateAt } from './reduced.ts'
import type { Likely } from './likelihood.ts'
import type { Optimum } from './rank.ts'
import type { Stop } from './refine.ts'
import { type Curvature, makeSearch, type Search } from './search.ts'

/** A solved problem in scaled units, turned so that top ≥ bottom where the constraints allow it. */
export interface Solution {
  readonly problem: Problem
  readonly model: Model
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
  /** Scaled variance of a well of weight 1, where it is known or comes from elsewhere than RSS/df. */
  readonly variance?: number
  /** Degrees of freedom of that variance for quantiles: Infinity where it is known. Absent: `df`. */
  readonly errorDf?: number
  /** Of a loss that is a likelihood: what profiles, AICc and reports take from it. */
  readonly likely?: Likely
  /** Mixed second derivatives with an unknown scatter, per dose, and the scatter's own: they widen the errors. */
  readonly nuisance?: { readonly mixed: Float64Array; readonly own: number }
  /** Weights per dose that the information has in place of the problem's: a censored well says less than a measured one. */
  readonly information?: Float64Array
  /** Weights per dose that the observed information has besides: of a likelihood that is not least squares. */
  readonly extraInformation?: Float64Array
  /** Plateaus held at means of control wells, whose scaled variance joins that of the estimates. */
  readonly held?: readonly { readonly index: number; readonly variance: number }[]
  /** Further minima, best first: RSS of the wells, vector and midpoint (NaN without one). */
  readonly others: readonly {
    readonly rss: number
    readonly theta: Float64Array
    readonly logEc50: number
  }[]
}

interface SolveOptions {
  readonly model?: Model
  /** Vectors to descend from besides the grid's, or `only` them. */
  readonly extra?: readonly Float64Array[]
  readonly only?: boolean
  readonly effort?: Effort
  /** An RSS of the wells that counts as reached: what ends above it need not be a minimum. */
  readonly ceiling?: number
}

/**
 * Solves a pooled problem under constraints.
 *
 * @returns null where nothing finite was found
 */
export function solve(
  problem: Problem,
  constraints: Constraints,
  {
    model = logistic4Model,
    extra = [],
    only = false,
    effort = 'two-tier',
    ceiling = Infinity,
  }: SolveOptions = {},
): Solution | null {
  const limits = makeLimits(constraints, problem, model)
  const search = makeSearch(problem, model)
  const cold = only ? null : minimise(search, limits, effort, ceiling - problem.pureError)
  const warm = extra.length > 0 ? minimiseFrom(search, limits, extra) : null
  const optimum = cold && warm ? (warm.rss < cold.rss * (1 - 1e-12) ? warm : cold) : (cold ?? warm)
  return optimum && describe(limits, search, optimum)
}

/** The best of a model's variants, the first on a tie. */
export function solveVariants(
  problem: Problem,
  constraints: Constraints,
  { models, ...options }: Omit<SolveOptions, 'model'> & { readonly models: readonly Model[] },
): Solution | null {
  let best: Solution | null = null
  for (const model of models) {
    const solution = solve(problem, constraints, { ...options, model, ...(best && { ceiling: best.rss }) })
    if (solution && (!best || solution.rss < best.rss * (1 - 1e-12))) best = solution
  }
  return best
}

/** What there is to say of an optimum, turned as it is reported. */
export function describe(limits: Limits, search: Search, optimum: Optimum): Solution {
  const { problem, model } = search
  const theta = turn(limits, model, optimum.theta)
  const curvature = curvatureAt(search, theta)
  const indices = Array.from(theta.keys())
  const free = indices.filter((k) => !isFixed(limits, k))
  const states = indices.map((k) => stateOf(limits, model, k, theta))
  const interior = free.filter((k) => states[k] === 'free')
  const rss = optimum.rss + problem.pureError
  return {
    problem,
    model,
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
      theta: other.theta,
      logEc50: model.midpoint(other.theta) ?? Number.NaN,
    })),
  }
}

/** Half gradient and Hessians of the scaled RSS at any point, plateaus as given. */
export function curvatureAt(search: Search, theta: Float64Array): Curvature {
  if (!search.shape) return generalCurvature(search, theta)
  evaluateAt(search, theta)
  computeCurvature(search)
  return search.curvature
}

/** Of the vectors that are the same curve the one with top ≥ bottom, then the lower midpoint first, is reported. */
export function turn(limits: Limits, model: Model, theta: Float64Array): Float64Array {
  if (model.shape && at(theta, BOTTOM) <= at(theta, TOP)) return theta
  const [first, second] = [indexOf(model, 'logEc50First'), indexOf(model, 'logEc50Second')]
  const disorder = (vector: Float64Array) =>
    (indexOf(model, 'top') === TOP && at(vector, BOTTOM) > at(vector, TOP) ? 2 : 0) +
    (first >= 0 && at(vector, first) > at(vector, second) ? 1 : 0)
  let best = theta
  for (const other of model.equivalents(theta)) {
    if (disorder(other) < disorder(best) && isAllowed(limits, model, other)) best = other
  }
  return best
}

function isAllowed(limits: Limits, model: Model, theta: Float64Array): boolean {
  return theta.every((value, k) => {
    const size = model.parameters[k]?.whenAbsent === 'unit' && limits.lower[k] === 1 ? Math.abs(value) : value
    return size >= at(limits.lower, k) && size <= at(limits.upper, k)
  })
}

export function stateOf(limits: Limits, model: Model, k: number, theta: Float64Array): ParameterState {
  if (isFixed(limits, k)) return 'fixed'
  const value = at(theta, k)
  // The search puts a parameter exactly on its limit, where the gradient pushes outward; this only absorbs rounding.
  const slack = 1e-9 * Math.max(1, Math.abs(value))
  if (value <= at(limits.lower, k) + slack) return 'at-lower'
  if (value >= at(limits.upper, k) - slack) return 'at-upper'
  const name = model.parameters[k]?.name
  if (k === HILL && name === 'hill' && Math.abs(value) <= SHALLOWEST_HILL * (1 + 1e-9)) {
    return value > 0 ? 'at-lower' : 'at-upper'
  }
  const isJoined =
    name === 'logEc50Second' && model.name === 'bell' && value === at(theta, indexOf(model, 'logEc50First'))
  return isJoined ? 'at-lower' : 'free'
}

function isFlatAlong(curvature: Curvature, k: number, rss: number): boolean {
  const diagonal = k * (curvature.gradient.length + 1)
  const scale = Math.sqrt(at(curvature.expected, diagonal) * rss)
  return Math.abs(at(curvature.gradient, k)) <= 1e-7 * scale + 1e-300
}
