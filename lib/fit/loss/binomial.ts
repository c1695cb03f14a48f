import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { makeProblem } from '../optimize/problem.ts'
import { type Solution, solve, solveVariants } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'
import { withKnownVariance } from './weighted.ts'

const MOST_ROUNDS = 500
const SETTLED = 1e-12
/** Probabilities are kept this far from 0 and 1, where a single death or survivor has no likelihood. */
const LEAST = 1e-9

/**
 * Maximum likelihood for k responders of n, `response` = k/n: least squares at weights n/(p(1 − p)) repeated to its fixed
 * point is Fisher scoring. Known variance, so normal quantiles; the observed information is that of the likelihood.
 */
export function settleBinomial(request: FitRequest, models: readonly Model[]): Settled | null {
  const { trials } = request
  if (!trials) return null
  const start = solveVariants(makeProblem({ ...request, weights: trials }), request.constraints, { models })
  if (!start) return null
  let solution = start
  let weights = trials
  let isSettled = false
  for (let round = 0; round < MOST_ROUNDS && !isSettled; round++) {
    weights = scoringWeights(solution, request, trials)
    const problem = makeProblem({ ...request, weights })
    const options = { model: solution.model, extra: [solution.theta], only: round > 0 }
    const next = solve(problem, request.constraints, options)
    if (!next) return null
    const { theta } = solution
    isSettled = theta.every((value, k) => Math.abs(value - at(next.theta, k)) < SETTLED)
    solution = next
  }
  const known = withKnownVariance({ ...solution, isStationary: solution.isStationary || isSettled })
  return {
    solution: { ...known, extraInformation: extraInformation(known, request, { trials, weights }) },
    request: { ...request, weights },
    canProfile: false,
    canLeaveOut: false,
  }
}

function probabilities({ model, theta, problem }: Solution, dose: Float64Array): Float64Array {
  return dose.map((d) => {
    const p = model.value(theta, log10(d)) * problem.unit + problem.shift
    return Math.min(1 - LEAST, Math.max(LEAST, p))
  })
}

function scoringWeights(solution: Solution, { dose }: FitRequest, trials: Float64Array): Float64Array {
  return probabilities(solution, dose).map((p, i) => at(trials, i) / (p * (1 - p)))
}

/** Per dose Σ n (y/p² + (1 − y)/(1 − p)²) − n/(p(1 − p)), on the scale of the problem's weights. */
function extraInformation(
  solution: Solution,
  { dose, response }: FitRequest,
  { trials, weights }: { readonly trials: Float64Array; readonly weights: Float64Array },
): Float64Array {
  const { problem } = solution
  const p = probabilities(solution, dose)
  const extra = new Float64Array(problem.x.length)
  const places = new Map(Array.from(problem.x, (x, i) => [x, i]))
  for (let i = 0; i < dose.length; i++) {
    const [y, q] = [at(response, i), at(p, i)]
    const whole = at(trials, i) * (y / (q * q) + (1 - y) / ((1 - q) * (1 - q)))
    const place = places.get(log10(at(dose, i))) ?? 0
    extra[place] = at(extra, place) + (whole - at(weights, i)) / problem.weightUnit
  }
  return extra
}
