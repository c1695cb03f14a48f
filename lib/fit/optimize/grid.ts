import { HILL, LOG_EC50 } from '../models/parameters.ts'
import { at } from '../numbers.ts'
import { isFixed, type SignedBox } from './box.ts'
import type { Problem } from './problem.ts'
import { evaluateReduced, type Workspace } from './reduced.ts'

export interface Start {
  readonly logEc50: number
  readonly hill: number
  readonly rss: number
}

const HILLS = [0.1, 0.22, 0.4, 0.7, 1.1, 1.7, 2.7, 4.5, 8, 16, 32]
const BEYOND = [0.25, 0.5, 1, 1.6, 2.4, 3.6, 5]
/** Dense designs gain nothing from more nodes than this inside the tested range. */
const MAX_INNER_NODES = 40

/**
 * Local minima of the reduced RSS over a grid, best first: every basin that the doses can tell apart has a node.
 *
 * @param box  hill of one sign
 */
export function gridStarts(problem: Problem, box: SignedBox, ws: Workspace, limit: number): Start[] {
  const hills = hillNodes(box)
  const nodes = logEc50Nodes(problem, box)
  const rss = new Float64Array(hills.length * nodes.length)
  hills.forEach((hill, row) => {
    nodes.forEach((logEc50, column) => {
      rss[row * nodes.length + column] = evaluateReduced(problem, box, ws, logEc50, hill)
    })
  })
  const starts: Start[] = []
  hills.forEach((hill, row) => {
    nodes.forEach((logEc50, column) => {
      if (isLocalMinimum(rss, row, column, nodes.length)) {
        starts.push({ logEc50, hill, rss: at(rss, row * nodes.length + column) })
      }
    })
  })
  return starts.sort((a, b) => a.rss - b.rss || a.logEc50 - b.logEc50 || a.hill - b.hill).slice(0, limit)
}

function isLocalMinimum(rss: Float64Array, row: number, column: number, columns: number): boolean {
  const rows = rss.length / columns
  const here = at(rss, row * columns + column)
  for (let i = Math.max(0, row - 1); i <= Math.min(rows - 1, row + 1); i++) {
    for (let j = Math.max(0, column - 1); j <= Math.min(columns - 1, column + 1); j++) {
      if (at(rss, i * columns + j) < here) return false
    }
  }
  return true
}

function hillNodes(box: SignedBox): number[] {
  const low = at(box.lower, HILL)
  const high = at(box.upper, HILL)
  if (isFixed(box, HILL)) return [low]
  const sign = high > 0 ? 1 : -1
  const inside = HILLS.map((hill) => sign * hill).filter((hill) => hill > low && hill < high)
  const [least, most] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))]
  // The limits themselves are nodes where someone set them; the guards are far outside the ladder.
  if (least > 0.1 || inside.length === 0) inside.push(sign * least)
  if (most < 32 || inside.length === 0) inside.push(sign * most)
  return inside.sort((a, b) => a - b)
}

function logEc50Nodes(problem: Problem, box: SignedBox): number[] {
  const low = at(box.lower, LOG_EC50)
  const high = at(box.upper, LOG_EC50)
  if (isFixed(box, LOG_EC50)) return [low]
  const tested = Array.from(problem.x).filter((x) => x !== -Infinity)
  const first = tested[0]
  const last = tested.at(-1)
  if (first === undefined || last === undefined) return [low, high]
  const inner = tested.flatMap((x, i) => {
    const next = tested[i + 1]
    return next === undefined ? [x] : [x, (x + next) / 2]
  })
  const stride = Math.ceil(inner.length / MAX_INNER_NODES)
  const nodes = [
    ...BEYOND.map((d) => first - d),
    ...inner.filter((_, i) => i % stride === 0),
    ...BEYOND.map((d) => last + d),
  ].filter((node) => node > low && node < high)
  return [low, ...nodes, high].sort((a, b) => a - b)
}
