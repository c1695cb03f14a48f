import { HILL } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { SignedBox } from './box.ts'
import { computeCurvature } from './curvature.ts'
import { planStep } from './newton-step.ts'
import { clip, evaluateReduced } from './reduced.ts'
import type { Search } from './search.ts'

/** Why a descent ended; all but `damping` and `iterations` are an optimum. */
export type Stop = 'gradient' | 'decrease' | 'step' | 'damping' | 'iterations'

export interface Descent {
  readonly theta: Float64Array
  /** Scaled RSS of the dose means. */
  readonly rss: number
  readonly iterations: number
  readonly stop: Stop
}

const MAX_ITERATIONS = 100
/** Predicted decrease, relative to the RSS, below which only rounding is left: then one polish step follows. */
const QUIET = 1e-12
const MAX_DAMPING = 1e12

/**
 * Descends from a start to a minimum inside the box: Newton on the exact reduced Hessian where it is positive definite,
 * damped Gauss-Newton elsewhere. A variable whose gradient pushes it out of the box is frozen on its limit, so the
 * Karush-Kuhn-Tucker conditions hold at the end.
 *
 * @param box    limits in scaled units; those of `hill` exclude 0
 * @param start  a whole vector, of which the plateaus are not read
 */
export function refine(search: Search, box: SignedBox, start: Float64Array): Descent {
  const { problem, point, step, inner } = search
  for (let k = 0; k < inner; k++) point[k] = clip(box, k + 2, at(start, k + 2))
  let rss = evaluateReduced(search, box, point)
  const best = search.theta.slice()
  let damping = 0
  let quietSteps = 0
  let stop: Stop = 'iterations'
  let iterations = 0
  let isStale = true

  for (; iterations < MAX_ITERATIONS; iterations++) {
    if (isStale) computeCurvature(search)
    isStale = false
    const predicted = planStep(search, box, damping)
    if (predicted < 0) {
      damping = Math.max(10 * damping, 1e-4)
      if (damping <= MAX_DAMPING) continue
      stop = 'damping'
      break
    }
    if (isZero(step)) {
      stop = 'gradient'
      break
    }
    const total = rss + problem.pureError
    const isQuiet = predicted <= QUIET * total
    for (let k = 0; k < inner; k++) point[k] = land(box, k + 2, at(point, k) + at(step, k))
    const trial = evaluateReduced(search, box, point)
    const actual = rss - trial
    // At rounding level the RSS cannot rank two points, but a Newton step still improves the gradient.
    const isRoundOff = isQuiet && actual >= -1e-13 * total
    if (actual > 0 || isRoundOff) {
      rss = trial
      isStale = true
      best.set(search.theta)
      damping = nextDamping(damping, actual / predicted)
    } else {
      // Back by the digits kept, not by subtraction: the point must be the one the curvature was taken at.
      for (let k = 0; k < inner; k++) point[k] = at(best, k + 2)
      evaluateReduced(search, box, point)
      damping = Math.max(10 * damping, 1e-3)
      if (damping > MAX_DAMPING) {
        stop = 'damping'
        break
      }
    }
    if (isQuiet && ++quietSteps >= 2) {
      stop = 'decrease'
      break
    }
    if (isTiny(step, at(point, HILL - 2))) {
      stop = 'step'
      break
    }
  }
  return { theta: best, rss, iterations, stop }
}

/** A point that rounding left beside its limit belongs on it. */
function land(box: SignedBox, index: number, value: number): number {
  const slack = 4e-16 * (1 + Math.abs(value))
  const low = at(box.lower, index)
  const high = at(box.upper, index)
  if (value <= low + slack) return low
  return value >= high - slack ? high : value
}

function nextDamping(damping: number, ratio: number): number {
  if (ratio > 0.75) return damping < 1e-5 ? 0 : damping / 10
  return ratio < 0.25 ? Math.max(10 * damping, 1e-3) : damping
}

function isZero(step: Float64Array): boolean {
  for (let k = 0; k < step.length; k++) if (at(step, k) !== 0) return false
  return true
}

function isTiny(step: Float64Array, hill: number): boolean {
  const scale = 1e-13 * (1 + Math.abs(hill))
  if (Math.abs(at(step, 0)) >= 1e-13 || Math.abs(at(step, 1)) >= scale) return false
  return step.length < 3 || Math.abs(at(step, 2)) < 1e-13
}
