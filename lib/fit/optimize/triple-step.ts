import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { asymmetricBottom } from '../models/shapes.ts'
import { at, LN10 } from '../numbers.ts'
import { exp, expm1, log } from '../numerics/elementary.ts'
import type { SignedBox } from './box.ts'
import type { Search } from './search.ts'

/** Below this share of its diagonal a pivot is rounding. */
const LEAST_PIVOT = 1e-13
/** Of its unreduced curvature a variable is damped by this much at least. */
const LEAST_SHARE = 1e-6
/** Decades of the place, and e-folds of hill and asymmetry, past which the quadratic means nothing. */
const LONGEST = Float64Array.of(1.5, 1, 1.5)
const SIZE = 5

interface Length {
  readonly damping: number
  readonly stretch: number
}

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
 * The coordinates of the step in hand: a place on the dose axis, ln |hill| and ln asymmetry. How logEc50 moves with the
 * last two while the place stays, to second order, and what the place is.
 */
const way = { isNatural: false, isKink: false, sign: 1, byHill: 0, byAsymmetry: 0, twice: 0 }

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
  chooseWay(search, box)
  reduceTriple(search, box, curvature.observed, hessian)
  bend(search)
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
    if (stretch > 1 && take(search, box, stretch)) {
      search.isStretched[0] = 1
      return predicted
    }
    if (take(search, box, 1)) return predicted
  }
  return clip(search, box)
}

function chooseWay({ shape, point }: Search, box: SignedBox): void {
  const { isHeld } = room
  const hill = at(point, 1)
  const s = at(point, 2)
  // On its limit logEc50 itself has to be what moves or stays.
  const isInside = at(point, 0) > at(box.lower, LOG_EC50) && at(point, 0) < at(box.upper, LOG_EC50)
  way.isNatural = isInside && !isHeld[1]
  way.isKink = isInside && s < 1
  way.sign = shape === asymmetricBottom ? 1 : -1
  way.byHill = 0
  way.byAsymmetry = 0
  way.twice = 0
  if (!way.isKink) return
  const k = Math.LN2 / (s * s)
  const inverse = 1 / expm1(Math.min(Math.LN2 / s, FAR))
  const first = -k * (1 + inverse)
  const second = 2 * (k / s) * (1 + inverse) + k * first * inverse
  way.byHill = kinkOffset(s) / hill
  way.byAsymmetry = (-way.sign * s * first) / (LN10 * hill)
  way.twice = (-way.sign * (s * first + s * s * second)) / (LN10 * hill)
}

const FAR = 700

/** hill times the decades from logEc50 to the bend. */
function kinkOffset(s: number): number {
  const exponent = Math.LN2 / s
  return (way.sign * (exponent > FAR ? exponent : log(expm1(exponent)))) / LN10
}

