import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { at } from '../numbers.ts'
import { exp, log } from '../numerics/elementary.ts'
import type { SignedBox } from './box.ts'
import { isFree, isOnLimit, type Length, shiftOf } from './pair-step.ts'
import type { Search } from './search.ts'
import { addBend, changeCoordinates, chooseWay, land, way } from './triple-way.ts'

/** Below this share of its diagonal a pivot is rounding. */
const LEAST_PIVOT = 1e-13
/** Of its unreduced curvature a variable is damped by this much at least. */
const LEAST_SHARE = 1e-6
/** Decades of the place, and e-folds of hill and asymmetry, past which the quadratic means nothing. */
const LONGEST = Float64Array.of(1.5, 1, 1.5)
const SIZE = 5

/** Reduced Hessian, row-major, gradient, step and factor in the coordinates of the step; filled before they are read. */
const room = {
  hessian: new Float64Array(9),
  metric: new Float64Array(9),
  factor: new Float64Array(9),
  gradient: new Float64Array(3),
  step: new Float64Array(3),
  isHeld: new Uint8Array(3),
  /** What plateaus on their way to a limit add to the half-gradient, and to the RSS. */
  rest: new Float64Array(4),
}

/**
 * `planPair` for logEc50, hill and asymmetry: writes the next step into `search.step`.
 *
 * Newton runs over a place, ln |hill| and ln asymmetry. Where an asymmetric curve nears its limits, hill · asymmetry (the
 * slope of the named side) or hill stays and the others run over decades: both valleys are straight in logarithms. Below
 * an asymmetry of 1 the place is that of the bend, logEc50 ± log10(2^(1/s) − 1) / hill, which the doses around it fix
 * whatever the far plateau does; above, it is logEc50. Of a step between two doses hill · place is straight besides.
 *
 * @returns the decrease of the RSS that the step of length 1 predicts, or −1 to ask for more damping
 */
export function planTriple(search: Search, box: SignedBox, { damping, stretch }: Length): number {
  const { curvature, step, point } = search
  const { isHeld, hessian } = room
  search.isStretched[0] = 0
  step.fill(0)
  room.step.fill(0)
  let isAny = false
  for (let k = 0; k < 3; k++) {
    const slope = at(curvature.gradient, k + 2)
    const isFrozen = isOnLimit(box, k + 2, at(point, k), slope)
    isHeld[k] = isFrozen ? 1 : 0
    if (!isFrozen && slope !== 0) isAny = true
  }
  if (!isAny) return 0
  chooseWay(search, box, isHeld)
  reduceTriple(search, box, curvature.observed, hessian)
  addBend(search, hessian)
  const isGood = factorise()
  if (damping > 0 || !isGood) {
    // Damped in the measure of what the plateaus leave.
    const metric = isGood ? room.metric : hessian
    reduceTriple(search, box, curvature.expected, metric)
    for (let k = 0; k < 3; k++) {
      const scale = k === 0 ? 1 : at(point, k)
      const whole = at(curvature.expected, (k + 2) * (SIZE + 1)) * scale * scale
      const measure = Math.max(at(metric, 4 * k), LEAST_SHARE * whole) + 1e-12
      hessian[4 * k] = at(hessian, 4 * k) + damping * measure
    }
    if (!factorise()) return -1
  }
  fillGradient(search)
  solve()
  cap()
  const predicted = predictedDecrease() - at(room.rest, 3)
  if (predicted > 0) {
    if (stretch !== 1 && take(search, box, stretch)) {
      search.isStretched[0] = stretch > 1 ? 1 : 0
      return stretch > 1 ? predicted : predicted * stretch * (2 - stretch)
    }
    if (take(search, box, 1)) return predicted
  }
  return clip(search, box)
}

