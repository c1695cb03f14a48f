import { at } from '../numbers.ts'
import type { Box } from '../optimize/box.ts'
import type { Stop } from '../optimize/refine.ts'
import {
  type ArrowSystem,
  linearise,
  makeArrowSystem,
  predictedDecrease,
  solveArrow,
} from './arrow-system.ts'
import { isStationaryAt, polish } from './arrow-newton.ts'
import { jointRss } from './evaluate.ts'
import { type JointProblem, rowsOf } from './joint-problem.ts'

export interface JointDescent {
  readonly theta: Float64Array
  /** Scaled RSS of the dose means, a condition's residual among them. */
  readonly rss: number
  readonly iterations: number
  readonly stop: Stop
}

interface DescentSetting {
  readonly maxIterations?: number
  /** Decrease relative to the RSS that counts as rest. */
  readonly quiet?: number
}

const FIRST_DAMPING = 1e-3
const MAX_DAMPING = 1e16
const MAX_ITERATIONS = 300
/** Decrease relative to the RSS below which Newton takes over, and below which only rounding is left. */
const NEAR = 1e-5
const QUIET = 1e-14

/**
 * Levenberg-Marquardt on the arrow inside a box, the rules of `optimize/levenberg.ts`: what sits on a limit with the
 * gradient pushing outward is held, what would cross stops on it and the rest is solved again, so that the
 * Karush-Kuhn-Tucker conditions hold at the end. Near the minimum Newton steps on the exact Hessian finish it.
 */
export function descendJoint(
  joint: JointProblem,
  box: Box,
  start: Float64Array,
  { maxIterations = MAX_ITERATIONS, quiet: resting = QUIET }: DescentSetting = {},
): JointDescent {
  const system = makeArrowSystem(joint)
  const residual = joint.blocks.map((block) => new Float64Array(rowsOf(block)))
  const trialResidual = residual.map((values) => values.slice())
  let theta: Float64Array = start.map((value, k) =>
    Math.min(Math.max(value, at(box.lower, k)), at(box.upper, k)),
  )
  let rss = jointRss(joint, theta, residual)
  if (!(rss < Infinity)) return { theta, rss: Infinity, iterations: 0, stop: 'damping' }
  const trial = theta.slice()
  let damping = FIRST_DAMPING
  let growth = 2
  let quiet = 0
  let isNear = false
  let stop: Stop = 'iterations'
  let iterations = 0
  let isStale = true
  for (; iterations < maxIterations && stop === 'iterations'; iterations++) {
    if (isStale && !linearise(system, theta, residual)) {
      stop = 'damping'
      break
    }
    isStale = false
    const predicted = planInside(system, box, theta, damping)
    if (!(predicted > 0)) {
      stop = 'gradient'
      break
    }
    let isTiny = true
    for (let k = 0; k < theta.length; k++) {
      const step = at(system.step, k)
      trial[k] = Math.min(Math.max(at(theta, k) + step, at(box.lower, k)), at(box.upper, k))
      if (Math.abs(step) > 1e-15 * (Math.abs(at(theta, k)) + 1e-300)) isTiny = false
    }
    const next = jointRss(joint, trial, trialResidual)
    if (next < rss) {
      const decrease = rss - next
      theta.set(trial)
      residual.forEach((values, c) => values.set(trialResidual[c] as Float64Array))
      damping *= Math.max(1 / 3, 1 - (2 * (decrease / predicted) - 1) ** 3)
      growth = 2
      isStale = true
      quiet = decrease <= resting * rss ? quiet + 1 : 0
      if (quiet >= 3) stop = 'decrease'
      const wasNear = isNear
      isNear = decrease <= NEAR * rss
      rss = next
      // Once in every quiet stretch: where the Hessian is not positive definite yet the damped steps go on.
      if (isNear && !wasNear && maxIterations > SHORT) {
        const polished = polish(joint, box, theta)
        if (polished && polished.rss <= rss * (1 + 1e-13)) {
          theta = polished.theta
          rss = jointRss(joint, theta, residual)
          if (isStationaryAt(joint, box, { theta, rss })) stop = 'decrease'
        }
      }
    } else {
      damping = Math.max(damping, 1e-12) * growth
      growth *= 2
      if (isTiny) stop = 'step'
      else if (damping > MAX_DAMPING) stop = predicted <= 1e-11 * rss ? 'decrease' : 'damping'
    }
  }
  // A search that only ranks or follows a profile does without the last digits.
  const last = maxIterations > SHORT && resting === QUIET ? polish(joint, box, theta) : null
  if (last && last.rss <= rss * (1 + 1e-13)) return { ...last, iterations, stop }
  return { theta, rss, iterations, stop }
}

/** Descents of at most this many steps only rank starts. */
export const SHORT = 6

/**
 * The step inside the box, into `system.step`. All that cross a limit in one solve are put on it together: one at a time
 * would take as many solves as there are curves. What was held for nothing is let go by the next gradient.
 */
function planInside(system: ArrowSystem, box: Box, theta: Float64Array, damping: number): number {
  const { gradient, step, isHeld, joint } = system
  step.fill(0)
  for (let k = 0; k < theta.length; k++) {
    const [value, low, high] = [at(theta, k), at(box.lower, k), at(box.upper, k)]
    const slope = at(gradient, k)
    isHeld[k] = low === high || (value <= low && slope >= 0) || (value >= high && slope <= 0) ? 1 : 0
  }
  for (let round = 0; round <= joint.size; round++) {
    solveArrow(system, damping)
    let isCrossing = false
    for (let k = 0; k < theta.length; k++) {
      if (isHeld[k]) continue
      const next = at(theta, k) + at(step, k)
      if (next < at(box.lower, k)) step[k] = at(box.lower, k) - at(theta, k)
      else if (next > at(box.upper, k)) step[k] = at(box.upper, k) - at(theta, k)
      else continue
      isHeld[k] = 1
      isCrossing = true
    }
    if (!isCrossing) break
  }
  return predictedDecrease(system)
}
