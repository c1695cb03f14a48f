import { indexOf } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { Problem } from '../optimize/problem.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Contradiction, FitRequest, FTest, Interval } from '../types.ts'
import { limitsOf } from './limits.ts'

/** All that the verdict rows look at. Responses are scaled as in `problem`, doses are log10. */
export interface Evidence {
  readonly request: FitRequest
  readonly problem: Problem
  readonly freeCount: number
  /** Null where nothing could be fitted. */
  readonly solution: Solution | null
  readonly flatTest: FTest | null
  /** Of the flat test, calibrated; null while dragging, when the nominal one decides. */
  readonly flatPCalibrated: number | null
  readonly contradiction: Contradiction | null
  readonly leaveOneOut: Float64Array | null
  readonly profileHill: Interval | null
  /** SD of one well: pure error where replicates carry it, else the residual SD of the freest fit. */
  readonly noise: number
}

/** One effective dose of a curve. `level` is the scaled response of an absolute one, null for a relative one. */
export interface PotencyEvidence {
  readonly level: number | null
  /** What a sentence calls it: "midpoint", "EC10". */
  readonly name: string
  readonly root: number | null
  readonly interval: Interval | null
  /** What was set gives the root alone: nothing that was fitted moves it. */
  readonly isHeld: boolean
}

/** log10 of the positive tested doses, ascending; a view, not to be written to. */
export function testedDoses({ x }: Problem): Float64Array {
  return x[0] === -Infinity ? x.subarray(1) : x
}

export function highestDose(problem: Problem): number | null {
  return testedDoses(problem).at(-1) ?? null
}

export function lowestDose(problem: Problem): number | null {
  return testedDoses(problem)[0] ?? null
}

export function hasControl({ x }: Problem): boolean {
  return x[0] === -Infinity
}

/** 1/(1 + k), k the root of ln k · tanh(½ ln k) = 1: the fractions at which a logistic bends most (science.md 4). */
const BEND_FRACTION = 1 / (1 + 4.6805)
/** The same as a distance, decades times |hill|: the logarithm of k. */
const BEND_DECADES = 0.6703

/** Doses that inform the slope most: 17.6 % and 82.4 % of the effect, lower first; null where the curve has none. */
export function bendPoints({ model, theta }: Solution): readonly [number, number] | null {
  if (model.name === 'logistic4') {
    const reach = BEND_DECADES / Math.abs(at(theta, indexOf(model, 'hill')))
    const midpoint = at(theta, indexOf(model, 'logEc50'))
    return [midpoint - reach, midpoint + reach]
  }
  const first = model.logDoseOfEffect(theta, BEND_FRACTION)
  const second = model.logDoseOfEffect(theta, 1 - BEND_FRACTION)
  return first === null || second === null ? null : [Math.min(first, second), Math.max(first, second)]
}

/** Mean scaled square that is rounding. */
const LEVEL_SQUARES = 1e-28
/** Of screening classes, whose definition says so: an effect below this many SD of a well is none. */
export const EFFECT_SD = 3

export function isFlat(evidence: Evidence): boolean {
  const { problem, request, solution, flatTest, flatPCalibrated, noise } = evidence
  const { flatP, effectSd } = limitsOf(request)
  // Level responses have no noise to compare the effect with, and while dragging not every fit has a flat test.
  if (problem.totalSquares <= LEVEL_SQUARES * problem.n) return true
  if (flatTest && (flatPCalibrated ?? flatTest.p) >= flatP) return true
  if (solution === null) return false
  return fittedSpan(problem, solution) < effectSd * noise || isTooSmall(evidence)
}

/** A response that leaves its level, though by less than the least effect that counts. */
export function isTooSmall({ problem, request, solution }: Evidence): boolean {
  const full = fullScale(request)
  const { leastEffect } = limitsOf(request)
  if (solution === null || full === null || leastEffect === 0) return false
  return fittedSpan(problem, solution) * problem.unit < (leastEffect / 100) * full
}

/** What 100 % is in response units; null where the scale has no such level. */
export function fullScale({ responseScale }: FitRequest): number | null {
  return responseScale === 'percent' ? 100 : responseScale === 'fraction' ? 1 : null
}

/** How far the curve goes within the tested doses. */
function fittedSpan({ x }: Problem, { model, theta }: Solution): number {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    const value = model.value(theta, at(x, i))
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return high - low
}

/** Share of the way within which a level is that of a plateau: the gap under which a plateau counts as seen (science.md 4). */
const AT_LEVEL = 0.25

/**
 * Which level a flat response sits at. Dose 0 tells; else a known direction with known plateaus, else where untreated wells
 * read. A bare percent scale does not: 100 % is untreated for viability and full effect for inhibition.
 */
export function flatLevel({ problem, request }: Evidence): 'untreated' | 'full-effect' | 'unknown' {
  if (hasControl(problem)) return 'untreated'
  const plateaus = knownPlateaus(request)
  const direction = knownDirection(request) || effectDirection(request)
  if (direction === 0 || plateaus === null) return 'unknown'
  const [low, high] = plateaus
  const share = (problem.mean * problem.unit + problem.shift - low) / (high - low)
  // Half-way between the two it sits at neither.
  if (share > AT_LEVEL && share < 1 - AT_LEVEL) return 'unknown'
  return share < 0.5 === direction > 0 ? 'untreated' : 'full-effect'
}

function knownDirection({ constraints: { hill } }: FitRequest): number {
  if (hill.kind === 'fixed') return Math.sign(hill.value)
  if (hill.kind === 'free') return 0
  if (hill.lower !== null && hill.lower >= 0) return 1
  return hill.upper !== null && hill.upper <= 0 ? -1 : 0
}

/** Away from the untreated level. */
function effectDirection({ untreated }: FitRequest): number {
  return untreated === undefined ? 0 : untreated === 'zero' ? 1 : -1
}

function knownPlateaus(request: FitRequest): [number, number] | null {
  const { bottom, top } = request.constraints
  const full = fullScale(request)
  const low = bottom.kind === 'fixed' ? bottom.value : full === null ? null : 0
  const high = top.kind === 'fixed' ? top.value : full
  return low === null || high === null ? null : [low, high]
}
