import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { asymmetricBottom } from '../models/shapes.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { at, LN10 } from '../numbers.ts'
import { exp, expm1, log } from '../numerics/elementary.ts'
import type { SignedBox } from './box.ts'
import type { Search } from './search.ts'

/**
 * The coordinates of the step in hand: a place on the dose axis, ln |hill| and ln asymmetry. How logEc50 moves with the
 * last two while the place stays, to second order, and what the place is.
 */
export const way = { isNatural: false, isKink: false, sign: 1, byHill: 0, byAsymmetry: 0, twice: 0 }

/** The coordinates that suit the point in hand. */
export function chooseWay({ shape, point }: Search, box: SignedBox, isHeld: Uint8Array): void {
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

/** JᵀHJ in place, J being how logEc50, hill and asymmetry follow the coordinates. */
export function changeCoordinates(matrix: Float64Array, point: Float64Array): void {
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

/** What the curvature of the coordinates adds to the Hessian. */
export function addBend({ curvature, point }: Search, hessian: Float64Array): void {
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

/** Writes where the step leads; 0 for a variable that stays. */
export function land({ point, step: out }: Search, step: Float64Array, stretch: number): void {
  const folds = stretch * at(step, 1)
  const hill = folds === 0 ? at(point, 1) : at(point, 1) * exp(folds)
  const s = at(step, 2) === 0 ? at(point, 2) : at(point, 2) * exp(stretch * at(step, 2))
  let decades = stretch * at(step, 0) * (way.isNatural ? at(point, 1) / hill : 1)
  if (way.isKink) decades += kinkOffset(at(point, 2)) / at(point, 1) - kinkOffset(s) / hill
  out[0] = decades
  out[1] = hill - at(point, 1)
  out[2] = s - at(point, 2)
}
