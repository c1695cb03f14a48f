import { constraintOf, type Model, type ParameterSpec, type Reach, scaleValue } from '../models/model.ts'
import { BOTTOM, HILL, TOP } from '../models/parameters.ts'
import { SHALLOWEST_HILL } from '../models/specs.ts'
import { at } from '../numbers.ts'
import type { Constraints } from '../types.ts'
import type { Problem } from './problem.ts'

/** Limits of the scaled parameter vector; equal limits fix a parameter. */
export interface Box {
  readonly lower: Float64Array
  readonly upper: Float64Array
}

/** A box for one direction of a sigmoid, as the projected search takes it. */
export interface SignedBox extends Box {
  /** Top ≥ bottom is required. Otherwise both orders are one curve, and the solution is turned at the end. */
  readonly isOrdered: boolean
}

/** A box and which of its sides are numerical guards that no one asked for. */
export interface Limits extends Box {
  readonly isLowerGuard: readonly boolean[]
  readonly isUpperGuard: readonly boolean[]
}

/** Limits of the search for these constraints (in response and log10 dose units) on the scaled problem. */
export function makeLimits(constraints: Constraints, problem: Problem, model: Model): Limits {
  const reach = reachOf(problem)
  const { parameters } = model
  const lower = new Float64Array(parameters.length)
  const upper = new Float64Array(parameters.length)
  const isLowerGuard: boolean[] = []
  const isUpperGuard: boolean[] = []
  for (let k = 0; k < parameters.length; k++) {
    const spec = parameters[k] as ParameterSpec
    const [guardLow, guardHigh] = spec.guard(reach)
    const [low, high] = sidesOf(constraints, spec)
    lower[k] = low === null ? guardLow : scaleValue(spec.unit, low, problem)
    upper[k] = high === null ? guardHigh : scaleValue(spec.unit, high, problem)
    // A limit beyond the guard of the other side leaves that side as much room again.
    if (at(lower, k) > at(upper, k)) {
      if (low === null) lower[k] = at(upper, k) - (guardHigh - guardLow)
      else upper[k] = at(lower, k) + (guardHigh - guardLow)
    }
    isLowerGuard.push(low === null)
    isUpperGuard.push(high === null)
  }
  return { lower, upper, isLowerGuard, isUpperGuard }
}

function sidesOf(constraints: Constraints, spec: ParameterSpec): readonly [number | null, number | null] {
  const constraint = constraintOf(constraints, spec)
  if (constraint.kind === 'fixed') return [constraint.value, constraint.value]
  return constraint.kind === 'bounded' ? [constraint.lower, constraint.upper] : [null, null]
}

/** What the guards depend on, scaled. */
export function reachOf(problem: Problem): Reach {
  const { x } = problem
  const first = at(x, 0) === -Infinity ? 1 : 0
  const hasDose = first < x.length
  return {
    low: problem.low,
    high: problem.high,
    firstLogDose: hasDose ? at(x, first) : 0,
    lastLogDose: hasDose ? at(x, x.length - 1) : 0,
  }
}

/** Profiles go out where the plateaus do: their guards would close a limit that the data leave open. */
const LOOSE_RANGES = 1e5

/** The limits with the guards of the plateaus (and other lengths of the response axis) moved far out. */
export function loosen(limits: Limits, model: Model): Limits {
  const lower = limits.lower.slice()
  const upper = limits.upper.slice()
  model.parameters.forEach(({ unit }, k) => {
    if (unit !== 'response' && unit !== 'span-per-dose') return
    if (limits.isLowerGuard[k]) lower[k] = at(lower, k) - LOOSE_RANGES
    if (limits.isUpperGuard[k]) upper[k] = at(upper, k) + LOOSE_RANGES
  })
  return { ...limits, lower, upper }
}

/** Whether a plateau or a location sits on a guard, so that the RSS there is the guard's and not the data's. */
export function isOnGuard(limits: Limits, theta: Float64Array, model: Model): boolean {
  return model.parameters.some(
    ({ unit }, k) =>
      (unit === 'response' || unit === 'log-dose') &&
      ((limits.isLowerGuard[k] === true && at(theta, k) <= at(limits.lower, k)) ||
        (limits.isUpperGuard[k] === true && at(theta, k) >= at(limits.upper, k))),
  )
}

/**
 * One box per direction that the limits of `hill` allow; hill = 0 lies in neither. Where the plateaus have limits of
 * their own top ≥ bottom is required: else a top held at ≤ 93 would slip away by trading names with the bottom.
 */
export function boxesBySign(limits: Box, model: Model): SignedBox[] {
  const low = at(limits.lower, HILL)
  const high = at(limits.upper, HILL)
  // (bottom, top, hill) and (top, bottom, −hill) are one curve where the shape is its own mirror: with like limits one
  // direction covers both. An asymmetric curve upside down is another curve.
  const isSymmetric =
    high > 0 &&
    low === -high &&
    model.shape !== null &&
    model.shape.mirrored() === model.shape &&
    at(limits.lower, BOTTOM) === at(limits.lower, TOP) &&
    at(limits.upper, BOTTOM) === at(limits.upper, TOP) &&
    !isFixed(limits, BOTTOM)
  const isOrdered = !isSymmetric && !(isFixed(limits, BOTTOM) && isFixed(limits, TOP))
  const boxes: SignedBox[] = []
  if (high > 0) {
    const least = Math.max(low, Math.min(SHALLOWEST_HILL, high))
    boxes.push(withHill(limits, { low: least, high, isOrdered }))
  }
  if (low < 0 && !isSymmetric) {
    const most = Math.min(high, Math.max(-SHALLOWEST_HILL, low))
    boxes.push(withHill(limits, { low, high: most, isOrdered }))
  }
  return boxes
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

function withHill(
  box: Box,
  { low, high, isOrdered }: { low: number; high: number; isOrdered: boolean },
): SignedBox {
  const lower = box.lower.slice()
  const upper = box.upper.slice()
  lower[HILL] = low
  upper[HILL] = high
  return { lower, upper, isOrdered }
}
