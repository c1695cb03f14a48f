import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { makeLimits } from '../optimize/box.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import { makeSearch } from '../optimize/search.ts'
import { describe, type Solution, solve, solveVariants } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'
import { medianScale, ROBUST_SHAPES, type RobustLoss, type RobustShape, routScale } from './robust-weights.ts'

const MOST_ROUNDS = 400
/** Of the models that have no projected search, where a round costs some fifty times as much. */
const MOST_GENERAL_ROUNDS = 250
const MOST_LOOKS = 3
/** Largest move of the fitted curve at any dose, in parts of the response range: a steep slope itself never rests. */
const SETTLED = 1e-13
/** A well out of reach keeps this weight: no digit of the fit knows it, and the problem keeps its scale. */
const LEAST_WEIGHT = 1e-12

/** Solution on all wells at weight 1 with the robust estimates, and the residuals over their scale. */
interface RobustFit {
  readonly solution: Solution
  /** Weighted residuals √w (y − ŷ), response units, in the order of the rows. */
  readonly residuals: Float64Array
  readonly scale: number
  /** The wells at the weights they came to rest with. */
  readonly reweighted: Problem
}

/**
 * M-estimate by iterative reweighting to a fixed point. `huber` renews its scale with the fit, from least squares; `tukey`
 * starts from the Huber fit and keeps its scale; `lorentz` renews ROUT's. Errors are those of MASS's `summary.rlm`; there
 * is no profile, so intervals are Wald's or bootstrap's.
 */
export function settleRobust(
  request: FitRequest,
  models: readonly Model[],
  { loss, near }: { readonly loss: RobustLoss; readonly near: Solution | null },
): Settled | null {
  const fit = robustFit(request, models, { loss, near })
  if (!fit) return null
  const variance = varianceOf(fit, ROBUST_SHAPES[loss])
  return {
    // Both kinds of covariance are JᵀWJ's: the Hessian of the RSS is that of another loss.
    solution: { ...fit.solution, variance, errorDf: fit.solution.df, information: fit.solution.problem.w },
    request,
    flatProblem: fit.reweighted,
    canProfile: false,
    canLeaveOut: false,
  }
}

/** The fit alone. @param near a solution that differs little from the one sought */
export function robustFit(
  request: FitRequest,
  models: readonly Model[],
  { loss, near }: { readonly loss: RobustLoss; readonly near: Solution | null },
): RobustFit | null {
  const extra = near ? [near.theta] : []
  const options = { models, extra, only: near !== null }
  const start = solveVariants(makeProblem(request), request.constraints, options)
  if (!start) return null
  const first = loss === 'lorentz' ? 'lorentz' : 'huber'
  // Near a solution no one looks far: whoever renews weights does so at the end.
  const descend = near ? iterate : iterateWidely
  const fit = descend(request, start, { models, shape: ROBUST_SHAPES[first], scale: null })
  if (loss !== 'tukey' || !fit) return fit
  return descend(request, fit.solution, { models, shape: ROBUST_SHAPES.tukey, scale: fit.scale })
}

interface Iterating {
  readonly models: readonly Model[]
  readonly shape: RobustShape
  /** Null: renewed in every round, ROUT's for the Lorentzian. */
  readonly scale: number | null
}

/**
 * Down from a start, then from the lowest minimum at the weights found there: a wild well can hold least squares, and all
 * that begins from it, in a basin of its own.
 */
function iterateWidely(request: FitRequest, start: Solution, how: Iterating): RobustFit | null {
  let best = iterate(request, start, how)
  for (let look = 0; best && look < MOST_LOOKS; look++) {
    const wide = solveVariants(best.reweighted, request.constraints, { models: how.models })
    if (!wide || isSameCurve(wide, best.solution)) return best
    const next = iterate(request, wide, how)
    if (!next || !(costOf(next, how) < costOf(best, how) * (1 - 1e-9))) return best
    best = next
  }
  return best
}

/** What the lower of two fits has less of: the loss at one scale, or the scale where that is part of the fit. */
function costOf({ residuals, scale }: RobustFit, { shape, scale: held }: Iterating): number {
  return held === null || !(held > 0)
    ? scale
    : residuals
        .map((r) => shape.cost(r / held))
        .sort()
        .reduce((sum, cost) => sum + cost, 0)
}

