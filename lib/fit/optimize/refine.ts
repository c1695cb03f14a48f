import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import type { SignedBox } from './box.ts'
import { type Curvature, computeCurvature, makeCurvature } from './curvature.ts'
import type { Problem } from './problem.ts'
import { clip, evaluateReduced, makeWorkspace, type Workspace } from './reduced.ts'

/** Why a descent ended; all but `damping` and `iterations` are an optimum. */
export type Stop = 'gradient' | 'decrease' | 'step' | 'damping' | 'iterations'

export interface Descent {
  readonly theta: Float64Array
  /** Scaled RSS of the dose means. */
  readonly rss: number
  readonly iterations: number
  readonly stop: Stop
}

/** Buffers reused by every descent on one problem. */
export interface Search {
  readonly problem: Problem
  readonly ws: Workspace
  readonly curvature: Curvature
  readonly schur: Float64Array
  readonly step: Float64Array
}

export function makeSearch(problem: Problem): Search {
  return {
    problem,
    ws: makeWorkspace(problem),
    curvature: makeCurvature(),
    schur: new Float64Array(3),
    step: new Float64Array(2),
  }
}

const MAX_ITERATIONS = 100
/** Predicted decrease, relative to the RSS, below which only rounding is left: then one polish step follows. */
const QUIET = 1e-12
const MAX_DAMPING = 1e12

/**
 * Descends from (logEc50, hill) to a minimum inside the box: Newton on the exact reduced Hessian where it is positive
 * definite, damped Gauss-Newton elsewhere. A variable whose gradient pushes it out of the box is frozen on its limit,
 * so the Karush-Kuhn-Tucker conditions hold at the end.
 *
 * @param box  limits in scaled units; those of `hill` exclude 0
 */
export function refine(search: Search, box: SignedBox, startLogEc50: number, startHill: number): Descent {
  const { problem, ws, curvature, step } = search
  let logEc50 = clip(box, LOG_EC50, startLogEc50)
  let hill = clip(box, HILL, startHill)
  let rss = evaluateReduced(problem, box, ws, logEc50, hill)
  const best = { theta: ws.theta.slice(), rss }
  let damping = 0
  let quietSteps = 0
  let stop: Stop = 'iterations'
  let iterations = 0
  let isStale = true

  for (; iterations < MAX_ITERATIONS; iterations++) {
    if (isStale) computeCurvature(problem, ws, curvature)
    isStale = false
    const isLogEc50Held = isHeld(box, LOG_EC50, logEc50, at(curvature.gradient, LOG_EC50))
    const isHillHeld = isHeld(box, HILL, hill, at(curvature.gradient, HILL))
    const predicted = planStep(search, box, { logEc50, hill, damping, isLogEc50Held, isHillHeld })
    if (predicted === null) {
      damping = Math.max(10 * damping, 1e-4)
      if (damping <= MAX_DAMPING) continue
      stop = 'damping'
      break
    }
    const [stepE, stepH] = [at(step, 0), at(step, 1)]
    if (stepE === 0 && stepH === 0) {
      stop = 'gradient'
      break
    }
    const total = rss + problem.pureError
    const isQuiet = predicted <= QUIET * total
    const trial = evaluateReduced(problem, box, ws, logEc50 + stepE, hill + stepH)
    const actual = rss - trial
    // At rounding level the RSS cannot rank two points, but a Newton step still improves the gradient.
    const isRoundOff = isQuiet && actual >= -1e-13 * total
    if (actual > 0 || isRoundOff) {
      logEc50 += stepE
      hill += stepH
      rss = trial
      isStale = true
      best.rss = rss
      best.theta.set(ws.theta)
      damping = nextDamping(damping, actual / predicted)
    } else {
      evaluateReduced(problem, box, ws, logEc50, hill)
      damping = Math.max(10 * damping, 1e-3)
      if (damping > MAX_DAMPING) {
        stop = 'damping'
        break
      }
    }
    if (isQuiet && ++quietSteps >= 3) {
      stop = 'decrease'
      break
    }
    if (Math.abs(stepE) < 1e-13 && Math.abs(stepH) < 1e-13 * (1 + Math.abs(hill))) {
      stop = 'step'
      break
    }
  }
  return { ...best, iterations, stop }
}

function nextDamping(damping: number, ratio: number): number {
  if (ratio > 0.75) return damping < 1e-5 ? 0 : damping / 10
  return ratio < 0.25 ? Math.max(10 * damping, 1e-3) : damping
}

/** On a limit with the gradient pushing outward (half-gradient of the RSS: descent goes against it). */
function isHeld(box: SignedBox, index: number, value: number, gradient: number): boolean {
  if (at(box.lower, index) === at(box.upper, index)) return true
  return (value <= at(box.lower, index) && gradient >= 0) || (value >= at(box.upper, index) && gradient <= 0)
}

interface StepInput {
  readonly logEc50: number
  readonly hill: number
  readonly damping: number
  readonly isLogEc50Held: boolean
  readonly isHillHeld: boolean
}