/** Schur complement of the free plateaus, in the coordinates of the step; and what plateaus driven to a limit add. */
function reduceTriple(search: Search, box: SignedBox, full: Float64Array, out: Float64Array): void {
  const { theta } = search
  const { rest } = room
  const bb = at(full, 0)
  const bt = at(full, 1)
  const tt = at(full, SIZE + 1)
  const bottomShift = shiftOf(search, box, BOTTOM)
  const topShift = shiftOf(search, box, TOP)
  const useBottom = bottomShift === 0 && isFree(box, BOTTOM, theta) && bb > 0
  const left = useBottom ? tt - (bt * bt) / bb : tt
  const useTop = topShift === 0 && isFree(box, TOP, theta) && left > 1e-14 * tt
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

/** JᵀHJ in place, J being how logEc50, hill and asymmetry follow the coordinates. */
function changeCoordinates(matrix: Float64Array, point: Float64Array): void {
  const hill = at(point, 1)
  const s = at(point, 2)
  const ee = at(matrix, 0)
  const eh = at(matrix, 1)
  const es = at(matrix, 2)
  const hh = at(matrix, 4)
  const hs = at(matrix, 5)
  const ss = at(matrix, 8)
  const { byHill: p, byAsymmetry: r } = way
  matrix[0] = ee
  matrix[1] = p * ee + hill * eh
  matrix[2] = r * ee + s * es
  matrix[3] = at(matrix, 1)
  matrix[4] = p * p * ee + 2 * p * hill * eh + hill * hill * hh
  matrix[5] = p * r * ee + p * s * es + r * hill * eh + hill * s * hs
  matrix[6] = at(matrix, 2)
  matrix[7] = at(matrix, 5)
  matrix[8] = r * r * ee + 2 * r * s * es + s * s * ss
}

/** How far a plateau that is driven to its limit has to go; 0 for any other. */
function shiftOf({ theta, isBlocked }: Search, box: SignedBox, index: number): number {
  const side = isBlocked[index]
  if (!side) return 0
  return at(side === 1 ? box.lower : box.upper, index) - at(theta, index)
}

/** What the curvature of the coordinates adds to the Hessian. */
function bend({ curvature, point }: Search): void {
  const { hessian } = room
  const slope = at(curvature.gradient, LOG_EC50)
  if (way.isNatural) {
    hessian[1] = at(hessian, 1) - slope
    hessian[3] = at(hessian, 3) - slope
  }
  const mixed = -way.byAsymmetry * slope
  hessian[4] = at(hessian, 4) + at(curvature.gradient, HILL) * at(point, 1) - way.byHill * slope
  hessian[5] = at(hessian, 5) + mixed
  hessian[7] = at(hessian, 7) + mixed
  hessian[8] = at(hessian, 8) + at(curvature.gradient, ASYMMETRY) * at(point, 2) + way.twice * slope
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

/** Writes where the step leads; 0 for a variable that stays. */
function land({ point, step: out }: Search, stretch: number): void {
  const { step, isHeld } = room
  const folds = stretch * at(step, 1)
  const hill = folds === 0 ? at(point, 1) : at(point, 1) * exp(folds)
  const s = at(step, 2) === 0 ? at(point, 2) : at(point, 2) * exp(stretch * at(step, 2))
  let decades = stretch * at(step, 0) * (way.isNatural ? at(point, 1) / hill : 1)
  if (way.isKink) decades += kinkOffset(at(point, 2)) / at(point, 1) - kinkOffset(s) / hill
  out[0] = isHeld[0] && at(step, 0) === 0 ? 0 : decades
  out[1] = hill - at(point, 1)
  out[2] = s - at(point, 2)
}

/** Takes the step, unless it would leave the box. */
function take(search: Search, box: SignedBox, stretch: number): boolean {
  const { point, step } = search
  land(search, stretch)
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
  land(search, 1)
  const room0 = at(out, 0) > 0 ? at(box.upper, LOG_EC50) : at(box.lower, LOG_EC50)
  const share = (room0 - at(point, 0)) / at(out, 0)
  if (at(out, 0) !== 0 && share < 1) {
    for (let k = 0; k < 3; k++) step[k] = share * at(step, k)
    land(search, 1)
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
  if (predicted === 0) return 0
  return predicted > at(room.rest, 3) ? predicted - at(room.rest, 3) : -1
}

function lengthTo(point: Float64Array, k: number, limit: number): number {
  return k === 0 ? limit - at(point, 0) : log(limit / at(point, k))
}

/** −1 where the quadratic promises nothing; 0 where no step is left. */
function predictedDecrease(): number {
  const { hessian, gradient, step } = room
  let value = 0
  let isZero = true
  for (let a = 0; a < 3; a++) {
    const da = at(step, a)
    if (da !== 0) isZero = false
    value -= 2 * at(gradient, a) * da
    for (let b = 0; b < 3; b++) value -= at(hessian, 3 * a + b) * da * at(step, b)
  }
  return value > 0 ? value : isZero ? 0 : -1
}

/** On a limit with the gradient pushing outward (half-gradient of the RSS: descent goes against it), or fixed. */
function isOnLimit(box: SignedBox, index: number, value: number, gradient: number): boolean {
  const low = at(box.lower, index)
  const high = at(box.upper, index)
  return low === high || (value <= low && gradient >= 0) || (value >= high && gradient <= 0)
}

function isFree(box: SignedBox, index: number, theta: Float64Array): boolean {
  return at(theta, index) > at(box.lower, index) && at(theta, index) < at(box.upper, index)
}
