import { scaleValue, unscaleValue } from '../models/model.ts'
import { SHALLOWEST_HILL } from '../models/specs.ts'
import { at } from '../numbers.ts'
import { type Box, isFixed, withFixed } from '../optimize/box.ts'
import { solveLinear } from '../optimize/linear-part.ts'
import type { Solution } from '../optimize/solve.ts'
import { type Block, boxOf, type JointProblem, partOf } from './joint-problem.ts'

/** Slopes that a shared one is tried at besides those of the curves' own fits. */
const HILLS = [0.5, 1, 2, 4]
/** Nodes of the grid over the shared parameters. */
const NODES = 96
/** Midpoints that a shared one is tried at, from one end of the doses to beyond the other, decades past either. */
const DOSES = 8
const BEYOND = 0.5

export interface Start {
  readonly theta: Float64Array
  readonly rss: number
  readonly box: Box
}

/** A curve's fit alone in the scale of all curves. */
export function inJointScale(
  { blocks, model }: JointProblem,
  c: number,
  { theta, problem }: Solution,
): Float64Array {
  const target = (blocks[c] as Block).problem
  return theta.map((value, k) => {
    const unit = model.parameters[k]?.unit ?? 'none'
    return scaleValue(unit, unscaleValue(unit, value, problem), target)
  })
}

/** Middle of each parameter over the curves. */
function medians({ size }: JointProblem, alone: readonly (Float64Array | null)[]): Float64Array {
  return new Float64Array(size).map((_, k) => middle(valuesOf(alone, k)))
}

function valuesOf(alone: readonly (Float64Array | null)[], k: number): number[] {
  return alone.flatMap((theta) => (theta ? [at(theta, k)] : [])).toSorted((a, b) => a - b)
}

function middle(sorted: readonly number[]): number {
  const half = (sorted.length - 1) / 2
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2
}

/**
 * Points to descend from: at each node of a grid over the shared parameters that are not linear. It holds the lowest,
 * middle and highest of the separate estimates and, for a slope, values between; the linear parameters are solved.
 */
export function startsOf(joint: JointProblem, alone: readonly (Float64Array | null)[]): Start[] {
  const typical = medians(joint, alone)
  return nodesOf(joint, alone).map((node) => startAt(joint, { node, alone, typical }))
}

/** Values of the shared parameters that are not linear: a grid, the medians first. */
function nodesOf(joint: JointProblem, alone: readonly (Float64Array | null)[]): Map<number, number>[] {
  let nodes: Map<number, number>[] = [new Map()]
  joint.model.parameters.forEach(({ name, unit, isLinear }, k) => {
    const [first] = joint.blocks
    if (!joint.isShared[k] || isLinear || !first || isFixed(first.limits, k)) return
    const sorted = valuesOf(alone, k)
    const values = [middle(sorted), sorted[0] ?? 0, sorted.at(-1) ?? 0]
    if (name.startsWith('hill')) {
      for (const sign of new Set(sorted.map(Math.sign))) values.push(...HILLS.map((hill) => sign * hill))
    } else if (unit === 'log-dose') values.push(...spreadDoses(joint))
    else
      values.push(
        sorted[Math.floor(sorted.length / 4)] ?? 0,
        sorted[Math.floor((3 * sorted.length) / 4)] ?? 0,
      )
    const distinct = [...new Set(values)]
    nodes = nodes.flatMap((node) => distinct.map((value) => new Map([...node, [k, value]])))
  })
  // The middle of every parameter comes first; of a grid too large every so-manieth node is kept.
  const stride = Math.ceil(nodes.length / NODES)
  return nodes.filter((_, i) => i % stride === 0)
}

function spreadDoses({ whole }: JointProblem): number[] {
  const tested = whole.x.filter((x) => x !== -Infinity)
  const first = (tested[0] ?? 0) - BEYOND
  const last = (tested.at(-1) ?? 0) + BEYOND
  return Array.from({ length: DOSES }, (_, i) => first + ((last - first) * i) / (DOSES - 1))
}

interface At {
  readonly node: ReadonlyMap<number, number>
  readonly alone: readonly (Float64Array | null)[]
  readonly typical: Float64Array
}

/** The point at a node: each curve's own parameters from its own fit or from the middle of all, whichever suits it. */
function startAt(joint: JointProblem, { node, alone, typical }: At): Start {
  const { blocks, size } = joint
  const theta = new Float64Array(blocks.length * size)
  const boxes: Box[] = []
  blocks.forEach((block, c) => {
    const candidates = [alone[c], typical].flatMap((from) => {
      if (!from) return []
      const point = from.slice()
      for (const [k, value] of node) point[k] = value
      const box = signedBox(joint, block, point)
      point.forEach((value, k) => (point[k] = clamp(value, at(box.lower, k), at(box.upper, k))))
      joint.spent.work++
      return [{ point, box, rss: solveLinear(block.search, box, point) }]
    })
    const chosen = candidates.reduce((a, b) => (b.rss < a.rss ? b : a))
    theta.set(chosen.point, c * size)
    boxes.push(chosen.box)
  })
  const rss = shareLinear(joint, theta, boxes)
  return { theta, rss, box: boxOf(joint, (block) => boxes[blocks.indexOf(block)] as Box) }
}

/** Linear parameters that are shared take their weighted mean, then each curve's own are solved again. */
function shareLinear(joint: JointProblem, theta: Float64Array, boxes: readonly Box[]): number {
  const { blocks, size, model, isShared } = joint
  const linear = model.parameters.flatMap(({ isLinear }, k) => (isLinear && isShared[k] ? [k] : []))
  for (const k of linear) {
    let [sum, weight] = [0, 0]
    blocks.forEach(({ problem }, c) => {
      sum += problem.totalWeight * at(theta, c * size + k)
      weight += problem.totalWeight
    })
    blocks.forEach((_, c) => (theta[c * size + k] = sum / weight))
  }
  let rss = 0
  blocks.forEach((block, c) => {
    const part = partOf(theta, c, size)
    const held = linear.reduce((box, k) => withFixed(box, k, at(part, k)), boxes[c] as Box)
    joint.spent.work++
    rss += solveLinear(block.search, held, part)
  })
  return rss
}

/**
 * The limits with every slope kept on the side of 0 where the start has it: at 0 a curve is level and its midpoint
 * means nothing. A slope of size 1 by default takes the start's sign.
 */
export function signedBox({ model }: JointProblem, { limits, constraints }: Block, point: Float64Array): Box {
  const lower = limits.lower.slice()
  const upper = limits.upper.slice()
  model.parameters.forEach(({ name, whenAbsent }, k) => {
    const value = at(point, k)
    if (whenAbsent === 'unit' && constraints[name] === undefined) {
      lower[k] = upper[k] = value < 0 ? -1 : 1
    } else if (name.startsWith('hill') && at(lower, k) < 0 && at(upper, k) > 0) {
      if (value < 0) upper[k] = -SHALLOWEST_HILL
      else lower[k] = SHALLOWEST_HILL
    }
  })
  return { lower, upper }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