/** Writes the next step and returns the decrease of the RSS it predicts; null asks for more damping. */
function planStep(search: Search, box: SignedBox, input: StepInput): number | null {
  const { curvature, step, schur } = search
  step[0] = 0
  step[1] = 0
  if (input.isLogEc50Held && input.isHillHeld) return 0
  const gE = input.isLogEc50Held ? 0 : at(curvature.gradient, LOG_EC50)
  const gH = input.isHillHeld ? 0 : at(curvature.gradient, HILL)
  if (gE === 0 && gH === 0) return 0

  reduceToSearch(box, search.ws.theta, curvature.observed, schur)
  if (!isPositive(schur, input) || input.damping > 0) {
    if (!isPositive(schur, input)) reduceToSearch(box, search.ws.theta, curvature.expected, schur)
    const damping = input.damping
    schur[0] = at(schur, 0) + damping * Math.abs(at(curvature.expected, 10)) + damping * 1e-12
    schur[2] = at(schur, 2) + damping * Math.abs(at(curvature.expected, 15)) + damping * 1e-12
    if (!isPositive(schur, input)) return null
  }
  solveStep(schur, gE, gH, input, step)
  capStep(step, input.hill)
  clipStep(search, box, input, gE, gH)
  const [dE, dH] = [at(step, 0), at(step, 1)]
  const slope = 2 * (gE * dE + gH * dH)
  const bend = at(schur, 0) * dE * dE + 2 * at(schur, 1) * dE * dH + at(schur, 2) * dH * dH
  const predicted = -(slope + bend)
  return predicted > 0 ? predicted : dE === 0 && dH === 0 ? 0 : null
}

/** Schur complement of the free plateaus: what the RSS curves by when they follow. [EE, Eh, hh]. */
function reduceToSearch(box: SignedBox, theta: Float64Array, hessian: Float64Array, out: Float64Array): void {
  let [ee, eh, hh] = [at(hessian, 10), at(hessian, 11), at(hessian, 15)]
  let [te, th, tt] = [at(hessian, 6), at(hessian, 7), at(hessian, 5)]
  if (isFree(box, BOTTOM, theta)) {
    const bb = at(hessian, 0)
    const [bt, be, bh] = [at(hessian, 1), at(hessian, 2), at(hessian, 3)]
    if (bb > 0) {
      ee -= (be * be) / bb
      eh -= (be * bh) / bb
      hh -= (bh * bh) / bb
      te -= (bt * be) / bb
      th -= (bt * bh) / bb
      tt -= (bt * bt) / bb
    }
  }
  if (isFree(box, TOP, theta) && tt > 1e-14 * at(hessian, 5)) {
    ee -= (te * te) / tt
    eh -= (te * th) / tt
    hh -= (th * th) / tt
  }
  out[0] = ee
  out[1] = eh
  out[2] = hh
}

function isFree(box: SignedBox, index: number, theta: Float64Array): boolean {
  return at(theta, index) > at(box.lower, index) && at(theta, index) < at(box.upper, index)
}

function isPositive(schur: Float64Array, { isLogEc50Held, isHillHeld }: StepInput): boolean {
  const [ee, eh, hh] = [at(schur, 0), at(schur, 1), at(schur, 2)]
  if (isHillHeld) return ee > 0
  if (isLogEc50Held) return hh > 0
  return ee > 0 && hh > 0 && ee * hh - eh * eh > 1e-13 * ee * hh
}

function solveStep(schur: Float64Array, gE: number, gH: number, input: StepInput, step: Float64Array): void {
  const [ee, eh, hh] = [at(schur, 0), at(schur, 1), at(schur, 2)]
  if (input.isHillHeld) step[0] = -gE / ee
  else if (input.isLogEc50Held) step[1] = -gH / hh
  else {
    const determinant = ee * hh - eh * eh
    step[0] = (eh * gH - hh * gE) / determinant
    step[1] = (eh * gE - ee * gH) / determinant
  }
}

/** Longer steps leave the region where the quadratic means anything. */
function capStep(step: Float64Array, hill: number): void {
  const longest = Math.max(
    Math.abs(at(step, 0)) / 1.5,
    Math.abs(at(step, 1)) / (0.7 * Math.abs(hill) + 0.3),
    1,
  )
  step[0] = at(step, 0) / longest
  step[1] = at(step, 1) / longest
}

/** A variable that would cross its limit stops on it and the other one is solved again with it there. */
function clipStep(search: Search, box: SignedBox, input: StepInput, gE: number, gH: number): void {
  const { step, schur } = search
  const toE = clip(box, LOG_EC50, input.logEc50 + at(step, 0)) - input.logEc50
  const toH = clip(box, HILL, input.hill + at(step, 1)) - input.hill
  const crossesE = toE !== at(step, 0) && isOutside(box, LOG_EC50, input.logEc50 + at(step, 0))
  const crossesH = toH !== at(step, 1) && isOutside(box, HILL, input.hill + at(step, 1))
  if (crossesE) {
    step[0] = toE
    if (!crossesH && !input.isHillHeld) step[1] = -(gH + at(schur, 1) * toE) / at(schur, 2)
  }
  if (crossesH) {
    step[1] = toH
    if (!crossesE && !input.isLogEc50Held) step[0] = -(gE + at(schur, 1) * toH) / at(schur, 0)
  }
  if (crossesE || crossesH) {
    capStep(step, input.hill)
    step[0] = clip(box, LOG_EC50, input.logEc50 + at(step, 0)) - input.logEc50
    step[1] = clip(box, HILL, input.hill + at(step, 1)) - input.hill
  }
}

function isOutside(box: SignedBox, index: number, value: number): boolean {
  return value < at(box.lower, index) || value > at(box.upper, index)
}