/** Schur complement of the free plateaus, in the coordinates of the step; and what plateaus driven to a limit add. */
function reduceTriple(search: Search, box: SignedBox, full: Float64Array, out: Float64Array): void {
  const { rest } = room
  const bb = at(full, 0)
  const bt = at(full, 1)
  const tt = at(full, SIZE + 1)
  const bottomShift = shiftOf(search, box, BOTTOM)
  const topShift = shiftOf(search, box, TOP)
  const useBottom = bottomShift === 0 && isFree(search, box, BOTTOM) && bb > 0
  const left = useBottom ? tt - (bt * bt) / bb : tt
  const useTop = topShift === 0 && isFree(search, box, TOP) && left > 1e-14 * tt
  for (let a = 0; a < 3; a++) {
    const ba = at(full, a + 2)
    const ta = useBottom ? at(full, SIZE + a + 2) - (bt * ba) / bb : at(full, SIZE + a + 2)
    // A plateau that is driven to its limit takes along the other one, where that is free.
    rest[a] = (useTop ? ba - (bt * ta) / left : ba) * bottomShift + ta * topShift
    for (let b = a; b < 3; b++) {
      const bBeta = at(full, b + 2)
      let value = at(full, (a + 2) * SIZE + b + 2)
      if (useBottom) value -= (ba * bBeta) / bb
      if (useTop) {
        const tb = useBottom ? at(full, SIZE + b + 2) - (bt * bBeta) / bb : at(full, SIZE + b + 2)
        value -= (ta * tb) / left
      }
      out[3 * a + b] = value
      out[3 * b + a] = value
    }
  }
  const own = useTop ? bb - (bt * bt) / left : bb
  const mixed = useBottom || useTop ? 0 : 2 * bt * bottomShift * topShift
  rest[3] = own * bottomShift * bottomShift + mixed + left * topShift * topShift
  changeCoordinates(out, search.point)
}

/** Half gradient in the coordinates of the step. */
function fillGradient({ curvature, point }: Search): void {
  const { gradient, isHeld, rest } = room
  const e = at(curvature.gradient, LOG_EC50) + at(rest, 0)
  const h = at(curvature.gradient, HILL) + at(rest, 1)
  const s = at(curvature.gradient, ASYMMETRY) + at(rest, 2)
  gradient[0] = isHeld[0] ? 0 : e
  gradient[1] = isHeld[1] ? 0 : way.byHill * e + at(point, 1) * h
  gradient[2] = isHeld[2] ? 0 : way.byAsymmetry * e + at(point, 2) * s
}

/** Cholesky factor over what is not held; false where the Hessian is not positive definite. */
function factorise(): boolean {
  const { hessian, factor, isHeld } = room
  for (let i = 0; i < 3; i++) {
    if (isHeld[i]) continue
    const diagonal = at(hessian, 4 * i)
    if (!(diagonal > 0)) return false
    for (let j = 0; j <= i; j++) {
      if (isHeld[j]) continue
      let sum = at(hessian, 3 * i + j)
      for (let k = 0; k < j; k++) if (!isHeld[k]) sum -= at(factor, 3 * i + k) * at(factor, 3 * j + k)
      if (i > j) factor[3 * i + j] = sum / at(factor, 4 * j)
      else {
        if (!(sum > LEAST_PIVOT * diagonal)) return false
        factor[4 * i] = Math.sqrt(sum)
      }
    }
  }
  return true
}

/** Step of what is not held, the held parts being given: H_ff d_f = −(g_f + H_fh d_h). */
function solve(): void {
  const { hessian, factor, gradient, step, isHeld } = room
  for (let i = 0; i < 3; i++) {
    if (isHeld[i]) continue
    let sum = -at(gradient, i)
    for (let k = 0; k < 3; k++) {
      if (isHeld[k]) sum -= at(hessian, 3 * i + k) * at(step, k)
      else if (k < i) sum -= at(factor, 3 * i + k) * at(step, k)
    }
    step[i] = sum / at(factor, 4 * i)
  }
  for (let i = 2; i >= 0; i--) {
    if (isHeld[i]) continue
    let sum = at(step, i)
    for (let k = i + 1; k < 3; k++) if (!isHeld[k]) sum -= at(factor, 3 * k + i) * at(step, k)
    step[i] = sum / at(factor, 4 * i)
  }
}

