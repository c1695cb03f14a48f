import { BOTTOM, HILL, LOG_EC50, PARAMETERS, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { Constraints } from '../types.ts'
import type { Problem } from './problem.ts'

/** Limits of the scaled parameter vector; equal limits fix a parameter. */
export interface Box {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** A box for one direction of the curve, as the search takes it. */
export interface SignedBox extends Box {
  /** Top ≥ bottom is required. Otherwise both orders are one curve, and the solution is turned at the end. */
  readonly isOrdered: boolean
}

/** A box and which of its sides are numerical guards that no one asked for. */
export interface Limits extends Box {
  readonly isLowerGuard: readonly boolean[]
  readonly isUpperGuard: readonly boolean[]
}

/**
 * Past these the curve within the data no longer changes with the parameter but for rounding, and a solver without
 * them fits noise "perfectly" with a plateau of −1e13. Reported when they bind.
 */
const GUARD_RANGES = 10
const GUARD_DECADES = 6
const STEEPEST_HILL = 50
const SHALLOWEST_HILL = 1e-3

/** Limits of the search for these constraints (in response and log10 dose units) on the scaled problem. */
export function makeLimits(constraints: Constraints, problem: Problem): Limits {
  const guards = guardsOf(problem)
  const lower = new Float64Array(4)
  const upper = new Float64Array(4)
  const isLowerGuard: boolean[] = []
  const isUpperGuard: boolean[] = []
  PARAMETERS.forEach((name, k) => {
    const constraint = constraints[name]
    const [guardLow, guardHigh] = guards[k] as readonly [number, number]
    const scale = (value: number) =>
      k === BOTTOM || k === TOP ? (value - problem.shift) / problem.unit : value
    const low =
      constraint.kind === 'fixed' ? constraint.value : constraint.kind === 'bounded' ? constraint.lower : null
    const high =
      constraint.kind === 'fixed' ? constraint.value : constraint.kind === 'bounded' ? constraint.upper : null
    lower[k] = low === null ? guardLow : scale(low)
    upper[k] = high === null ? guardHigh : scale(high)
    // A limit beyond the guard of the other side leaves that side as much room again.
    if (at(lower, k) > at(upper, k)) {
      if (low === null) lower[k] = at(upper, k) - (guardHigh - guardLow)
      else upper[k] = at(lower, k) + (guardHigh - guardLow)
    }
    isLowerGuard.push(low === null)
    isUpperGuard.push(high === null)
  })
  return { lower, upper, isLowerGuard, isUpperGuard }
}

/** Profiles go out where the plateaus do: their guards would close a limit that the data leave open. */
const LOOSE_RANGES = 1e5

/** The limits with the guards of the plateaus moved far out. */
export function loosen(limits: Limits): Limits {
  const lower = limits.lower.slice()
  const upper = limits.upper.slice()
  for (const k of [BOTTOM, TOP]) {
    if (limits.isLowerGuard[k]) lower[k] = at(lower, k) - LOOSE_RANGES
    if (limits.isUpperGuard[k]) upper[k] = at(upper, k) + LOOSE_RANGES
  }
  return { ...limits, lower, upper }
}

/** Whether a plateau or the midpoint sits on a guard, so that the RSS there is the guard's and not the data's. */
export function isOnGuard(limits: Limits, theta: Float64Array): boolean {
  return [BOTTOM, TOP, LOG_EC50].some(
    (k) =>
      (limits.isLowerGuard[k] === true && at(theta, k) <= at(limits.lower, k)) ||
      (limits.isUpperGuard[k] === true && at(theta, k) >= at(limits.upper, k)),
  )
}

/**
 * One box per direction that the limits of `hill` allow; hill = 0 lies in neither. Where the plateaus have limits of
 * their own top ≥ bottom is required: else a top held at ≤ 93 would slip away by trading names with the bottom.
 */
export function boxesBySign(limits: Box): SignedBox[] {
  const low = at(limits.lower, HILL)
  const high = at(limits.upper, HILL)
  const boxes: Box[] = []
  if (high > 0) boxes.push(withHill(limits, Math.max(low, Math.min(SHALLOWEST_HILL, high)), high))
  if (low < 0) boxes.push(withHill(limits, low, Math.min(high, Math.max(-SHALLOWEST_HILL, low))))
  // (bottom, top, hill) and (top, bottom, −hill) are one curve: with like limits one direction covers both.
  const isSymmetric =
    boxes.length === 2 &&
    low === -high &&
    at(limits.lower, BOTTOM) === at(limits.lower, TOP) &&
    at(limits.upper, BOTTOM) === at(limits.upper, TOP) &&
    !isFixed(limits, BOTTOM)
  const isOrdered = !isSymmetric && !(isFixed(limits, BOTTOM) && isFixed(limits, TOP))
  return (isSymmetric ? boxes.slice(0, 1) : boxes).map((box) => ({ ...box, isOrdered }))
}

export function isFixed(box: Box, index: number): boolean {
  return at(box.lower, index) === at(box.upper, index)
}

/** The same box with one parameter held. */
export function withFixed(box: Box, index: number, value: number): Box {
  const lower = box.lower.slice()
  const upper = box.upper.slice()
  lower[index] = value
  upper[index] = value
  return { lower, upper }
}

function withHill(box: Box, low: number, high: number): Box {
  const lower = box.lower.slice()
  const upper = box.upper.slice()
  lower[HILL] = low
  upper[HILL] = high
  return { lower, upper }
}

function guardsOf(problem: Problem): (readonly [number, number])[] {
  const range = problem.high - problem.low || 1
  const plateau = [problem.low - GUARD_RANGES * range, problem.high + GUARD_RANGES * range] as const
  const tested = problem.x.filter((x) => x !== -Infinity)
  const first = tested.length > 0 ? at(tested, 0) : 0
  const last = tested.length > 0 ? at(tested, tested.length - 1) : 0
  const guards: (readonly [number, number])[] = [plateau, plateau]
  guards[LOG_EC50] = [first - GUARD_DECADES, last + GUARD_DECADES]
  guards[HILL] = [-STEEPEST_HILL, STEEPEST_HILL]
  return guards
}
