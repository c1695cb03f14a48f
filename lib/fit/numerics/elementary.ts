import { EXP_TABLE } from './exp-table.ts'

/**
 * exp, log and their kin from + − × ÷ and literals only. The language leaves the last digits of Math.exp, log and pow
 * to each engine; a fit that is to have the same bits in every browser, in Node and on a server cannot use them.
 */

const STEPS = 64
const STEPS_PER_UNIT = 92.33248261689366
/** ln 2 / 64 in two parts: the first has 32 bits, so that its products with the step number are exact. */
const STEP_HIGH = 0.01083042469326756
const STEP_LOW = 2.9815858269852933e-12
/** Adding and subtracting it rounds to the nearest integer. */
const ROUNDER = 6755399441055744

const LN2_HIGH = 0.6931467056274414
const LN2_LOW = 4.7493250390316726e-7

const POWERS_OF_TWO = powersOfTwo()

/** eˣ to 1 unit in the last place or so; 0 and ∞ where a double can hold no more. */
export function exp(x: number): number {
  if (!(x < 709.78)) return x < 709.782712893384 ? exp(x / 2) * exp(x / 2) : x !== x ? x : Infinity
  if (x < -708) return x < -745.14 ? 0 : exp(x + 700) * 9.85967654375977e-305
  const steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER
  const r = x - steps * STEP_HIGH - steps * STEP_LOW
  const tail = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))))
  const n = steps | 0
  const j = n & (STEPS - 1)
  const base = EXP_TABLE[j] as number
  return (base + base * tail) * (POWERS_OF_TWO[((n - j) >> 6) + 1074] as number)
}

/** eˣ − 1 without cancellation near 0. */
export function expm1(x: number): number {
  if (!(x > -0.35 && x < 0.35)) return exp(x) - 1
  let sum = 0
  for (let k = 14; k >= 2; k--) sum = (x / k) * (1 + sum)
  return x * (1 + sum)
}

const WORD = new Float64Array(1)
const HALVES = new Uint32Array(WORD.buffer)
/** Which half holds sign and exponent depends on the byte order. */
const TOP_HALF = topHalf()

/** Natural logarithm; −∞ at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN
  if (x === Infinity) return x
  let exponent = 0
  let value = x
  if (x < 2.2250738585072014e-308) {
    value = x * 18014398509481984
    exponent = -54
  }
  WORD[0] = value
  const bits = HALVES[TOP_HALF] as number
  exponent += (bits >>> 20) - 1023
  // The mantissa goes to √½ … √2, where atanh of (m − 1)/(m + 1) converges fast.
  HALVES[TOP_HALF] = (bits & 0xfffff) | 0x3ff00000
  let m = WORD[0]
  if (m > Math.SQRT2) {
    m /= 2
    exponent += 1
  }
  const f = m - 1
  const s = f / (2 + f)
  const z = s * s
  const series =
    z *
    (1 / 3 +
      z *
        (1 / 5 +
          z *
            (1 / 7 +
              z *
                (1 / 9 +
                  z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21))))))))))
  // ln m = f − f²/2 + s(f²/2 + 2 · series): the leading terms carry no error of the division.
  const half = 0.5 * f * f
  return exponent * LN2_HIGH - (half - (s * (half + 2 * series) + exponent * LN2_LOW) - f)
}

/** ln(1 + x) without cancellation near 0. */
export function log1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  // What the rounding of 1 + x did to x is taken back (Kahan).
  return u === Infinity ? u : (log(u) * x) / (u - 1)
}

/** Exact at the powers of ten, which doses often are. */
export function log10(x: number): number {
  const value = log(x) * Math.LOG10E
  const whole = Math.round(value)
  return TENS[whole + 323] === x ? whole : value
}

/** 10ˣ, exact at whole x. */
export function pow10(x: number): number {
  const whole = Math.round(x)
  if (whole === x && x >= -323 && x <= 308) return TENS[x + 323] as number
  if (!(x > -340 && x < 320)) return x < 0 ? 0 : x > 0 ? Infinity : x
  // exp would multiply the rounding of x · ln 10 by its size.
  return (TENS[clampIndex(whole)] as number) * exp((x - clampIndex(whole) + 323) * Math.LN10)
}

/** Base to any power, base ≥ 0. */
export function pow(base: number, power: number): number {
  if (power === 0 || base === 1) return 1
  return exp(power * log(base))
}

function clampIndex(whole: number): number {
  return Math.min(Math.max(whole, -323), 308) + 323
}

const TENS = Float64Array.from({ length: 632 }, (_, i) => Number(`1e${i - 323}`))

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2098)
  let up = 1
  for (let k = 0; k <= 1023; k++, up *= 2) powers[1074 + k] = up
  let down = 1
  for (let k = 0; k >= -1074; k--, down /= 2) powers[1074 + k] = down
  return powers
}

function topHalf(): 0 | 1 {
  WORD[0] = 1
  return HALVES[0] === 0 ? 1 : 0
}
