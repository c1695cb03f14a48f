import { exp, log } from '../numerics/elementary.ts'
import { normalCdf, normalQuantile } from '../numerics/normal.ts'

/** Student t and F distributions from the regularised incomplete beta function; accurate to 1e-12. */

/**
 * Regularised incomplete beta I_x(a, b), continued fraction by the modified Lentz method.
 *
 * @param x  in [0, 1]
 * @param y  1 − x, passed apart so that it keeps its digits near x = 1
 * @see Abramowitz and Stegun 26.5.8
 */
function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = exp(a * log(x) + b * log(y) - logBeta(a, b))
  // The fraction converges fast below the mean only; beyond it the mirrored one does.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, y)) / b
}

/** Two-sided p of a t statistic. @param df degrees of freedom, > 0; Infinity is the normal distribution */
export function studentTwoSidedP(t: number, df: number): number {
  if (df === Infinity) return 2 * normalCdf(-Math.abs(t))
  const square = t * t
  if (square === Infinity) return 0
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square))
}

/** P(F > f). @param df1, df2 degrees of freedom of numerator and denominator; df2 Infinity is chi square over df1 */
export function fUpperP(f: number, df1: number, df2: number): number {
  if (Number.isNaN(f)) return Number.NaN
  if (f <= 0) return 1
  if (f === Infinity) return 0
  if (df2 === Infinity) return upperGamma(df1 / 2, (df1 * f) / 2)
  const total = df2 + df1 * f
  return incompleteBeta(df2 / 2, df1 / 2, df2 / total, (df1 * f) / total)
}

/** Regularised upper incomplete gamma Q(a, x), a > 0, x > 0: series below a + 1, continued fraction above. */
function upperGamma(a: number, x: number): number {
  const front = exp(a * log(x) - x - logGamma(a))
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a]
    for (let n = 1; n < 1000 && term > 1e-17 * sum; n++) {
      term *= x / (a + n)
      sum += term
    }
    return 1 - front * sum
  }
  let tail = 0
  for (let n = 200; n >= 1; n--) tail = (n * (n - a)) / (x + 2 * n + 1 - a - tail)
  return front / (x + 1 - a - tail)
}

const quantiles = new Map<string, number>()

/**
 * t with P(T ≤ t) = probability. Results are kept per (probability, df): a screen asks for few.
 *
 * @param probability  in (0, 1)
 * @param df           > 0; Infinity is the normal distribution
 */
export function studentQuantile(probability: number, df: number): number {
  if (probability === 0.5) return 0
  if (probability < 0.5) return -studentQuantile(1 - probability, df)
  if (df === Infinity) return normalQuantile(probability)
  const key = `${probability}:${df}`
  const known = quantiles.get(key)
  if (known !== undefined) return known
  const value = solveQuantile(2 * (1 - probability), df)
  if (quantiles.size > 1000) quantiles.clear()
  quantiles.set(key, value)
  return value
}

/** Bisection on log t: 200 halvings end at the spacing of doubles, and nothing can diverge. */
function solveQuantile(twoSidedP: number, df: number): number {
  let low = log(1e-12)
  let high = log(1e12)
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (studentTwoSidedP(exp(middle), df) > twoSidedP) low = middle
    else high = middle
  }
  return exp((low + high) / 2)
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1), tiny)
  let fraction = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guard(1 + even * d, tiny)
    c = guard(1 + even / c, tiny)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guard(1 + odd * d, tiny)
    c = guard(1 + odd / c, tiny)
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction
}

function guard(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** Coefficients of the Stirling series, B(2k) / (2k (2k − 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400]

/** ln k!; k need not be whole. */
export function logFactorial(k: number): number {
  return logGamma(k + 1)
}

/** ln Γ(x), x > 0: shifted above 12, where eight terms of Stirling's series reach the last digit. */
function logGamma(x: number): number {
  let product = 1
  let shifted = x
  while (shifted < 12) product *= shifted++
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series = STIRLING.reduceRight((sum, coefficient) => sum * square + coefficient, 0) * inverse
  return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Math.PI) + series - log(product)
}
