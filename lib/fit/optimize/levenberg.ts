import { at } from '../numbers.ts'
import type { Box } from './box.ts'
import { factoriseColumns, makeDampedSystem, solveDamped } from './damped-system.ts'
import type { Descent, Stop } from './refine.ts'

/** A sum of squares to minimise: `count` residuals of `size` parameters, weights folded in. */
export interface LeastSquares {
  readonly count: number
  readonly size: number
  /** Residuals (data − model) into `out`; false where one is not finite. */
  residuals(theta: Float64Array, out: Float64Array): boolean
  /** ∂(model)/∂θ into `out`, column after column. */
  jacobian(theta: Float64Array, out: Float64Array): boolean
}

export interface LevenbergSetting {
  /** First damping, relative to the column lengths. Small trusts the start, large creeps from a bad one. */
  readonly damping: number
  readonly maxIterations: number
}

/** Trusts its start: for starts from a grid, or from a solved neighbour. */
export const TRUSTING: LevenbergSetting = { damping: 1e-3, maxIterations: 400 }
const CREEPING: LevenbergSetting = { damping: 100, maxIterations: 1000 }

const MAX_DAMPING = 1e16
const QUIET = 1e-14

/**
 * The lower minimum of two settings that between them solve every certified problem; neither does alone. The trusting one
 * stands on a tie.
 */
export function levenbergBest(problem: LeastSquares, box: Box, start: Float64Array): Descent {
  const trusting = levenberg(problem, box, start, TRUSTING)
  const creeping = levenberg(problem, box, start, CREEPING)
  return creeping.rss < trusting.rss * (1 - 1e-12) ? creeping : trusting
}

/**
 * Levenberg-Marquardt inside a box: QR of the Jacobian, damping scaled by the largest column lengths met (Moré 1978),
 * Nielsen's damping rule, and a projected active set: what sits on a limit with the gradient pushing outward is held,
 * what would cross stops on it and the rest is solved again.
 */
export function levenberg(
  problem: LeastSquares,
  box: Box,
  start: Float64Array,
  { damping: firstDamping, maxIterations }: LevenbergSetting,
): Descent {
  const { count, size } = problem
  const theta = start.map((value, k) => Math.min(Math.max(value, at(box.lower, k)), at(box.upper, k)))
  const trial = new Float64Array(size)
  const residual = new Float64Array(count)
  const trialResidual = new Float64Array(count)
  const jacobian = new Float64Array(count * size)
  const gradient = new Float64Array(size)
  const scale = new Float64Array(size)
  const step = new Float64Array(size)
  const isHeld = new Uint8Array(size)
  const system = makeDampedSystem(count, size)
  if (!problem.residuals(theta, residual)) return { theta, rss: Infinity, iterations: 0, stop: 'damping' }
  let rss = squares(residual)
  let damping = firstDamping
  let growth = 2
  let quiet = 0
  let stop: Stop = 'iterations'
  let iterations = 0
  let isStale = true
  for (; iterations < maxIterations; iterations++) {
    if (isStale) {
      if (!problem.jacobian(theta, jacobian)) return { theta, rss, iterations, stop: 'damping' }
      measure(jacobian, residual, gradient, scale)
      factoriseColumns(system, jacobian, residual)
    }
    isStale = false
    for (let k = 0; k < size; k++) isHeld[k] = isOnLimit(box, k, at(theta, k), at(gradient, k)) ? 1 : 0
    solveInside(box, theta, { system, scale, damping, isHeld, step })
    const predicted = predictedDecrease(jacobian, gradient, step, count)
    if (!(predicted > 0)) {
      stop = 'gradient'
      break
    }
    let isTiny = true
    for (let k = 0; k < size; k++) {
      trial[k] = Math.min(Math.max(at(theta, k) + at(step, k), at(box.lower, k)), at(box.upper, k))
      if (Math.abs(at(step, k)) > 1e-15 * (Math.abs(at(theta, k)) + 1e-300)) isTiny = false
    }
    const isFinite = problem.residuals(trial, trialResidual)
    const next = isFinite ? squares(trialResidual) : Infinity
    const ratio = (rss - next) / predicted
    if (next < rss) {
      const isQuiet = rss - next <= QUIET * rss
      theta.set(trial)
      residual.set(trialResidual)
      rss = next
      damping *= Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3)
      growth = 2
      isStale = true
      quiet = isQuiet ? quiet + 1 : 0
      if (quiet >= 3) stop = 'decrease'
    } else {
      damping = Math.max(damping, 1e-12) * growth
      growth *= 2
      if (isTiny) stop = 'step'
      else if (damping > MAX_DAMPING) stop = predicted <= 1e-11 * rss ? 'decrease' : 'damping'
    }
    if (stop !== 'iterations') break
  }
  return { theta, rss, iterations, stop }
}

/** Half gradient of the RSS, and the longest each column has been. */
function measure(
  jacobian: Float64Array,
  residual: Float64Array,
  gradient: Float64Array,
  scale: Float64Array,
): void {
  const count = residual.length
  for (let k = 0; k < gradient.length; k++) {
    let dot = 0
    let square = 0
    for (let i = 0; i < count; i++) {
      const value = at(jacobian, k * count + i)
      dot -= value * at(residual, i)
      square += value * value
    }
    gradient[k] = dot
    scale[k] = Math.max(at(scale, k), Math.sqrt(square))
  }
}

function isOnLimit(box: Box, index: number, value: number, gradient: number): boolean {
  const low = at(box.lower, index)
  const high = at(box.upper, index)
  return low === high || (value <= low && gradient >= 0) || (value >= high && gradient <= 0)
}

interface Inside {
  readonly system: ReturnType<typeof makeDampedSystem>
  readonly scale: Float64Array
  readonly damping: number
  readonly isHeld: Uint8Array
  readonly step: Float64Array
}

function solveInside(box: Box, theta: Float64Array, { system, scale, damping, isHeld, step }: Inside): void {
  step.fill(0)
  for (let round = 0; round <= step.length; round++) {
    solveDamped(system, { scale, damping, isHeld, step })
    let isCrossing = false
    for (let k = 0; k < step.length; k++) {
      if (isHeld[k]) continue
      const value = at(theta, k) + at(step, k)
      if (value < at(box.lower, k)) step[k] = at(box.lower, k) - at(theta, k)
      else if (value > at(box.upper, k)) step[k] = at(box.upper, k) - at(theta, k)
      else continue
      isHeld[k] = 1
      isCrossing = true
      break
    }
    if (!isCrossing) return
  }
}

/** RSS − |r − J d|², from the sums. */
function predictedDecrease(
  jacobian: Float64Array,
  gradient: Float64Array,
  step: Float64Array,
  count: number,
): number {
  let value = 0
  for (let k = 0; k < step.length; k++) value -= 2 * at(gradient, k) * at(step, k)
  for (let i = 0; i < count; i++) {
    let moved = 0
    for (let k = 0; k < step.length; k++) moved += at(jacobian, k * count + i) * at(step, k)
    value -= moved * moved
  }
  return value
}

function squares(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += at(values, i) * at(values, i)
  return sum
}
