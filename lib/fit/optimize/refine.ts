import { HILL } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { SignedBox } from './box.ts'
import { computeCurvature } from './curvature.ts'
import { planPair } from './pair-step.ts'
import { clip, evaluateReduced } from './reduced.ts'
import { judgeRivals, remember } from './rivals.ts'
import type { Search } from './search.ts'
import { planTriple } from './triple-step.ts'

/**
 * Why a descent ended; all but `damping` and `iterations` are an optimum. `known`: it came to a minimum that another
 * descent of this search has found; `overtaken`: what it can still gain leaves it above one. Neither is ever the best.
 */
export type Stop = 'gradient' | 'decrease' | 'step' | 'damping' | 'iterations' | 'known' | 'overtaken'

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
/** After a step that overshot, in shares of the reduced curvature. */
const FIRST_DAMPING = 0.15
/**
 * Towards an ever steeper step the RSS falls exponentially, where each Newton step wins a factor e and gains 26 % more
 * than it predicts. Steps are then doubled as long as that goes on.
 */
const PROMISING = 1.15
const LONGEST_STRETCH = 8
/** Of a Newton step that overshot; below, damping has to turn it. */
const SHORTEST_SHARE = 0.05
/** Steps taken as they are after a long one that failed. */
const REST_STEPS = 3
/** A descent is asked this often whether its pace could still make it the best. */
const PACE_ITERATIONS = 12

/** How the next step is to be planned: one object, since a million are a second. */
const length = { damping: 0.5, stretch: 0.5 }

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
  search.isBlocked.fill(0)
  let damping = 0
  let paceRss = Infinity
  let mayBlock = true
  let stretch = 1
  let rest = 0
  let quietSteps = 0
  let stop: Stop = 'iterations'
  let iterations = 0
  let isStale = true

  for (; iterations < MAX_ITERATIONS; iterations++) {
    if (isStale) computeCurvature(search)
    isStale = false
    length.damping = damping
    length.stretch = stretch
    const predicted = inner === 2 ? planPair(search, box, length) : planTriple(search, box, length)
    if (predicted < 0) {
      // Taking the plateau to its limit promises nothing: the minimum lies before the kink.
      if (search.isBlocked[0] || search.isBlocked[1]) {
        search.isBlocked.fill(0)
        mayBlock = false
      }
      damping = Math.max(8 * damping, 1e-3)
      if (damping <= MAX_DAMPING) continue
      stop = 'damping'
      break
    }
    if (isZero(step)) {
      stop = 'gradient'
      break
    }
    const total = rss + problem.pureError
    // Heavy damping makes any step small; then smallness says nothing.
    const isPlain = damping < 1
    const isQuiet = isPlain && predicted <= QUIET * total
    if (iterations % PACE_ITERATIONS === 0) {
      if (isHopeless(search.found.lowest, rss, paceRss)) {
        stop = 'overtaken'
        break
      }
      paceRss = rss
    }
    if (damping === 0 && search.found.count > 0 && iterations > 1) {
      stop = judgeRivals(search.found, point, rss, predicted)
      if (stop !== 'iterations') break
    }
    for (let k = 0; k < inner; k++) point[k] = land(box, k + 2, at(point, k) + at(step, k))
    const trial = evaluateReduced(search, box, point)
    const actual = rss - trial
    // At rounding level the RSS cannot rank two points, but a Newton step still improves the gradient.
    const isRoundOff = isQuiet && actual >= -1e-13 * total
    if (actual > 0 || isRoundOff) {
      rss = trial
      isStale = true
      search.isBlocked.fill(0)
      mayBlock = true
      best.set(search.theta)
      damping = nextDamping(damping, actual / predicted)
      const isPromising = actual > PROMISING * predicted && !isQuiet && --rest < 0
      stretch = isPromising ? Math.min(2 * stretch, LONGEST_STRETCH) : 1
    } else {
      const isKink = mayBlock && block(search, box)
      // Back by the digits kept, not by subtraction: the point must be the one the curvature was taken at.
      for (let k = 0; k < inner; k++) point[k] = at(best, k + 2)
      evaluateReduced(search, box, point)
      if (search.isStretched[0]) {
        stretch = 1
        rest = REST_STEPS
        continue
      }
      if (isKink) continue
      if (inner === 3 && damping === 0 && stretch > SHORTEST_SHARE) {
        // Newton's direction is one of descent: the parabola through what it cost says how far to follow it.
        stretch *= Math.max(0.1, Math.min(0.5, predicted / (2 * predicted - actual)))
        continue
      }
      if (stretch < 1) stretch = 1
      damping = Math.max(8 * damping, FIRST_DAMPING)
      if (damping > MAX_DAMPING) {
        stop = 'damping'
        break
      }
    }
    if (isQuiet && ++quietSteps >= 2) {
      stop = 'decrease'
      break
    }
    if (isPlain && isTiny(step, at(point, HILL - 2))) {
      stop = 'step'
      break
    }
  }
  if (stop === 'gradient' || stop === 'decrease' || stop === 'step') remember(search.found, best, rss)
  return { theta: best, rss, iterations, stop }
}

/** Whether ten times the progress of the last iterations would leave the descent above a minimum already found. */
function isHopeless(lowest: number, rss: number, before: number): boolean {
  return before < Infinity && 10 * (before - rss) < rss - lowest
}

/**
 * Where a plateau meets its limit the reduced RSS has a kink: flat while the plateau follows, stiff once it cannot. A
 * step planned on the flat side overshoots into the stiff one for ever; planned to take the plateau to its limit it
 * lands.
 *
 * @returns whether a plateau is newly known to be driven there
 */
function block({ theta, isBlocked }: Search, box: SignedBox): boolean {
  let isNew = false
  for (let k = 0; k < 2; k++) {
    const value = at(theta, k)
    const side = value <= at(box.lower, k) ? 1 : value >= at(box.upper, k) ? 2 : 0
    if (side === 0 || isBlocked[k] || at(box.lower, k) === at(box.upper, k)) continue
    isBlocked[k] = side
    isNew = true
  }
  return isNew
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
  if (ratio > 0.75) return damping < 0.02 ? 0 : damping / 20
  return ratio < 0.25 ? Math.max(8 * damping, FIRST_DAMPING) : damping
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
