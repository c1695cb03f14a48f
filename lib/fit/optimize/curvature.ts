import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { at, LN10 } from '../numbers.ts'
import type { Problem } from './problem.ts'
import type { Workspace } from './reduced.ts'

/** Half the gradient and Hessian of the scaled RSS in (bottom, top, logEc50, hill); 4 × 4 are row-major. */
export interface Curvature {
  readonly gradient: Float64Array
  /** JᵀWJ. */
  readonly expected: Float64Array
  /** JᵀWJ − Σ w r ∇²f. */
  readonly observed: Float64Array
}

export function makeCurvature(): Curvature {
  return { gradient: new Float64Array(4), expected: new Float64Array(16), observed: new Float64Array(16) }
}

/** Fills `out` at the point the workspace was last evaluated at. */
export function computeCurvature(problem: Problem, ws: Workspace, out: Curvature): void {
  const { x, w } = problem
  const { theta, g, q, residual } = ws
  const d = at(theta, TOP) - at(theta, BOTTOM)
  const zE = -LN10 * at(theta, HILL)
  let [gB, gT, gE, gH] = [0, 0, 0, 0]
  let [bb, bt, be, bh, tt, te, th, ee, eh, hh] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  // Second derivatives of f times w r: only these five are not zero.
  let [rE, rH, rEE, rEH, rHH] = [0, 0, 0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const gi = at(g, i)
    const qi = at(q, i)
    const wi = at(w, i)
    const wr = wi * at(residual, i)
    const zH = at(x, i) === -Infinity ? 0 : LN10 * (at(x, i) - at(theta, LOG_EC50))
    const u = at(x, i) === -Infinity ? 0 : gi * qi
    const fE = d * u * zE
    const fH = d * u * zH
    gB -= wr * qi
    gT -= wr * gi
    gE -= wr * fE
    gH -= wr * fH
    bb += wi * qi * qi
    bt += wi * qi * gi
    be += wi * qi * fE
    bh += wi * qi * fH
    tt += wi * gi * gi
    te += wi * gi * fE
    th += wi * gi * fH
    ee += wi * fE * fE
    eh += wi * fE * fH
    hh += wi * fH * fH
    const bend = u * (qi - gi)
    rE += wr * u * zE
    rH += wr * u * zH
    rEE += wr * d * bend * zE * zE
    rEH += wr * d * (bend * zE * zH - u * LN10)
    rHH += wr * d * bend * zH * zH
  }
  setVector(out.gradient, gB, gT, gE, gH)
  setSymmetric(out.expected, [bb, bt, be, bh, tt, te, th, ee, eh, hh])
  setSymmetric(out.observed, [bb, bt, be + rE, bh + rH, tt, te - rE, th - rH, ee - rEE, eh - rEH, hh - rHH])
}

function setVector(out: Float64Array, a: number, b: number, c: number, d: number): void {
  out[0] = a
  out[1] = b
  out[2] = c
  out[3] = d
}

type Upper = readonly [number, number, number, number, number, number, number, number, number, number]

function setSymmetric(out: Float64Array, upper: Upper): void {
  let next = 0
  for (let row = 0; row < 4; row++) {
    for (let column = row; column < 4; column++) {
      const value = upper[next++] as number
      out[4 * row + column] = value
      out[4 * column + row] = value
    }
  }
}
