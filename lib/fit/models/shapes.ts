import { exp, expm1, log, log1p } from '../numerics/elementary.ts'
import { normalCdf, normalDensity, normalQuantile } from '../numerics/normal.ts'
import { G, G_S, G_SS, G_U, G_US, G_UU, Q, type Shape } from './shape.ts'

/** eᵘ past this overflows or has no effect. */
const FAR = 700

/** 1 / (1 + e⁻ᵘ). */
export const logistic: Shape = {
  id: 1,
  hasAsymmetry: false,
  fractions(u, _s, out) {
    const e = exp(-Math.abs(u))
    const near = 1 / (1 + e)
    out[G] = u >= 0 ? near : e * near
    out[Q] = u >= 0 ? e * near : near
  },
  derivatives(u, s, out) {
    logistic.fractions(u, s, out)
    const slope = (out[G] as number) * (out[Q] as number)
    out[G_U] = slope
    out[G_UU] = slope * ((out[Q] as number) - (out[G] as number))
  },
  inverse: (fraction) => log(fraction / (1 - fraction)),
  mirrored: () => logistic,
}

/** The normal distribution. */
export const normal: Shape = {
  id: 2,
  hasAsymmetry: false,
  fractions(u, _s, out) {
    out[G] = normalCdf(u)
    out[Q] = normalCdf(-u)
  },
  derivatives(u, s, out) {
    normal.fractions(u, s, out)
    const density = Math.abs(u) < 40 ? normalDensity(u) : 0
    out[G_U] = density
    out[G_UU] = density === 0 ? 0 : -u * density
  },
  inverse: (fraction) => normalQuantile(fraction),
  mirrored: () => normal,
}

/** 2 to the power −e⁻ᵘ: leaves the bottom abruptly, meets the top slowly. */
export const doubleExponential: Shape = {
  id: 3,
  hasAsymmetry: false,
  fractions(u, _s, out) {
    const w = Math.LN2 * exp(Math.min(-u, FAR))
    out[G] = exp(-w)
    out[Q] = -expm1(-w)
  },
  derivatives(u, s, out) {
    doubleExponential.fractions(u, s, out)
    const w = Math.LN2 * exp(Math.min(-u, FAR))
    const slope = w * (out[G] as number)
    out[G_U] = slope
    out[G_UU] = slope === 0 ? 0 : slope * (w - 1)
  },
  inverse: (fraction) => -log(-log(fraction) / Math.LN2),
  mirrored: () => doubleExponentialMirrored,
}

/** (1 + c e⁻ᵘ)⁻ˢ with c = 2^(1/s) − 1: the tail at the bottom has slope hill · s, the other hill. */
export const asymmetricBottom: Shape = {
  id: 4,
  hasAsymmetry: true,
  fractions(u, s, out) {
    const lnA = logOnePlus(u, offsetOf(s))
    out[G] = exp(-s * lnA)
    out[Q] = -expm1(-s * lnA)
  },
  derivatives(u, s, out) {
    const lnC = offsetOf(s)
    const c = exp(lnC)
    const lnA = logOnePlus(u, lnC)
    const g = exp(-s * lnA)
    out[G] = g
    out[Q] = -expm1(-s * lnA)
    // p = c e⁻ᵘ / (1 + c e⁻ᵘ) is −∂ ln A / ∂u.
    const e = exp(-Math.abs(lnC - u))
    const p = lnC >= u ? 1 / (1 + e) : e / (1 + e)
    const rest = lnC >= u ? e / (1 + e) : 1 / (1 + e)
    out[G_U] = s * p * g
    out[G_UU] = s * p * g * (s * p - rest)
    // First and second derivative of ln c in s.
    const k = Math.LN2 / (s * s)
    const c1 = -k * (1 + 1 / c)
    const c2 = 2 * (k / s) * (1 + 1 / c) + (k * c1) / c
    const d = -lnA - s * p * c1
    out[G_S] = g === 0 ? 0 : g * d
    out[G_US] = g * p === 0 ? 0 : g * p * (1 + s * rest * c1 + s * d)
    out[G_SS] = g === 0 ? 0 : g * (d * d - p * (2 * c1 + s * rest * c1 * c1 + s * c2))
  },
  inverse: (fraction, s) => offsetOf(s) - log(expm1(-log(fraction) / s)),
  mirrored: () => asymmetricTop,
}

export const asymmetricTop: Shape = mirror(asymmetricBottom)
export const doubleExponentialMirrored: Shape = mirror(doubleExponential)

/** The last asymmetry and its ln c: all points of a curve ask for the same one. */
let lastAsymmetry = Number.NaN
let lastOffset = Number.NaN

/** ln c. */
function offsetOf(s: number): number {
  if (s === lastAsymmetry) return lastOffset
  const exponent = Math.LN2 / s
  lastAsymmetry = s
  lastOffset = exponent > FAR ? exponent : log(expm1(exponent))
  return lastOffset
}

/** ln(1 + c e⁻ᵘ). */
function logOnePlus(u: number, lnC: number): number {
  const z = lnC - u
  return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z))
}

/** 1 − g(−u). */
function mirror(shape: Shape): Shape {
  return {
    id: -shape.id,
    hasAsymmetry: shape.hasAsymmetry,
    fractions(u, s, out) {
      shape.fractions(-u, s, out)
      swapFractions(out)
    },
    derivatives(u, s, out) {
      shape.derivatives(-u, s, out)
      swapFractions(out)
      out[G_UU] = -(out[G_UU] as number)
      out[G_S] = -(out[G_S] as number)
      out[G_SS] = -(out[G_SS] as number)
    },
    inverse: (fraction, s) => -shape.inverse(1 - fraction, s),
    mirrored: () => shape,
  }
}

function swapFractions(out: Float64Array): void {
  const g = out[G] as number
  out[G] = out[Q] as number
  out[Q] = g
}
