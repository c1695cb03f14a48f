import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import { type Solution, solve, solveVariants } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'

const MOST_ROUNDS = 20
/** Decades of the midpoint, or a part of the response range where the model has none. */
const SETTLED = 1e-6
/** Fitted responses nearer to 0 than this part of the span would weigh without end. */
const LEAST_PART = 0.01

/**
 * Weights 1/|ŷ| or 1/ŷ² of the fitted curve, renewed until the midpoint rests (science.md 3). Given weights multiply.
 */
export function settleWeighted(request: FitRequest, models: readonly Model[]): Settled | null {
  const plain: FitRequest = { ...request, weighting: 'none' }
  const first = solveVariants(makeProblem(plain), request.constraints, { models })
  if (!first) return null
  let solution = first
  let weights = request.weights
  for (let round = 0; round < MOST_ROUNDS; round++) {
    weights = weightsOf(solution, request)
    const problem = makeProblem({ ...request, weights })
    const next = solve(problem, request.constraints, { model: solution.model, extra: [solution.theta] })
    if (!next) break
    const isSettled = distance(solution, next) < SETTLED
    solution = next
    if (isSettled) break
  }
  const settled = { ...plain, ...(weights && { weights }) }
  return { solution, request: settled, canProfile: true, canLeaveOut: true }
}

function weightsOf(
  { model, theta, problem }: Solution,
  { dose, weights, weighting }: FitRequest,
): Float64Array {
  const fitted = dose.map((d) => model.value(theta, log10(d)) * problem.unit + problem.shift)
  const span = fitted.reduce((a, b) => Math.max(a, b)) - fitted.reduce((a, b) => Math.min(a, b))
  const least = LEAST_PART * (span > 0 ? span : problem.unit)
  return fitted.map((y, i) => {
    const size = Math.max(Math.abs(y), least)
    return (weights ? at(weights, i) : 1) / (weighting === '1/y2' ? size * size : size)
  })
}

function distance(before: Solution, after: Solution): number {
  const [a, b] = [before.model.midpoint(before.theta), after.model.midpoint(after.theta)]
  if (a !== null && b !== null) return Math.abs(a - b)
  return before.theta.reduce((most, value, k) => Math.max(most, Math.abs(value - at(after.theta, k))), 0)
}

/** Weights 1/SD² of exactly known SDs: s² = 1, normal quantiles. */
export function settleKnown(request: FitRequest, models: readonly Model[]): Settled | null {
  const problem = makeProblem(request)
  const solution = solveVariants(problem, request.constraints, { models })
  if (!solution) return null
  const known = request.areSdsExact === true ? withKnownVariance(solution) : solution
  return { solution: known, request, canProfile: true, canLeaveOut: true }
}

/** s² = 1 in the units of response and weights, Infinity degrees of freedom. */
export function withKnownVariance(solution: Solution): Solution {
  const { unit, weightUnit } = solution.problem
  return { ...solution, variance: 1 / (unit * unit * weightUnit), errorDf: Infinity }
}

/**
 * Rows that are means of wells: weighting by their number and adding Σ(n − 1)·SD² gives the fit, the errors and the
 * tests of the wells themselves (science.md 3, "Replicates").
 */
export function settleWells(
  request: FitRequest,
  models: readonly Model[],
  { sd, count }: NonNullable<FitRequest['wells']>,
): Settled | null {
  const weights = count.map((n, i) => n * (request.weights ? at(request.weights, i) : 1))
  const solution = solveVariants(wellsProblem({ ...request, weights }, sd, count), request.constraints, {
    models,
  })
  if (!solution) return null
  const known = request.areSdsExact === true ? withKnownVariance(solution) : solution
  return { solution: known, request: { ...request, weights }, canProfile: true, canLeaveOut: false }
}

function wellsProblem(request: FitRequest, sd: Float64Array, count: Float64Array): Problem {
  const problem = makeProblem(request)
  const { unit, weightUnit } = problem
  let [n, within] = [0, 0]
  const wells = new Map<number, number>()
  for (let i = 0; i < sd.length; i++) {
    const own = request.weights ? at(request.weights, i) / at(count, i) : 1
    n += at(count, i)
    within += ((at(count, i) - 1) * at(sd, i) * at(sd, i) * own) / (unit * unit * weightUnit)
    const x = log10(at(request.dose, i))
    wells.set(x, (wells.get(x) ?? 0) + at(count, i))
  }
  return {
    ...problem,
    n,
    count: problem.x.map((x) => wells.get(x) ?? 0),
    pureError: problem.pureError + within,
    totalSquares: problem.totalSquares + within,
  }
}
