import { BOTTOM, HILL, LOG_EC50, TOP } from '../models/parameters.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { at } from '../numbers.ts'
import { isFixed, type SignedBox } from './box.ts'
import { type DesignGrid, type Density, designGrid } from './design-grid.ts'
import type { Problem } from './problem.ts'
import { clip } from './reduced.ts'
import type { Search } from './search.ts'

/** RSS per node of the grid in hand; grown when a grid needs more. */
let rss = new Float64Array(1024)

/** A whole vector whose plateaus are not set, and the RSS of the means that it promises. */
export interface GridStart {
  readonly point: Float64Array
  readonly rss: number
}

/**
 * Local minima of the reduced RSS over a grid, best first: every basin that the doses can tell apart has a node.
 *
 * @param box  hill of one sign
 */
export function gridStarts(
  search: Search,
  box: SignedBox,
  { density, limit }: { density: Density; limit: number },
): GridStart[] {
  if (!search.shape) return []
  const grid = designGrid(search.problem, search.shape, box, density)
  fillRss(search.problem, box, grid)
  const found: number[] = []
  const columns = grid.logEc50s.length
  const layer = columns * grid.hills.length
  // What is no lower than the last of the lowest cannot enter.
  let last = Infinity
  const count = grid.square.length
  for (let node = 0; node < count; node++) {
    if (!(at(rss, node) < last) || !isLocalMinimum(node, columns, layer)) continue
    insert(found, node, limit)
    if (found.length === limit) last = at(rss, found[limit - 1] as number)
  }
  return found.map((node) => ({ point: vectorAt(search, grid, node), rss: at(rss, node) }))
}

/** Keeps the `limit` lowest, in order; the earlier node wins a tie. */
function insert(found: number[], node: number, limit: number): void {
  let place = found.length
  while (place > 0 && at(rss, found[place - 1] as number) > at(rss, node)) place--
  if (place >= limit) return
  found.splice(place, 0, node)
  if (found.length > limit) found.pop()
}

function vectorAt(search: Search, grid: DesignGrid, node: number): Float64Array {
  const columns = grid.logEc50s.length
  const rows = grid.hills.length
  const start = new Float64Array(search.size)
  start[LOG_EC50] = at(grid.logEc50s, node % columns)
  start[HILL] = at(grid.hills, Math.floor(node / columns) % rows)
  if (search.size > ASYMMETRY) start[ASYMMETRY] = at(grid.asymmetries, Math.floor(node / columns / rows))
  return start
}

/** Neighbours in logEc50 and hill; each asymmetry has minima of its own. */
function isLocalMinimum(node: number, columns: number, layer: number): boolean {
  const here = at(rss, node)
  const inLayer = node % layer
  const column = inLayer % columns
  const hasLeft = column > 0
  const hasRight = column < columns - 1
  if (hasLeft && at(rss, node - 1) < here) return false
  if (hasRight && at(rss, node + 1) < here) return false
  if (inLayer >= columns) {
    const above = node - columns
    if (at(rss, above) < here) return false
    if (hasLeft && at(rss, above - 1) < here) return false
    if (hasRight && at(rss, above + 1) < here) return false
  }
  if (inLayer + columns < layer) {
    const below = node + columns
    if (at(rss, below) < here) return false
    if (hasLeft && at(rss, below - 1) < here) return false
    if (hasRight && at(rss, below + 1) < here) return false
  }
  return true
}

function fillRss(problem: Problem, box: SignedBox, grid: DesignGrid): void {
  const { y, w, mean, totalWeight } = problem
  const m = y.length
  const { weighted, square, gMean, qMean } = grid
  const count = square.length
  if (rss.length < count) rss = new Float64Array(count)
  let syy = 0
  for (let i = 0; i < m; i++) syy += at(w, i) * (at(y, i) - mean) * (at(y, i) - mean)
  const bottomLow = at(box.lower, BOTTOM)
  const bottomHigh = at(box.upper, BOTTOM)
  const topLow = at(box.lower, TOP)
  const topHigh = at(box.upper, TOP)
  const { isOrdered } = box
  let cell = 0
  for (let node = 0; node < count; node++) {
    let sgy = 0
    // The weighted fractions sum to 0: the mean of y drops out.
    for (let i = 0; i < m; i++, cell++) sgy += at(weighted, cell) * at(y, i)
    const sgg = at(square, node)
    const spread = sgg > 1e-26 * totalWeight ? sgy / sgg : 0
    const bottom = mean - spread * at(gMean, node)
    const top = mean + spread * at(qMean, node)
    const isFree =
      bottom >= bottomLow &&
      bottom <= bottomHigh &&
      top >= topLow &&
      top <= topHigh &&
      (spread >= 0 || !isOrdered)
    if (isFree) rss[node] = syy - spread * sgy
    else {
      nodeSums.sgg = sgg
      nodeSums.sgy = sgy
      nodeSums.syy = syy
      nodeSums.g = at(gMean, node)
      nodeSums.q = at(qMean, node)
      nodeSums.mean = mean
      nodeSums.weight = totalWeight
      rss[node] = rssOnEdge(box, bottom, top)
    }
  }
}

/**
 * Minimum over the plateaus on the edge of the box, from the sums alone: good to a few digits, which ranking needs. Of a
 * convex function one of the limits that its free minimum violates binds.
 */
function rssOnEdge(box: SignedBox, bottom: number, top: number): number {
  let least = Infinity
  if (bottom < at(box.lower, BOTTOM) || isFixed(box, BOTTOM)) {
    least = Math.min(least, withBottom(box, at(box.lower, BOTTOM)))
  } else if (bottom > at(box.upper, BOTTOM)) least = Math.min(least, withBottom(box, at(box.upper, BOTTOM)))
  if (top < at(box.lower, TOP)) least = Math.min(least, withTop(box, at(box.lower, TOP)))
  else if (top > at(box.upper, TOP)) least = Math.min(least, withTop(box, at(box.upper, TOP)))
  if (box.isOrdered && top < bottom) {
    const level = clip(box, TOP, clip(box, BOTTOM, nodeSums.mean))
    least = Math.min(least, cost(box, level, level))
  }
  return least
}

/** The sums of the node in hand: one object of fixed shape, since a node is costed a million times a second. */
const nodeSums = { sgg: 0, sgy: 0, syy: 0, g: 0, q: 0, mean: 0, weight: 0 }

function cost(box: SignedBox, bottom: number, top: number): number {
  if (box.isOrdered && top < bottom) return Infinity
  const { sgg, sgy, syy, g, mean, weight } = nodeSums
  const d = top - bottom
  const miss = mean - bottom - d * g
  return syy - 2 * d * sgy + d * d * sgg + weight * miss * miss
}

function withBottom(box: SignedBox, bottom: number): number {
  const { sgg, sgy, g, mean, weight } = nodeSums
  const d = (sgy + weight * g * (mean - bottom)) / (sgg + weight * g * g || 1)
  return cost(box, bottom, clip(box, TOP, bottom + (box.isOrdered ? Math.max(d, 0) : d)))
}

function withTop(box: SignedBox, top: number): number {
  const { sgg, sgy, q, mean, weight } = nodeSums
  const d = (sgy - weight * q * (mean - top)) / (sgg + weight * q * q || 1)
  return cost(box, clip(box, BOTTOM, top - (box.isOrdered ? Math.max(d, 0) : d)), top)
}
