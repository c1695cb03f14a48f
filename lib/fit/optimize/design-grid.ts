import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { G, Q, type Shape, SHAPE_PLACES } from '../models/shape.ts'
import { ASYMMETRY } from '../models/sigmoid.ts'
import { logistic } from '../models/shapes.ts'
import { at, LN10 } from '../numbers.ts'
import { exp } from '../numerics/elementary.ts'
import { type Box, isFixed } from './box.ts'
import type { Problem } from './problem.ts'

/** How densely starts are sought: `coarse` for the usual curve, `fine` for one that a bound or little signal makes odd. */
export type Density = 'coarse' | 'fine'

/**
 * The fractions of every node of a start grid, centred and weighted, so that the RSS at a node is one dot product with
 * the responses. They depend on the doses, the weights and the limits, not on the responses: plates share them.
 */
export interface DesignGrid {
  readonly logEc50s: Float64Array
  readonly hills: Float64Array
  readonly asymmetries: Float64Array
  /** Per node (asymmetry, hill, logEc50; the last fastest) m values w (g − mean g). */
  readonly weighted: Float64Array
  /** Per node: Σ w (g − mean g)², mean g and mean 1 − g. */
  readonly square: Float64Array
  readonly gMean: Float64Array
  readonly qMean: Float64Array
  readonly key: GridKey
}

interface GridKey {
  readonly shape: Shape
  readonly density: Density
  readonly x: Float64Array
  readonly w: Float64Array
  /** Limits of logEc50, hill and asymmetry. */
  readonly lower: Float64Array
  readonly upper: Float64Array
}

const HILLS = {
  coarse: [0.3, 0.6, 1, 1.7, 3.2, 8],
  fine: [0.1, 0.22, 0.4, 0.7, 1.1, 1.7, 2.7, 4.5, 8, 16, 32],
}
/** Nodes further than this from every dose tell nothing apart. */
const FAR_DECADES = 5.5
const BEYOND = { coarse: [0.4, 1, 2], fine: [0.25, 0.5, 1, 1.6, 2.4, 3.6, 5] }
/** With an asymmetry every node is a whole sheet of them: fewer slopes and midpoints serve. */
const ASYMMETRIES = { coarse: [0.1, 0.3, 1, 4], fine: [0.06, 0.2, 0.5, 1, 2.5, 8, 40] }
/** Dense designs gain nothing from more nodes than this inside the tested range. */
const MAX_INNER_NODES = { coarse: 20, fine: 40 }

/**
 * Grids of the designs last met, oldest first. A cache only: what it holds follows from the key, so no result depends on
 * it. Bounded by the numbers it holds, 24 MB.
 */
const known = new Map<number, DesignGrid>()
const MOST_NUMBERS = 3_000_000
let numbers = 0

/** The grid of a design inside a box whose hill has one sign. */
export function designGrid(problem: Problem, shape: Shape, box: Box, density: Density): DesignGrid {
  const mark = markOf(problem, shape, box, density)
  const found = known.get(mark)
  if (found && fits(found.key, problem, shape, box, density)) return found
  const grid = buildGrid(problem, shape, box, density)
  if (found) forget(mark, found)
  known.set(mark, grid)
  numbers += grid.weighted.length
  for (const [oldest, other] of known) {
    if (numbers <= MOST_NUMBERS || oldest === mark) break
    forget(oldest, other)
  }
  return grid
}

function forget(mark: number, grid: DesignGrid): void {
  known.delete(mark)
  numbers -= grid.weighted.length
}

/** A number that designs seldom share; the key decides. */
function markOf({ x, w }: Problem, { id }: Shape, box: Box, density: Density): number {
  let mark = 3.1 * id + (density === 'fine' ? 0.5 : 0.25)
  for (let i = 0; i < x.length; i++) {
    const value = at(x, i)
    mark = mark * 1.37 + (value === -Infinity ? 17 : value) + 0.713 * at(w, i)
  }
  for (let k = 2; k < box.lower.length; k++) mark = mark * 1.37 + at(box.lower, k) + 0.59 * at(box.upper, k)
  return mark
}

function fits(key: GridKey, problem: Problem, shape: Shape, box: Box, density: Density): boolean {
  if (key.shape !== shape || key.density !== density || key.x.length !== problem.x.length) return false
  for (let k = 2; k < box.lower.length; k++) {
    if (at(key.lower, k) !== at(box.lower, k) || at(key.upper, k) !== at(box.upper, k)) return false
  }
  if (key.x === problem.x && key.w === problem.w) return true
  for (let i = 0; i < key.x.length; i++) {
    if (at(key.x, i) !== at(problem.x, i) || at(key.w, i) !== at(problem.w, i)) return false
  }
  return true
}

