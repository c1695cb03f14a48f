import { BOTTOM, TOP } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { expm1 } from '../numerics/elementary.ts'
import type { SignedBox } from './box.ts'
import { planPair } from './pair-step.ts'
import type { Search } from './search.ts'

/** Below this share of its diagonal a pivot is rounding. */
const LEAST_PIVOT = 1e-13

/**
 * Writes the next step of the projected search into `search.step`.
 *
 * @param stretch  multiple of the Newton step to take where nothing is in the way; two variables only
 * @returns the decrease of the RSS that the step of length 1 predicts, or −1 to ask for more damping
 */
export function planStep(search: Search, box: SignedBox, damping: number, stretch: number): number {
  search.isStretched[0] = 0
  if (search.inner === 2) return planPair(search, box, { damping, stretch })
  const { inner, curvature, step, slope, isHeld, point, reduced, size } = search
  let isAny = false
  for (let k = 0; k < inner; k++) {
    step[k] = 0
    const gradient = at(curvature.gradient, k + 2)
    const isFrozen = isOnLimit(box, k + 2, at(point, k), gradient)
    isHeld[k] = isFrozen ? 1 : 0
    slope[k] = isFrozen ? 0 : gradient
    if (at(slope, k) !== 0) isAny = true
  }
  if (!isAny) return 0
  reduceToInner(search, box, curvature.observed)
  // As in `planPair`: hill · logEc50 is the natural coordinate.
  const isNatural = !isHeld[0] && !isHeld[1]
  if (isNatural) {
    const bend = at(slope, 0) / at(point, 1)
    reduced[1] = at(reduced, 1) - bend
    reduced[inner] = at(reduced, inner) - bend
  }
  // And the logarithm of an asymmetry: its ridges run over decades of it.
  const isLogarithmic = isNatural && inner === 3 && !isHeld[2]
  if (isLogarithmic) reduced[8] = at(reduced, 8) + at(slope, 2) / at(point, 2)
  let isGood = damping === 0 && factorise(search)
  if (!isGood) {
    // Damped: the observed Hessian while it is positive definite, JᵀWJ where it is not.
    if (!factorise(search)) reduceToInner(search, box, curvature.expected)
    for (let k = 0; k < inner; k++) {
      const scale = at(curvature.expected, (k + 2) * (size + 1))
      reduced[k * inner + k] = at(reduced, k * inner + k) + damping * scale + damping * 1e-12
    }
    isGood = factorise(search)
    if (!isGood) return -1
  }
  solveInner(search)
  capStep(search)
  if (isNatural) {
    const predicted = predictedDecrease(search)
    const landing = (at(step, 0) * at(point, 1)) / (at(point, 1) + at(step, 1))
    if (predicted > 0 && Math.abs(landing) <= 1.5 && isInside(search, box, landing)) {
      step[0] = landing
      if (isLogarithmic) step[2] = asymmetryStep(search)
      return predicted
    }
  }
  if (clipStep(search, box)) capStep(search)
  return predictedDecrease(search)
}

/** On a limit with the gradient pushing outward (half-gradient of the RSS: descent goes against it), or fixed. */
function isOnLimit(box: SignedBox, index: number, value: number, gradient: number): boolean {
  const low = at(box.lower, index)
  const high = at(box.upper, index)
  return low === high || (value <= low && gradient >= 0) || (value >= high && gradient <= 0)
}

/** Schur complement of the free plateaus: what the RSS curves by when they follow. */
function reduceToInner(search: Search, box: SignedBox, hessian: Float64Array): void {
  const { inner, size, reduced, theta } = search
  const isBottomFree = isFree(box, BOTTOM, theta)
  const bb = at(hessian, 0)
  const bt = at(hessian, 1)
  const useBottom = isBottomFree && bb > 0
  const tt = useBottom ? at(hessian, size + 1) - (bt * bt) / bb : at(hessian, size + 1)
  const useTop = isFree(box, TOP, theta) && tt > 1e-14 * at(hessian, size + 1)
  for (let a = 0; a < inner; a++) {
    const ba = at(hessian, a + 2)
    const ta = useBottom ? at(hessian, size + a + 2) - (bt * ba) / bb : at(hessian, size + a + 2)
    for (let b = a; b < inner; b++) {
      let value = at(hessian, (a + 2) * size + b + 2)
      const bBeta = at(hessian, b + 2)
      if (useBottom) value -= (ba * bBeta) / bb
      if (useTop) {
        const tb = useBottom ? at(hessian, size + b + 2) - (bt * bBeta) / bb : at(hessian, size + b + 2)
        value -= (ta * tb) / tt
      }
      reduced[a * inner + b] = value
      reduced[b * inner + a] = value
    }
  }
}