function isSameCurve(a: Solution, b: Solution): boolean {
  return a.model === b.model && largestMove(a.problem, a.model, [a.theta, b.theta]) < 1e-6
}

function iterate(request: FitRequest, start: Solution, { shape, scale: held }: Iterating): RobustFit | null {
  const { model } = start
  const scaleOf = (residuals: Float64Array) =>
    held ?? (shape === ROBUST_SHAPES.lorentz ? routScale(residuals, start.df) : medianScale(residuals))
  let { theta } = start
  let scale = 0
  let reweighted = start.problem
  let iterations = 0
  const rounds = model.shape ? MOST_ROUNDS : MOST_GENERAL_ROUNDS
  for (; iterations < rounds; iterations++) {
    const residuals = residualsOf(request, model, { theta, problem: start.problem })
    scale = scaleOf(residuals)
    // Half of the wells on the curve: there is no scatter to weigh by.
    if (!(scale > 0)) break
    const weights = residuals.map((r, i) => {
      const given = request.weights ? at(request.weights, i) : 1
      return given * Math.max(LEAST_WEIGHT, shape.weight(r / scale))
    })
    reweighted = makeProblem({ ...request, weights })
    const next = solve(reweighted, request.constraints, { model, extra: [theta], only: true })
    if (!next) return null
    const moved = largestMove(reweighted, model, [theta, next.theta])
    theta = next.theta
    if (moved < SETTLED) break
  }
  const residuals = residualsOf(request, model, { theta, problem: start.problem })
  return {
    solution: describeOnWells(request, start, { theta, iterations, isSettled: iterations < rounds }),
    residuals,
    scale: scaleOf(residuals),
    reweighted,
  }
}

function largestMove(
  { x }: Problem,
  model: Model,
  [before, after]: readonly [Float64Array, Float64Array],
): number {
  return x.reduce(
    (most, logDose) => Math.max(most, Math.abs(model.value(after, logDose) - model.value(before, logDose))),
    0,
  )
}

/** The estimates described on the wells at the weights they were given, which errors and bands belong to. */
function describeOnWells(
  request: FitRequest,
  { problem, model }: Solution,
  {
    theta,
    iterations,
    isSettled,
  }: { readonly theta: Float64Array; readonly iterations: number; readonly isSettled: boolean },
): Solution {
  const limits = makeLimits(request.constraints, problem, model)
  const search = makeSearch(problem, model)
  let rss = 0
  for (let i = 0; i < problem.x.length; i++) {
    const gap = at(problem.y, i) - model.value(theta, at(problem.x, i))
    rss += at(problem.w, i) * gap * gap
  }
  const solution = describe(limits, search, {
    theta,
    rss,
    iterations,
    stop: isSettled ? 'step' : 'iterations',
    others: [],
  })
  return { ...solution, isStationary: isSettled }
}

function residualsOf(
  { dose, response, weights }: FitRequest,
  model: Model,
  { theta, problem }: { readonly theta: Float64Array; readonly problem: Problem },
): Float64Array {
  const { unit, shift } = problem
  return response.map((y, i) => {
    const gap = y - (model.value(theta, log10(at(dose, i))) * unit + shift)
    return weights ? Math.sqrt(at(weights, i)) * gap : gap
  })
}

/**
 * Scaled variance that (JᵀWJ)⁻¹ is multiplied by: Huber's proposal with the correction for estimated ψ′,
 * whose variance is taken over n.
 *
 * @see Huber (1973), doi:10.1214/aos/1176342503, as in `summary.rlm` of MASS
 */
function varianceOf({ solution, residuals, scale }: RobustFit, shape: RobustShape): number {
  const n = residuals.length
  const { df, free, problem } = solution
  if (df <= 0 || !(scale > 0)) return Number.NaN
  // Sorted, so that the order of the rows cannot change a digit.
  const slopes = residuals.map((r) => shape.derivative(r / scale)).sort()
  const mean = slopes.reduce((sum, value) => sum + value, 0) / n
  const spread = slopes.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / n
  const kappa = 1 + (free.length * spread) / (n * mean * mean)
  const squares = residuals
    .map((r) => {
      const pulled = r * shape.weight(r / scale)
      return pulled * pulled
    })
    .sort()
    .reduce((sum, square) => sum + square, 0)
  const deviation = (Math.sqrt(squares / df) * kappa) / mean
  return (deviation * deviation) / (problem.unit * problem.unit * problem.weightUnit)
}
