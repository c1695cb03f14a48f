import { indexOf, scaleValue, unscaleValue } from '../models/model.ts'
import { SHALLOWEST_HILL } from '../models/specs.ts'
import { at } from '../numbers.ts'
import { type Box, isFixed, withFixed } from '../optimize/box.ts'
import { solveLinear } from '../optimize/linear-part.ts'
import { type Solution, solve, turn } from '../optimize/solve.ts'
import { descendJoint, type JointDescent, SHORT } from './arrow-levenberg.ts'
import { type Block, boxOf, type JointProblem, partOf } from './joint-problem.ts'

/** Slopes that a shared one is tried at besides those of the curves' own fits. */
const HILLS = [0.5, 1, 2, 4]
/** Nodes of the grid over the shared parameters, and how many of them are descended from, briefly and to the end. */
const NODES = 48
const BRIEFLY = 8
const FULLY = 3

/** Each curve's fit alone, null where it has none. */
export function separateFits(joint: JointProblem): (Solution | null)[] {
  return joint.blocks.map(({ own, constraints }) => {
    joint.spent.work++
    return solve(own, constraints, { model: joint.model })
  })
}

/**
 * The joint minimum: from the separate fits with the shared parameters at each node of a grid, which holds the lowest,
 * middle and highest of the separate estimates and, for a slope, values between; the linear parameters are solved at
 * each. The best nodes are descended from.
 *
 * @returns null where nothing finite was found
 */
export function solveJoint(
  joint: JointProblem,
  separate: readonly (Solution | null)[],
): JointSolution | null {
  const alone = separate.map((solution, c) => solution && inJointScale(joint, c, solution))
  if (alone.every((theta) => theta === null)) return null
  const typical = medians(joint, alone)
  const starts = nodesOf(joint, alone).map((node) => startAt(joint, { node, alone, typical }))
  const ranked = best(starts, BRIEFLY).map(({ theta, box }) => ({
    ...descendJoint(joint, box, theta, { maxIterations: SHORT }),
    box,
  }))
  const found = best(ranked, FULLY).map((start) => {
    const descent = descendJoint(joint, start.box, start.theta)
    return { ...descent, theta: turnJoint(joint, descent.theta), box: start.box }
  })
  const [first, ...others] = byPreference(joint, found)
  return first ? { ...first, others: others.map(({ theta }) => theta) } : null
}

/** The lowest RSS first; of equals, and wherever the names must say how a curve runs, one with fewer curves reversed. */
function byPreference<T extends Start>(joint: JointProblem, found: readonly T[]): T[] {
  const reversed = (theta: Float64Array) =>
    joint.blocks.filter((_, c) => isReversed(joint, partOf(theta, c, joint.size))).length
  const mustBeOrdered = isOrderMeant(joint)
  return found
    .map((one) => ({ one, reversed: reversed(one.theta) }))
    .filter(({ one }) => Number.isFinite(one.rss))
    .toSorted((a, b) => {
      const isTie = Math.abs(a.one.rss - b.one.rss) <= 1e-11 * a.one.rss
      return (mustBeOrdered || isTie ? a.reversed - b.reversed : 0) || a.one.rss - b.one.rss
    })
    .map(({ one }) => one)
}

/**
 * An asymmetric curve upside down is another curve, and a plateau with a limit of its own must not slip away by trading
 * names with the other one.
 */
function isOrderMeant({ model, blocks }: JointProblem): boolean {
  const isMirror = model.shape !== null && model.shape.mirrored() === model.shape
  return (
    !isMirror ||
    blocks.some(({ constraints }) => {
      return constraints.bottom.kind !== 'free' || constraints.top.kind !== 'free'
    })
  )
}

/** Each curve with top ≥ bottom where it may be told so; where that touches shared parameters all curves or none. */
function turnJoint(joint: JointProblem, theta: Float64Array): Float64Array {
  const { blocks, size, model, isShared } = joint
  const turned = theta.slice()
  let isShareTouched = false
  let isEveryTurned = true
  blocks.forEach(({ limits }, c) => {
    const part = partOf(theta, c, size)
    const other = turn(limits, model, part)
    if (other === part) isEveryTurned = false
    if (other.some((value, k) => isShared[k] === 1 && value !== at(part, k))) isShareTouched = true
    turned.set(other, c * size)
  })
  return isShareTouched && !isEveryTurned ? theta : turned
}

export interface JointSolution extends JointDescent {
  readonly box: Box
  readonly others: readonly Float64Array[]
}

interface Start {
  readonly theta: Float64Array
  readonly rss: number
  readonly box: Box
}

/** The lowest RSS first, the first of equals. */
function best<T extends Start>(starts: readonly T[], count: number): T[] {
  return starts
    .filter(({ rss }) => Number.isFinite(rss))
    .toSorted((a, b) => a.rss - b.rss)
    .slice(0, count)
}

function inJointScale(
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

/** Values of the shared parameters that are not linear: a grid, the medians first. */
function nodesOf(joint: JointProblem, alone: readonly (Float64Array | null)[]): Map<number, number>[] {
  let nodes: Map<number, number>[] = [new Map()]
  joint.model.parameters.forEach(({ name, isLinear }, k) => {
    const [first] = joint.blocks
    if (!joint.isShared[k] || isLinear || !first || isFixed(first.limits, k)) return
    const sorted = valuesOf(alone, k)
    const values = [middle(sorted), sorted[0] ?? 0, sorted.at(-1) ?? 0]
    if (name.startsWith('hill')) {
      for (const sign of new Set(sorted.map(Math.sign))) values.push(...HILLS.map((hill) => sign * hill))
    } else
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

/** Whether a curve runs against the names of its parameters: bottom above top, or the second midpoint first. */
export function isReversed({ model }: JointProblem, theta: Float64Array): boolean {
  const [bottom, top] = [indexOf(model, 'bottom'), indexOf(model, 'top')]
  const [first, second] = [indexOf(model, 'logEc50First'), indexOf(model, 'logEc50Second')]
  const isUpsideDown = top >= 0 && model.name !== 'bell' && at(theta, bottom) > at(theta, top)
  return isUpsideDown || (first >= 0 && at(theta, first) > at(theta, second))
}
