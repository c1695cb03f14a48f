import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { Problem } from './problem.ts'
import type { Optimum } from './rank.ts'

/**
 * −ln L of fitted responses, convex in each of them; what no parameter of the curve moves (a scatter) is at its own best.
 * Fitted responses are one per dose of the problem, scaled.
 */
export interface Likelihood {
  /** 2 · unit · (−ln L) is on the scale of the tangents' RSS. */
  readonly unit: number
  valueOf(fitted: Float64Array): number
  /**
   * Least squares with the gradient of 2 · unit · (−ln L) at `fitted`, and its second derivative there (`observed`) or
   * the mean of that over all data (`expected`), which steps more safely from afar.
   */
  tangentOf(fitted: Float64Array, kind: 'expected' | 'observed'): Problem
}

/** What inference asks of a fit by likelihood. */
export interface Likely {
  readonly likelihood: Likelihood
  /** RSS that stands for a −ln L where a solution's own is compared with a threshold. */
  readonly rssOf: (value: number) => number
  readonly logLikelihood: number
  /** −2 ln L beyond that of a curve through every dose mean; null where scatter is estimated too. */
  readonly deviance: number | null
  /** What AICc takes: −2 ln L, or the part of it that n · ln(RSS/n) is; and the number of all parameters estimated. */
  readonly aicPart: number
  readonly parameters: number
}

interface Descended {
  readonly theta: Float64Array
  /** −ln L plus the penalty over two units. */
  readonly value: number
  readonly iterations: number
  readonly isSettled: boolean
}

interface Descending {
  readonly model: Model
  readonly start: Float64Array
  /** Minimum of a tangent (plus the penalty) near a vector. */
  readonly find: (tangent: Problem, from: Float64Array) => Pick<Optimum, 'theta'> | null
  /** On the scale of RSS; absent: none. */
  readonly penalty?: (theta: Float64Array) => number
}

const MOST_ROUNDS = 200
/** A move of the curve, in parts of the response range, below which Newton's step is tried. */
const NEAR = 0.01
const QUARTERS = 12
/** Largest move of the curve at any dose, in parts of the response range. */
const SETTLED = 1e-12
/** Rounds in a row that gain nothing but rounding: along a valley without slope a curve never rests. */
const MOST_QUIET = 2
const QUIET = 1e-13

/**
 * Descends to a minimum of −ln L by least squares in turn: each tangent is solved inside its limits as any other fit is,
 * or one that asks for less until the likelihood itself has gained. With the second derivative of the
 * likelihood this is Newton's method with the curvature of the model left whole; the first rounds take its mean.
 */
export function descendLikelihood(
  likelihood: Likelihood,
  { x }: Problem,
  { model, start, find, penalty }: Descending,
): Descended {
  const fittedAt = (theta: Float64Array) => x.map((logDose) => model.value(theta, logDose))
  const valueAt = (theta: Float64Array) =>
    likelihood.valueOf(fittedAt(theta)) + (penalty ? penalty(theta) / (2 * likelihood.unit) : 0)
  let theta = start
  let value = valueAt(theta)
  let quiet = 0
  let lastMoved = Infinity
  let kind: 'expected' | 'observed' = 'expected'
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fitted = fittedAt(theta)
    const taken = stepDown(likelihood.tangentOf(fitted, kind), { theta, value }, { fitted, find, valueAt })
    if (!taken) {
      // The sharper kind may mislead from afar; where the safe one finds no way down there is none but rounding's.
      if (kind === 'expected') return { theta, value, iterations: round, isSettled: true }
      kind = 'expected'
      continue
    }
    const moved = largestGap(fitted, fittedAt(taken.theta))
    quiet = value - taken.value <= QUIET * (1 + Math.abs(value)) ? quiet + 1 : 0
    theta = taken.theta
    value = taken.value
    if (moved < SETTLED || quiet >= MOST_QUIET)
      return { theta, value, iterations: round + 1, isSettled: true }
    // Newton doubles its digits near the maximum; where it does not, its second derivative is that of a wall nearby.
    const isSlow: boolean = kind === 'observed' && moved > lastMoved / 2
    kind = moved < NEAR && !isSlow ? 'observed' : 'expected'
    lastMoved = moved
  }
  return { theta, value, iterations: MOST_ROUNDS, isSettled: false }
}

interface Ground {
  readonly theta: Float64Array
  readonly value: number
}

interface Way extends Pick<Descending, 'find'> {
  readonly fitted: Float64Array
  readonly valueAt: (theta: Float64Array) => number
}

/**
 * The minimum of the tangent, or of one whose responses lie a quarter, a sixteenth … as far from the curve: those lead
 * ever nearer along the curves that the model has, where a straight line between two vectors would cut across.
 */
function stepDown(tangent: Problem, { theta, value }: Ground, { fitted, find, valueAt }: Way): Ground | null {
  const slack = 1e-14 * (1 + Math.abs(value))
  let part = 1
  for (let i = 0; i < QUARTERS; i++) {
    const nearer = part
    const y =
      part === 1 ? tangent.y : tangent.y.map((goal, k) => at(fitted, k) + nearer * (goal - at(fitted, k)))
    const found = find({ ...tangent, y }, theta)
    const there = found ? valueAt(found.theta) : Infinity
    if (found && there <= value + slack) return { theta: found.theta, value: there }
    part /= 4
  }
  return null
}

export function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - at(b, i))), 0)
}
