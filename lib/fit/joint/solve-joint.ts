import { indexOf, unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import type { Box } from '../optimize/box.ts'
import { type Solution, solve, turn } from '../optimize/solve.ts'
import type { Constraints, ParameterName } from '../types.ts'
import { descendJoint, type JointDescent, SHORT } from './arrow-levenberg.ts'
import { residualsOf } from './evaluate.ts'
import { type Block, boxOf, type JointProblem, partOf, rowsOf } from './joint-problem.ts'
import { inJointScale, signedBox, type Start, startsOf } from './starts.ts'

/** Starts that are descended from briefly and to the end. */
const BRIEFLY = 16
const FULLY = 16
/** With more curves than these a quarter of them must do. */
const MANY_CURVES = 32
/** Times that every curve is sought anew, the shared parameters held where the descent left them. */
const REFITS = 4

export interface JointSolution extends JointDescent {
  readonly box: Box
  readonly others: readonly Float64Array[]
}

/** Each curve's fit alone, null where it has none. */
export function separateFits(joint: JointProblem): (Solution | null)[] {
  return joint.blocks.map(({ own, constraints }) => {
    joint.spent.work++
    return solve(own, constraints, { model: joint.model })
  })
}

/**
 * The joint minimum: from the separate fits and a grid over the shared parameters the best starts are descended from.
 * With the shared parameters held every curve is then fitted alone, by the search that finds its best whatever the
 * start; where that lowers the RSS the descent goes on from there. At the end no curve alone can do better.
 *
 * @returns null where nothing finite was found
 */
export function solveJoint(
  joint: JointProblem,
  separate: readonly (Solution | null)[],
): JointSolution | null {
  const alone = separate.map((solution, c) => solution && inJointScale(joint, c, solution))
  if (alone.every((theta) => theta === null)) return null
  const share = joint.blocks.length > MANY_CURVES ? 4 : 1
  const brief = best(startsOf(joint, alone), BRIEFLY / share).map(({ theta, box }) => ({
    ...descendJoint(joint, box, theta, { maxIterations: SHORT }),
    box,
  }))
  const hasShared = joint.ownCount < joint.size
  const refitted = hasShared ? brief.map((start) => refitCurves(joint, start)) : brief
  const found = distinct(joint, best(refitted, FULLY / share)).map((start) => descendOn(joint, start))
  const [first, ...others] = byPreference(joint, found)
  return first ? { ...first, others: others.map(({ theta }) => theta) } : null
}

function descendOn(joint: JointProblem, start: Start): JointDescent & Start {
  let reached = { ...descendJoint(joint, start.box, start.theta), box: start.box }
  for (let round = 0; round < REFITS && joint.ownCount < joint.size; round++) {
    const refitted = refitCurves(joint, reached)
    if (!(refitted.rss < reached.rss * (1 - 1e-9))) break
    reached = { ...descendJoint(joint, refitted.box, refitted.theta), box: refitted.box }
  }
  return { ...reached, theta: turnJoint(joint, reached.theta) }
}

/** Every curve's own parameters from its fit alone with the shared ones held, where that is better. */
function refitCurves(joint: JointProblem, { theta, box }: Start): Start {
  const { blocks, size } = joint
  const next = theta.slice()
  const boxes: Box[] = []
  let rss = 0
  blocks.forEach((block, c) => {
    const part = partOf(theta, c, size)
    const now = blockRss(joint, block, part)
    const solution = solve(block.own, heldAt(joint, block, part), { model: joint.model })
    joint.spent.work++
    const other = solution && inJointScale(joint, c, solution)
    other?.forEach((_, k) => {
      // Scaling there and back must not move what is shared.
      if (joint.isShared[k]) other[k] = at(part, k)
    })
    const then = other ? blockRss(joint, block, other) : Infinity
    if (other && then < now) {
      next.set(other, c * size)
      boxes.push(signedBox(joint, block, other))
    } else {
      const held = { lower: partOf(box.lower, c, size), upper: partOf(box.upper, c, size) }
      boxes.push(held)
    }
    rss += Math.min(now, then)
  })
  return { theta: next, rss, box: boxOf(joint, (block) => boxes[blocks.indexOf(block)] as Box) }
}

function blockRss(joint: JointProblem, block: Block, theta: Float64Array): number {
  const residual = new Float64Array(rowsOf(block))
  joint.spent.work++
  return residualsOf(joint, block, theta, residual) ? residual.reduce((sum, r) => sum + r * r, 0) : Infinity
}

/** A curve's constraints with the shared parameters fixed where they are. */
function heldAt(
  { model, isShared, whole }: JointProblem,
  { constraints }: Block,
  theta: Float64Array,
): Constraints {
  const held: Partial<Record<ParameterName, { kind: 'fixed'; value: number }>> = {}
  model.parameters.forEach(({ name, unit }, k) => {
    if (isShared[k]) held[name] = { kind: 'fixed', value: unscaleValue(unit, at(theta, k), whole) }
  })
  return { ...constraints, ...held }
}

/** Starts that are not on their way to where a better one goes: of a plain problem one is left. */
function distinct(joint: JointProblem, starts: readonly Start[]): Start[] {
  const kept: Start[] = []
  for (const start of starts) {
    if (!kept.some((other) => isNear(joint, start, other))) kept.push(start)
  }
  return kept
}

function isNear({ size, isShared }: JointProblem, a: Start, b: Start): boolean {
  if (Math.abs(a.rss - b.rss) > 1e-3 * Math.min(a.rss, b.rss)) return false
  return a.theta.every((value, entry) => {
    const other = at(b.theta, entry)
    if (Math.sign(value) !== Math.sign(other) && Math.abs(value - other) > 0.2) return false
    return !isShared[entry % size] || Math.abs(value - other) <= 0.02 * Math.max(1, Math.abs(value))
  })
}

/** The lowest RSS first, the first of equals. */
function best<T extends Start>(starts: readonly T[], count: number): T[] {
  return starts
    .filter(({ rss }) => Number.isFinite(rss))
    .toSorted((a, b) => a.rss - b.rss)
    .slice(0, count)
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
 * An asymmetric curve upside down is another curve, a plateau with a limit of its own must not slip away by trading
 * names with the other one, and a top that is shared alone means the upper plateau of every curve.
 */
function isOrderMeant({ model, blocks, isShared }: JointProblem): boolean {
  const isMirror = model.shape !== null && model.shape.mirrored() === model.shape
  const [bottom, top] = [indexOf(model, 'bottom'), indexOf(model, 'top')]
  const isLimited = ({ constraints }: Block) =>
    constraints.bottom.kind !== 'free' || constraints.top.kind !== 'free'
  return !isMirror || isShared[bottom] !== isShared[top] || blocks.some(isLimited)
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

/** Whether a curve runs against the names of its parameters: bottom above top, or the second midpoint first. */
export function isReversed({ model }: JointProblem, theta: Float64Array): boolean {
  const [bottom, top] = [indexOf(model, 'bottom'), indexOf(model, 'top')]
  const [first, second] = [indexOf(model, 'logEc50First'), indexOf(model, 'logEc50Second')]
  const isUpsideDown = top >= 0 && model.name !== 'bell' && at(theta, bottom) > at(theta, top)
  return isUpsideDown || (first >= 0 && at(theta, first) > at(theta, second))
}