/** Longer steps leave the region where the quadratic means anything. */
function cap(): void {
  const { step } = room
  let longest = 1
  for (let k = 0; k < 3; k++) longest = Math.max(longest, Math.abs(at(step, k)) / at(LONGEST, k))
  if (longest > 1) for (let k = 0; k < 3; k++) step[k] = at(step, k) / longest
}

/** Takes the step, unless it would leave the box. */
function take(search: Search, box: SignedBox, stretch: number): boolean {
  const { point, step } = search
  land(search, room.step, stretch)
  for (let k = 0; k < 3; k++) {
    const end = at(point, k) + at(step, k)
    if (end < at(box.lower, k + 2) || end > at(box.upper, k + 2)) return false
  }
  return true
}

/**
 * Takes the step with what would cross its limit stopped on it and the rest solved again; as far as logEc50 may go, where
 * it only follows.
 *
 * @returns the predicted decrease
 */
function clip(search: Search, box: SignedBox): number {
  const { point, step: out } = search
  const { step, isHeld } = room
  if (!way.isKink) way.isNatural = false
  const least = way.isKink ? 1 : 0
  for (let round = 0; round < 3; round++) {
    let crossing = -1
    for (let k = 2; k >= least && crossing < 0; k--) {
      if (isHeld[k]) continue
      const end = k === 0 ? at(point, 0) + at(step, 0) : at(point, k) * exp(at(step, k))
      if (end < at(box.lower, k + 2)) step[k] = lengthTo(point, k, at(box.lower, k + 2))
      else if (end > at(box.upper, k + 2)) step[k] = lengthTo(point, k, at(box.upper, k + 2))
      else continue
      crossing = k
    }
    if (crossing < 0) break
    isHeld[crossing] = 1
    if (factorise()) solve()
    else for (let k = 0; k < 3; k++) if (!isHeld[k]) step[k] = 0
  }
  cap()
  land(search, step, 1)
  const room0 = at(out, 0) > 0 ? at(box.upper, LOG_EC50) : at(box.lower, LOG_EC50)
  const share = (room0 - at(point, 0)) / at(out, 0)
  if (at(out, 0) !== 0 && share < 1) {
    for (let k = 0; k < 3; k++) step[k] = share * at(step, k)
    land(search, step, 1)
    out[0] = room0 - at(point, 0)
  }
  // On the limit itself: a power beside it would cross again and again.
  for (let k = 1; k < 3; k++) {
    const end = at(point, k) + at(out, k)
    const [low, high] = [at(box.lower, k + 2), at(box.upper, k + 2)]
    const slack = 1e-13 * Math.abs(end)
    if (at(out, k) !== 0) out[k] = (end < low + slack ? low : end > high - slack ? high : end) - at(point, k)
  }
  const predicted = predictedDecrease()
  return predicted > at(room.rest, 3) ? predicted - at(room.rest, 3) : predicted === 0 ? 0 : -1
}

function lengthTo(point: Float64Array, k: number, limit: number): number {
  return k === 0 ? limit - at(point, 0) : log(limit / at(point, k))
}

/** −1 where the quadratic promises nothing; 0 where no step is left. */
function predictedDecrease(): number {
  const { hessian, gradient, step } = room
  const isZero = step.every((length) => length === 0)
  let value = 0
  for (let a = 0; a < 3; a++) {
    const da = at(step, a)
    value -= 2 * at(gradient, a) * da
    for (let b = 0; b < 3; b++) value -= at(hessian, 3 * a + b) * da * at(step, b)
  }
  return value > 0 ? value : isZero ? 0 : -1
}
