import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { at, LN10 } from '../numbers.ts'
import { type Box, isFixed, type SignedBox } from './box.ts'
import type { Problem } from './problem.ts'

/**
 * Scratch of one search. Given logEc50 and hill the model is linear in its plateaus, so the search runs over those
 * two only and the plateaus are solved exactly (variable projection, Golub and Pereyra 1973).
 */
export interface Workspace {
  readonly theta: Float64Array
  /** Fraction of the way to the top, and to the bottom, per dose. Both kept: 1 − g loses the tail. */
  readonly g: Float64Array
  readonly q: Float64Array
  readonly residual: Float64Array
}

export function makeWorkspace(problem: Problem): Workspace {
  const m = problem.x.length
  return {
    theta: new Float64Array(4),
    g: new Float64Array(m),
    q: new Float64Array(m),
    residual: new Float64Array(m),
  }
}

/**
 * Scaled RSS of the dose means at (logEc50, hill) with the best plateaus inside the box; fills the workspace.
 *
 * @param hill  non-zero
 */
export function evaluateReduced(
  problem: Problem,
  box: SignedBox,
  ws: Workspace,
  logEc50: number,
  hill: number,
): number {
  const { x } = problem
  const slope = hill * LN10
  for (let i = 0; i < x.length; i++) {
    const z = slope * (at(x, i) - logEc50)
    const e = Math.exp(-Math.abs(z))
    const near = 1 / (1 + e)
    ws.g[i] = z >= 0 ? near : e * near
    ws.q[i] = z >= 0 ? e * near : near
  }
  ws.theta[LOG_EC50] = logEc50
  ws.theta[HILL] = hill
  return solvePlateaus(problem, box, ws)
}

function solvePlateaus(problem: Problem, box: SignedBox, ws: Workspace): number {
  const isBottomFixed = isFixed(box, BOTTOM)
  const isTopFixed = isFixed(box, TOP)
  if (isBottomFixed && isTopFixed) return setPlateaus(problem, ws, at(box.lower, BOTTOM), at(box.lower, TOP))
  if (isBottomFixed) return solveTop(problem, box, ws, at(box.lower, BOTTOM))
  if (isTopFixed) return solveBottom(problem, box, ws, at(box.lower, TOP))

  const { w, y } = problem
  const m = y.length
  let sw = 0
  let sg = 0
  let sy = 0
  for (let i = 0; i < m; i++) {
    sw += at(w, i)
    sg += at(w, i) * at(ws.g, i)
    sy += at(w, i) * at(y, i)
  }
  const gMean = sg / sw
  const qMean = 1 - gMean
  const yMean = sy / sw
  let sgg = 0
  let sgy = 0
  for (let i = 0; i < m; i++) {
    // Centred on whichever fraction is small, so that its variation keeps its digits.
    const d = gMean > 0.5 ? qMean - at(ws.q, i) : at(ws.g, i) - gMean
    sgg += at(w, i) * d * d
    sgy += at(w, i) * d * (at(y, i) - yMean)
  }
  const spread = sgg > 1e-26 * sw ? sgy / sgg : 0
  const bottom = yMean - spread * gMean
  const top = yMean + spread * qMean
  const isInOrder = spread >= 0 || !box.isOrdered
  if (isInOrder && isInside(box, BOTTOM, bottom) && isInside(box, TOP, top))
    return setPlateaus(problem, ws, bottom, top)
  return solveOnEdges(problem, box, ws)
}

/** A convex quadratic whose free minimum is outside the region has its minimum on an edge, top = bottom being one. */
function solveOnEdges(problem: Problem, box: SignedBox, ws: Workspace): number {
  let best = Infinity
  let bottom = 0
  let top = 0
  const keep = (rss: number) => {
    if (rss >= best || (box.isOrdered && at(ws.theta, TOP) < at(ws.theta, BOTTOM))) return
    best = rss
    bottom = at(ws.theta, BOTTOM)
    top = at(ws.theta, TOP)
  }
  keep(solveTop(problem, box, ws, at(box.lower, BOTTOM)))
  keep(solveTop(problem, box, ws, at(box.upper, BOTTOM)))
  keep(solveBottom(problem, box, ws, at(box.lower, TOP)))
  keep(solveBottom(problem, box, ws, at(box.upper, TOP)))
  if (box.isOrdered) {
    const level = clip(box, TOP, clip(box, BOTTOM, problem.mean))
    if (isInside(box, BOTTOM, level)) keep(setPlateaus(problem, ws, level, level))
  }
  return setPlateaus(problem, ws, bottom, top)
}

function solveTop(problem: Problem, box: SignedBox, ws: Workspace, bottom: number): number {
  const { w, y } = problem
  let sgg = 0
  let sgy = 0
  for (let i = 0; i < y.length; i++) {
    const wg = at(w, i) * at(ws.g, i)
    sgg += wg * at(ws.g, i)
    sgy += wg * (at(y, i) - bottom * at(ws.q, i))
  }
  const top = sgg > 0 ? sgy / sgg : bottom
  const ordered = box.isOrdered ? Math.max(top, bottom) : top
  return setPlateaus(problem, ws, bottom, clip(box, TOP, ordered))
}

function solveBottom(problem: Problem, box: SignedBox, ws: Workspace, top: number): number {
  const { w, y } = problem
  let sqq = 0
  let sqy = 0
  for (let i = 0; i < y.length; i++) {
    const wq = at(w, i) * at(ws.q, i)
    sqq += wq * at(ws.q, i)
    sqy += wq * (at(y, i) - top * at(ws.g, i))
  }
  const bottom = sqq > 0 ? sqy / sqq : top
  const ordered = box.isOrdered ? Math.min(top, bottom) : bottom
  return setPlateaus(problem, ws, clip(box, BOTTOM, ordered), top)
}

function setPlateaus(problem: Problem, ws: Workspace, bottom: number, top: number): number {
  const { w, y } = problem
  ws.theta[BOTTOM] = bottom
  ws.theta[TOP] = top
  let rss = 0
  for (let i = 0; i < y.length; i++) {
    const r = at(y, i) - (bottom * at(ws.q, i) + top * at(ws.g, i))
    ws.residual[i] = r
    rss += at(w, i) * r * r
  }
  return rss
}

function isInside(box: Box, index: number, value: number): boolean {
  return value >= at(box.lower, index) && value <= at(box.upper, index)
}

export function clip(box: Box, index: number, value: number): number {
  return Math.min(Math.max(value, at(box.lower, index)), at(box.upper, index))
}
