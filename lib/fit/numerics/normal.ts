import { exp, log } from './elementary.ts'
import { MILLS_TABLE } from './mills-table.ts'

const ROOT_TWO_PI = 2.5066282746310002
const TABLE_STEPS = 8
const TABLE_END = 8
/** Past it the tail is 0 in doubles. */
const LAST = 38.6
const TERMS = 16

export function normalDensity(z: number): number {
  // z² in two parts: its rounding would cost the exponential a digit for each power of ten.
  const whole = Math.round(z * 16) / 16
  return (exp(-0.5 * whole * whole) * exp(-0.5 * (z - whole) * (z + whole))) / ROOT_TWO_PI
}

/** Φ(z), both tails to full relative accuracy. */
export function normalCdf(z: number): number {
  return z <= 0 ? upperTail(-z) : 1 - upperTail(z)
}

/** 1 − Φ(z), z ≥ 0. */
function upperTail(z: number): number {
  if (!(z < LAST)) return z !== z ? z : 0
  return normalDensity(z) * (z < TABLE_END ? millsNear(z) : millsFar(z))
}

/** Taylor series about the nearest table place; R′ = z R − 1 gives every coefficient from the first. */
function millsNear(z: number): number {
  const place = Math.round(z * TABLE_STEPS)
  const z0 = place / TABLE_STEPS
  const d = z - z0
  let before = MILLS_TABLE[place] as number
  let current = z0 * before - 1
  let power = d
  let sum = before + current * d
  for (let n = 1; n < TERMS; n++) {
    const next = (z0 * current + before) / (n + 1)
    before = current
    current = next
    power *= d
    sum += current * power
  }
  return sum
}

/** Continued fraction 1/(z + 1/(z + 2/(z + …))). */
function millsFar(z: number): number {
  let tail = z
  for (let k = 24; k >= 1; k--) tail = z + k / tail
  return 1 / tail
}

/** z with Φ(z) = p, 0 < p < 1: bisection on a safe bracket, then Newton on ln Φ. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN
  if (p > 0.5) return -normalQuantile(1 - p)
  // ln Φ is concave: Newton from a point left of the root approaches it from the left.
  let z = -Math.sqrt(-2 * log(p)) - 0.01
  for (let i = 0; i < 60; i++) {
    const value = normalCdf(z)
    const step = (log(value / p) * value) / normalDensity(z)
    z -= step
    if (Math.abs(step) <= 1e-15 * (1 + Math.abs(z))) break
  }
  return z
}
