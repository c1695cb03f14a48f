import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { G, Q } from '../models/shape.ts'
import { at, LN10 } from '../numbers.ts'
import { exp } from '../numerics/elementary.ts'
import { fillAsymmetric } from './asymmetric.ts'
import { type Box, isFixed, type SignedBox } from './box.ts'
import type { Search } from './search.ts'

/**
 * Scaled RSS of the dose means at (logEc50, hill, asymmetry) with the best plateaus inside the box; fills the scratch.
 *
 * @param point  the parameters after the plateaus; hill non-zero
 */
export function evaluateReduced(search: Search, box: SignedBox, point: Float64Array): number {
  const { theta } = search
  for (let k = 0; k < search.inner; k++) theta[k + 2] = at(point, k)
  fillFractions(search)
  return solvePlateaus(search, box)
}

/** Scaled RSS at a whole vector, plateaus as given. */
export function evaluateAt(search: Search, theta: Float64Array): number {
  search.theta.set(theta)
  fillFractions(search)
  return setPlateaus(search, at(theta, BOTTOM), at(theta, TOP))
}

function fillFractions(search: Search): void {
  if (search.isLogistic) fillLogistic(search)
  else if (search.isAsymmetric) fillAsymmetric(search)
  else fillShape(search)
}

function fillLogistic(search: Search): void {
  const { x } = search.problem
  const { g, q, theta } = search
  const logEc50 = at(theta, LOG_EC50)
  const slope = at(theta, HILL) * LN10
  for (let i = 0; i < x.length; i++) {
    const z = slope * (at(x, i) - logEc50)
    const e = exp(-Math.abs(z))
    const near = 1 / (1 + e)
    g[i] = z >= 0 ? near : e * near
    q[i] = z >= 0 ? e * near : near
  }
}

function fillShape(search: Search): void {
  const { shape, theta, places, g, q } = search
  if (!shape) return
  const { x } = search.problem
  const logEc50 = at(theta, LOG_EC50)
  const slope = at(theta, HILL) * LN10
  for (let i = 0; i < x.length; i++) {
    shape.fractions(slope * (at(x, i) - logEc50), 1, places)
    g[i] = at(places, G)
    q[i] = at(places, Q)
  }
}

function solvePlateaus(search: Search, box: SignedBox): number {
  const isBottomFixed = isFixed(box, BOTTOM)
  const isTopFixed = isFixed(box, TOP)
  if (isBottomFixed && isTopFixed) return setPlateaus(search, at(box.lower, BOTTOM), at(box.lower, TOP))
  if (isBottomFixed) return solveTop(search, box, at(box.lower, BOTTOM))
  if (isTopFixed) return solveBottom(search, box, at(box.lower, TOP))

  const { g, q } = search
  const { w, y, totalWeight, mean } = search.problem
  const m = y.length
  let sg = 0
  for (let i = 0; i < m; i++) sg += at(w, i) * at(g, i)
  const gMean = sg / totalWeight
  const qMean = 1 - gMean
  let sgg = 0
  let sgy = 0
  // Centred on whichever fraction is small, so that its variation keeps its digits.
  if (gMean > 0.5) {
    for (let i = 0; i < m; i++) {
      const d = qMean - at(q, i)
      sgg += at(w, i) * d * d
      sgy += at(w, i) * d * (at(y, i) - mean)
    }
  } else {
    for (let i = 0; i < m; i++) {
      const d = at(g, i) - gMean
      sgg += at(w, i) * d * d
      sgy += at(w, i) * d * (at(y, i) - mean)
    }
  }
  const spread = sgg > 1e-26 * totalWeight ? sgy / sgg : 0
  const bottom = mean - spread * gMean
  const top = mean + spread * qMean
  const isInOrder = spread >= 0 || !box.isOrdered
  if (isInOrder && isInside(box, BOTTOM, bottom) && isInside(box, TOP, top))
    return setPlateaus(search, bottom, top)
  return solveOnEdges(search, box)
}

/** A convex quadratic whose free minimum is outside the region has its minimum on an edge, top = bottom being one. */
function solveOnEdges(search: Search, box: SignedBox): number {
  const { theta } = search
  let best = Infinity
  let bottom = 0
  let top = 0
  for (let edge = 0; edge < 5; edge++) {
    const rss = solveEdge(search, box, edge)
    if (rss >= best || (box.isOrdered && at(theta, TOP) < at(theta, BOTTOM))) continue
    best = rss
    bottom = at(theta, BOTTOM)
    top = at(theta, TOP)
  }
  return setPlateaus(search, bottom, top)
}

function solveEdge(search: Search, box: SignedBox, edge: number): number {
  if (edge === 0) return solveTop(search, box, at(box.lower, BOTTOM))
  if (edge === 1) return solveTop(search, box, at(box.upper, BOTTOM))
  if (edge === 2) return solveBottom(search, box, at(box.lower, TOP))
  if (edge === 3) return solveBottom(search, box, at(box.upper, TOP))
  if (!box.isOrdered) return Infinity
  const level = clip(box, TOP, clip(box, BOTTOM, search.problem.mean))
  return isInside(box, BOTTOM, level) ? setPlateaus(search, level, level) : Infinity
}

function solveTop(search: Search, box: SignedBox, bottom: number): number {
  const { g, q } = search
  const { w, y } = search.problem
  let sgg = 0
  let sgy = 0
  for (let i = 0; i < y.length; i++) {
    const wg = at(w, i) * at(g, i)
    sgg += wg * at(g, i)
    sgy += wg * (at(y, i) - bottom * at(q, i))
  }
  const top = sgg > 0 ? sgy / sgg : bottom
  const ordered = box.isOrdered ? Math.max(top, bottom) : top
  return setPlateaus(search, bottom, clip(box, TOP, ordered))
}

function solveBottom(search: Search, box: SignedBox, top: number): number {
  const { g, q } = search
  const { w, y } = search.problem
  let sqq = 0
  let sqy = 0
  for (let i = 0; i < y.length; i++) {
    const wq = at(w, i) * at(q, i)
    sqq += wq * at(q, i)
    sqy += wq * (at(y, i) - top * at(g, i))
  }
  const bottom = sqq > 0 ? sqy / sqq : top
  const ordered = box.isOrdered ? Math.min(top, bottom) : bottom
  return setPlateaus(search, clip(box, BOTTOM, ordered), top)
}

function setPlateaus(search: Search, bottom: number, top: number): number {
  const { theta, g, q, residual } = search
  const { w, y } = search.problem
  theta[BOTTOM] = bottom
  theta[TOP] = top
  let rss = 0
  for (let i = 0; i < y.length; i++) {
    const r = at(y, i) - (bottom * at(q, i) + top * at(g, i))
    residual[i] = r
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
