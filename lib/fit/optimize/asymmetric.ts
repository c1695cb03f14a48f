import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { asymmetricBottom } from '../models/shapes.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { at, LN10 } from '../numbers.ts'
import { exp, expm1, log, log1p } from '../numerics/elementary.ts'
import type { Curvature, Search } from './search.ts'

/**
 * `asymmetricBottom` and its mirror over all doses of a search, written out: a step of the search costs three
 * elementary functions a dose, and the curvature none, because what the fractions were made of is kept.
 */

const FAR = 700
const SIZE = 5

/** ln c, c = 2^(1/s) − 1. */
function offsetOf(s: number): number {
  const exponent = Math.LN2 / s
  return exponent > FAR ? exponent : log(expm1(exponent))
}

/** Fractions at `theta` into `g` and `q`. */
export function fillAsymmetric(search: Search): void {
  const { x } = search.problem
  const { g, q, theta, share, logPower } = search
  const isBottom = search.shape === asymmetricBottom
  const near = isBottom ? g : q
  const far = isBottom ? q : g
  const s = at(theta, ASYMMETRY)
  const offset = offsetOf(s)
  const logEc50 = at(theta, LOG_EC50)
  const slope = (isBottom ? LN10 : -LN10) * at(theta, HILL)
  for (let i = 0; i < x.length; i++) {
    const z = offset - slope * (at(x, i) - logEc50)
    const e = exp(-Math.abs(z))
    const part = 1 / (1 + e)
    const lnA = z > 0 ? z + log1p(e) : log1p(e)
    const power = -s * lnA
    share[i] = z >= 0 ? part : e * part
    logPower[i] = lnA
    // Each fraction to full relative accuracy where it is the small one.
    if (power < -Math.LN2) {
      const small = exp(power)
      near[i] = small
      far[i] = 1 - small
    } else {
      const small = -expm1(power)
      far[i] = small
      near[i] = 1 - small
    }
  }
}

/** Fills `search.curvature` at the point whose fractions were filled last; formulas of `asymmetricBottom.derivatives`. */
export function asymmetricCurvature(search: Search): void {
  const { problem, theta, g, q, residual, share, logPower, curvature } = search
  const { x, w } = problem
  const { gradient } = curvature
  const isBottom = search.shape === asymmetricBottom
  const near = isBottom ? g : q
  const mirror = isBottom ? 1 : -1
  const d = at(theta, TOP) - at(theta, BOTTOM)
  const s = at(theta, ASYMMETRY)
  const logEc50 = at(theta, LOG_EC50)
  const slope = LN10 * at(theta, HILL)
  const k = Math.LN2 / (s * s)
  const inverse = 1 / expm1(Math.min(Math.LN2 / s, FAR))
  const c1 = -k * (1 + inverse)
  const c2 = 2 * (k / s) * (1 + inverse) + k * c1 * inverse
  let gB = 0
  let gT = 0
  let gU = 0
  let gV = 0
  let gS = 0
  let bb = 0
  let bt = 0
  let bu = 0
  let bv = 0
  let bs = 0
  let tt = 0
  let tu = 0
  let tv = 0
  let ts = 0
  let uu = 0
  let uv = 0
  let us = 0
  let vv = 0
  let vs = 0
  let ss = 0
  // Second derivatives of g times w r, in u = slope (x − logEc50) and in s.
  let rUU = 0
  let rUV = 0
  let rVV = 0
  let rUS = 0
  let rVS = 0
  let rSS = 0
  for (let i = 0; i < x.length; i++) {
    const wi = at(w, i)
    const wr = wi * at(residual, i)
    const gi = at(g, i)
    const qi = at(q, i)
    const wq = wi * qi
    const wg = wi * gi
    gB -= wr * qi
    gT -= wr * gi
    bb += wq * qi
    bt += wq * gi
    tt += wg * gi
    if (at(x, i) === -Infinity) continue
    const G = at(near, i)
    const p = at(share, i)
    const rest = 1 - p
    const a = -at(logPower, i) - s * p * c1
    const first = s * p * G
    const second = mirror * first * (s * p - rest)
    const byS = mirror * G * a
    const mixed = G * p * (1 + s * rest * c1 + s * a)
    const twice = mirror * G * (a * a - p * (2 * c1 + s * rest * c1 * c1 + s * c2))
    const z = at(x, i) - logEc50
    const firstZ = first * z
    gU -= wr * first
    gV -= wr * firstZ
    gS -= wr * byS
    bu += wq * first
    bv += wq * firstZ
    bs += wq * byS
    tu += wg * first
    tv += wg * firstZ
    ts += wg * byS
    const wf = wi * first
    uu += wf * first
    uv += wf * firstZ
    us += wf * byS
    vv += wi * firstZ * firstZ
    vs += wi * firstZ * byS
    ss += wi * byS * byS
    rUU += wr * second
    rUV += wr * second * z
    rVV += wr * second * z * z
    rUS += wr * mixed
    rVS += wr * mixed * z
    rSS += wr * twice
  }
  const e = -slope * d
  const h = LN10 * d
  gradient[BOTTOM] = gB
  gradient[TOP] = gT
  gradient[LOG_EC50] = e * gU
  gradient[HILL] = h * gV
  gradient[ASYMMETRY] = d * gS
  // The plateaus enter linearly and with opposite signs: their second derivatives with the rest are those of g.
  const byE = slope * gU
  const byH = LN10 * gV
  put(curvature, BOTTOM, BOTTOM, bb, 0)
  put(curvature, BOTTOM, TOP, bt, 0)
  put(curvature, BOTTOM, LOG_EC50, e * bu, byE)
  put(curvature, BOTTOM, HILL, h * bv, -byH)
  put(curvature, BOTTOM, ASYMMETRY, d * bs, -gS)
  put(curvature, TOP, TOP, tt, 0)
  put(curvature, TOP, LOG_EC50, e * tu, -byE)
  put(curvature, TOP, HILL, h * tv, byH)
  put(curvature, TOP, ASYMMETRY, d * ts, gS)
  put(curvature, LOG_EC50, LOG_EC50, e * e * uu, -d * slope * slope * rUU)
  put(curvature, LOG_EC50, HILL, e * h * uv, h * (slope * rUV - gU))
  put(curvature, LOG_EC50, ASYMMETRY, e * d * us, d * slope * rUS)
  put(curvature, HILL, HILL, h * h * vv, -h * LN10 * rVV)
  put(curvature, HILL, ASYMMETRY, h * d * vs, -h * rVS)
  put(curvature, ASYMMETRY, ASYMMETRY, d * d * ss, -d * rSS)
}

/** An entry of JᵀWJ, and what makes half the Hessian of it. */
function put({ expected, observed }: Curvature, a: number, b: number, value: number, rest: number): void {
  expected[SIZE * a + b] = value
  expected[SIZE * b + a] = value
  observed[SIZE * a + b] = value + rest
  observed[SIZE * b + a] = value + rest
}
