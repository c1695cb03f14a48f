import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { normalCdf, normalDensity } from '../numerics/normal.ts'
import { makeProblem, type Problem } from '../optimize/problem.ts'
import { type Solution, solve, solveVariants } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'

const MOST_ROUNDS = 2000
const SETTLED = 1e-10

/** What a censored well is taken for, and how much it says. */
interface Imputed {
  readonly response: Float64Array
  /** Share of a measured well's information, 0 to 1. */
  readonly information: Float64Array
  /** E[(y − ŷ)²] summed, response units. */
  readonly squares: number
}

/**
 * Maximum likelihood with normal scatter where some wells are only known to lie below or above their number: expectation
 * and least squares in turn (EM) until both rest. The variance is the likelihood's with n − p in place of n.
 *
 * @see Tobin (1958), doi:10.2307/1907382; Dempster, Laird, Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x
 */
export function settleCensored(request: FitRequest, models: readonly Model[]): Settled | null {
  const { censoring } = request
  const base = makeProblem(request)
  const start = solveVariants(base, request.constraints, { models })
  if (!censoring || !start) return null
  let solution = start
  let sigma = Math.sqrt(base.pureError + start.rss) / Math.sqrt(base.n) || 1e-12
  sigma *= base.unit
  let imputed: Imputed | null = null
  let isSettled = false
  for (let round = 0; round < MOST_ROUNDS && !isSettled; round++) {
    imputed = impute(request, censoring, { solution, sigma })
    const next = nextSolution(request, solution, imputed.response)
    if (!next) return null
    const sigmaNext = Math.sqrt(imputed.squares / request.dose.length)
    const moved = distance(solution, next)
    isSettled = moved < SETTLED && Math.abs(sigmaNext / sigma - 1) < SETTLED
    solution = next
    sigma = sigmaNext
  }
  if (!imputed) return null
  const { problem, df } = solution
  const n = request.dose.length
  const variance =
    df > 0 ? (sigma * sigma * n) / df / (problem.unit * problem.unit * problem.weightUnit) : Number.NaN
  return {
    solution: {
      ...solution,
      variance,
      errorDf: df,
      isStationary: isSettled,
      information: pooled(request, problem, imputed.information),
    },
    request,
    canProfile: false,
    canLeaveOut: false,
  }
}

/** The scale of the problem follows the responses, which move with every round: the vector is carried over in their units. */
function nextSolution(request: FitRequest, before: Solution, response: Float64Array): Solution | null {
  const problem = makeProblem({ ...request, response })
  const { model } = before
  const carried = before.theta.map((value, k) => {
    const kind = model.parameters[k]?.unit
    if (kind === 'response') {
      return (value * before.problem.unit + before.problem.shift - problem.shift) / problem.unit
    }
    return kind === 'span' || kind === 'span-per-dose' ? (value * before.problem.unit) / problem.unit : value
  })
  return solve(problem, request.constraints, { model, extra: [carried], only: true })
}

/** Largest move of the fitted curve at any dose, in parts of the response range. */
function distance(a: Solution, b: Solution): number {
  const valueOf = ({ model, theta, problem }: Solution, x: number) =>
    model.value(theta, x) * problem.unit + problem.shift
  return (
    a.problem.x.reduce((most, x) => Math.max(most, Math.abs(valueOf(a, x) - valueOf(b, x))), 0) /
    a.problem.unit
  )
}

function impute(
  { dose, response, weights }: FitRequest,
  censoring: Int8Array,
  { solution, sigma }: { readonly solution: Solution; readonly sigma: number },
): Imputed {
  const { model, theta, problem } = solution
  const information = new Float64Array(dose.length).fill(1)
  let squares = 0
  const filled = response.map((y, i) => {
    const fitted = model.value(theta, log10(at(dose, i))) * problem.unit + problem.shift
    const weight = weights ? at(weights, i) : 1
    const own = sigma / Math.sqrt(weight)
    const sign = censoring[i] ?? 0
    if (sign === 0) {
      squares += weight * (y - fitted) * (y - fitted)
      return y
    }
    // The normal beyond its limit: z is the distance of the limit on the side where the well lies.
    const z = (sign * (y - fitted)) / own
    const hazard = hazardOf(z)
    information[i] = Math.min(1, Math.max(0, hazard * (hazard - z)))
    squares += sigma * sigma * (1 + z * hazard)
    return fitted + sign * own * hazard
  })
  return { response: filled, information, squares }
}

/** φ(z)/(1 − Φ(z)); its asymptote z + 1/z far out, where both vanish. */
function hazardOf(z: number): number {
  return z > 30 ? z + 1 / z : normalDensity(z) / normalCdf(-z)
}

function pooled({ dose, weights }: FitRequest, problem: Problem, information: Float64Array): Float64Array {
  const places = new Map(Array.from(problem.x, (x, i) => [x, i]))
  const sums = new Float64Array(problem.x.length)
  for (let i = 0; i < dose.length; i++) {
    const place = places.get(log10(at(dose, i))) ?? 0
    const weight = weights ? at(weights, i) / problem.weightUnit : 1
    sums[place] = at(sums, place) + weight * at(information, i)
  }
  return sums
}