function buildGrid(problem: Problem, shape: Shape, box: Box, density: Density): DesignGrid {
  const { x, w, totalWeight } = problem
  const m = x.length
  const sheet = shape.hasAsymmetry ? 'coarse' : density
  const logEc50s = logEc50Nodes(problem, box, sheet)
  const hills = hillNodes(box, HILLS[sheet])
  const asymmetries = shape.hasAsymmetry ? asymmetryNodes(box, ASYMMETRIES[density]) : Float64Array.of(1)
  const count = logEc50s.length * hills.length * asymmetries.length
  const weighted = new Float64Array(count * m)
  const square = new Float64Array(count)
  const gMean = new Float64Array(count)
  const qMean = new Float64Array(count)
  const places = new Float64Array(SHAPE_PLACES)
  const fractions = new Float64Array(2 * m)
  const isSplit = shape === logistic
  let node = 0
  for (const s of asymmetries) {
    for (const hill of hills) {
      const slope = hill * LN10
      const ratios = isSplit ? dosePowers(x, slope) : null
      for (const logEc50 of logEc50s) {
        if (ratios) fillSplit(ratios, slope * (logEc50 - centreOf(x)), fractions)
        else fillDirect(x, shape, { slope, logEc50, asymmetry: s, places }, fractions)
        let sum = 0
        for (let i = 0; i < m; i++) sum += at(w, i) * at(fractions, i)
        const mean = sum / totalWeight
        const rest = 1 - mean
        let squares = 0
        for (let i = 0; i < m; i++) {
          const d = mean > 0.5 ? rest - at(fractions, m + i) : at(fractions, i) - mean
          weighted[node * m + i] = at(w, i) * d
          squares += at(w, i) * d * d
        }
        square[node] = squares
        gMean[node] = mean
        qMean[node] = rest
        node++
      }
    }
  }
  const key = {
    shape,
    density,
    x,
    w,
    lower: box.lower.slice(),
    upper: box.upper.slice(),
  }
  return { logEc50s, hills, asymmetries, weighted, square, gMean, qMean, key }
}

/** Where dose ratios are counted from, so that their powers stay small. */
function centreOf(x: Float64Array): number {
  const first = at(x, 0) === -Infinity ? Math.min(1, x.length - 1) : 0
  return (at(x, first) + at(x, x.length - 1)) / 2
}

/** eᶻ splits into a factor of the dose and one of the node: one division a fraction instead of an exponential. */
function dosePowers(x: Float64Array, slope: number): Float64Array | null {
  const centre = centreOf(x)
  const powers = new Float64Array(x.length)
  for (let i = 0; i < x.length; i++) {
    const z = at(x, i) === -Infinity ? (slope > 0 ? -Infinity : Infinity) : slope * (at(x, i) - centre)
    // Past this the product could overflow while its factors do not mean that.
    if (Math.abs(z) > 300 && z !== -Infinity && z !== Infinity) return null
    powers[i] = exp(z)
  }
  return powers
}

function fillSplit(powers: Float64Array, shift: number, fractions: Float64Array): void {
  const m = powers.length
  const factor = exp(Math.max(-300, Math.min(300, -shift)))
  for (let i = 0; i < m; i++) {
    const power = at(powers, i) * factor
    const q = 1 / (1 + power)
    fractions[i] = power === Infinity ? 1 : power * q
    fractions[m + i] = q
  }
}

interface Node {
  readonly slope: number
  readonly logEc50: number
  readonly asymmetry: number
  readonly places: Float64Array
}

function fillDirect(
  x: Float64Array,
  shape: Shape,
  { slope, logEc50, asymmetry, places }: Node,
  fractions: Float64Array,
): void {
  const m = x.length
  for (let i = 0; i < m; i++) {
    shape.fractions(slope * (at(x, i) - logEc50), asymmetry, places)
    fractions[i] = at(places, G)
    fractions[m + i] = at(places, Q)
  }
}

function hillNodes(box: Box, ladder: readonly number[]): Float64Array {
  const low = at(box.lower, HILL)
  const high = at(box.upper, HILL)
  if (isFixed(box, HILL)) return Float64Array.of(low)
  const sign = high > 0 ? 1 : -1
  const inside = ladder.map((hill) => sign * hill).filter((hill) => hill > low && hill < high)
  const [least, most] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))]
  // The limits themselves are nodes where someone set them; the guards are far outside the ladder.
  if (least > 0.1 || inside.length === 0) inside.push(sign * least)
  if (most < 32 || inside.length === 0) inside.push(sign * most)
  return Float64Array.from(inside.sort((a, b) => a - b))
}

function asymmetryNodes(box: Box, ladder: readonly number[]): Float64Array {
  const low = at(box.lower, ASYMMETRY)
  const high = at(box.upper, ASYMMETRY)
  if (isFixed(box, ASYMMETRY)) return Float64Array.of(low)
  const inside = ladder.filter((s) => s > low && s < high)
  return Float64Array.from(inside.length > 0 ? inside : [low, high])
}

function logEc50Nodes(problem: Problem, box: Box, density: Density): Float64Array {
  const low = at(box.lower, LOG_EC50)
  const high = at(box.upper, LOG_EC50)
  if (isFixed(box, LOG_EC50)) return Float64Array.of(low)
  const tested = Array.from(problem.x).filter((x) => x !== -Infinity)
  const first = tested[0]
  const last = tested.at(-1)
  if (first === undefined || last === undefined) return Float64Array.of(low, high)
  const inner = tested.flatMap((x, i) => {
    const next = tested[i + 1]
    return next === undefined || density === 'coarse' ? [x] : [x, (x + next) / 2]
  })
  const stride = Math.ceil(inner.length / MAX_INNER_NODES[density])
  const beyond = BEYOND[density]
  const nodes = [
    ...beyond.map((d) => first - d),
    ...inner.filter((_, i) => i % stride === 0),
    ...beyond.map((d) => last + d),
  ].filter((node) => node > low && node < high)
  // A limit far beyond every dose is a level line, and no start.
  const ends = [low, high].filter((end) => end > first - FAR_DECADES && end < last + FAR_DECADES)
  const all = [...ends, ...nodes].sort((a, b) => a - b)
  return Float64Array.from(all.length > 0 ? all : [low, high])
}