function isFree(box: SignedBox, index: number, theta: Float64Array): boolean {
  return at(theta, index) > at(box.lower, index) && at(theta, index) < at(box.upper, index)
}

/** Cholesky factor of the reduced Hessian over what is not held; false where it is not positive definite. */
function factorise(search: Search): boolean {
  const { inner, reduced, factor, isHeld } = search
  for (let i = 0; i < inner; i++) {
    if (isHeld[i]) continue
    const diagonal = at(reduced, i * inner + i)
    if (!(diagonal > 0)) return false
    for (let j = 0; j <= i; j++) {
      if (isHeld[j]) continue
      let sum = at(reduced, i * inner + j)
      for (let k = 0; k < j; k++) if (!isHeld[k]) sum -= at(factor, i * inner + k) * at(factor, j * inner + k)
      if (i === j) {
        if (!(sum > LEAST_PIVOT * diagonal)) return false
        factor[i * inner + i] = Math.sqrt(sum)
      } else factor[i * inner + j] = sum / at(factor, j * inner + j)
    }
  }
  return true
}

/** Step of what is not held, the held parts of `step` being given: H_ff d_f = −(g_f + H_fh d_h). */
function solveInner(search: Search): void {
  const { inner, reduced, factor, isHeld, slope, step } = search
  for (let i = 0; i < inner; i++) {
    if (isHeld[i]) continue
    let sum = -at(slope, i)
    for (let k = 0; k < inner; k++) {
      if (isHeld[k]) sum -= at(reduced, i * inner + k) * at(step, k)
      else if (k < i) sum -= at(factor, i * inner + k) * at(step, k)
    }
    step[i] = sum / at(factor, i * inner + i)
  }
  for (let i = inner - 1; i >= 0; i--) {
    if (isHeld[i]) continue
    let sum = at(step, i)
    for (let k = i + 1; k < inner; k++) if (!isHeld[k]) sum -= at(factor, k * inner + i) * at(step, k)
    step[i] = sum / at(factor, i * inner + i)
  }
}

/** Longer steps leave the region where the quadratic means anything. */
function capStep({ step, point, inner }: Search): void {
  let longest = Math.max(
    Math.abs(at(step, 0)) / 1.5,
    Math.abs(at(step, 1)) / (0.7 * Math.abs(at(point, 1)) + 0.3),
    1,
  )
  if (inner > 2) longest = Math.max(longest, Math.abs(at(step, 2)) / (0.8 * at(point, 2) + 0.01))
  if (longest === 1) return
  for (let k = 0; k < inner; k++) step[k] = at(step, k) / longest
}

/** A variable that would cross its limit stops on it and the rest is solved again with it there. */
function clipStep(search: Search, box: SignedBox): boolean {
  const { inner, step, point, isHeld } = search
  let isClipped = false
  for (let round = 0; round < inner; round++) {
    let crossing = -1
    for (let k = 0; k < inner && crossing < 0; k++) {
      if (isHeld[k]) continue
      const value = at(point, k) + at(step, k)
      if (value < at(box.lower, k + 2)) step[k] = at(box.lower, k + 2) - at(point, k)
      else if (value > at(box.upper, k + 2)) step[k] = at(box.upper, k + 2) - at(point, k)
      else continue
      crossing = k
    }
    if (crossing < 0) break
    isClipped = true
    isHeld[crossing] = 1
    if (factorise(search)) solveInner(search)
    else for (let k = 0; k < inner; k++) if (!isHeld[k]) step[k] = 0
  }
  return isClipped
}

function predictedDecrease({ inner, slope, step, reduced }: Search): number {
  let value = 0
  let isZero = true
  for (let a = 0; a < inner; a++) {
    const da = at(step, a)
    if (da !== 0) isZero = false
    value -= 2 * at(slope, a) * da
    for (let b = 0; b < inner; b++) value -= at(reduced, a * inner + b) * da * at(step, b)
  }
  return value > 0 ? value : isZero ? 0 : -1
}

/** Whether the step, its first part replaced, stays inside the box and keeps a tenth of the hill. */
function isInside(search: Search, box: SignedBox, first: number): boolean {
  const { inner, point, step, isHeld } = search
  if (!(Math.abs(at(point, 1) + at(step, 1)) > 0.1 * Math.abs(at(point, 1)))) return false
  for (let k = 0; k < inner; k++) {
    const change = k === 0 ? first : k === 2 && !isHeld[2] ? asymmetryStep(search) : at(step, k)
    const value = at(point, k) + change
    if (value < at(box.lower, k + 2) || value > at(box.upper, k + 2)) return false
  }
  return true
}

/** The step of an asymmetry whose logarithm moves by step / asymmetry. */
function asymmetryStep({ point, step }: Search): number {
  return at(point, 2) * expm1(at(step, 2) / at(point, 2))
}
