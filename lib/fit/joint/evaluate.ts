import { targetLevel, targetLevelGradient } from '../inference/target.ts'
import { at } from '../numbers.ts'
import { type Block, type JointProblem, partOf } from './joint-problem.ts'

/** Residuals of one curve, √w (mean − curve), the condition's last; false where one is not finite. */
export function residualsOf({ model }: JointProblem, block: Block, theta: Float64Array, out: Float64Array) {
  const { problem, root, condition } = block
  const { x, y } = problem
  let isFinite = true
  for (let i = 0; i < x.length; i++) {
    const r = at(root, i) * (at(y, i) - model.value(theta, at(x, i)))
    out[i] = r
    if (!(Math.abs(r) < Infinity)) isFinite = false
  }
  if (condition) {
    const { target, logDose, weight } = condition
    const r = Math.sqrt(weight) * (targetLevel(model, theta, target) - model.value(theta, logDose))
    out[x.length] = r
    if (!(Math.abs(r) < Infinity)) isFinite = false
  }
  return isFinite
}

const curve = new Float64Array(16)
const level = new Float64Array(16)

/**
 * √w ∂(curve)/∂θ of one curve, column after column in the order of elimination.
 *
 * @returns false where an entry is not finite
 */
export function jacobianOf(
  { model, order, size }: JointProblem,
  block: Block,
  theta: Float64Array,
  out: Float64Array,
): boolean {
  const { problem, root, condition } = block
  const { x } = problem
  const rows = x.length + (condition ? 1 : 0)
  const gradient = curve.subarray(0, size)
  let isFinite = true
  const store = (row: number, weight: number) => {
    for (let j = 0; j < size; j++) {
      const value = weight * at(gradient, order[j] as number)
      out[j * rows + row] = value
      if (!(Math.abs(value) < Infinity)) isFinite = false
    }
  }
  for (let i = 0; i < x.length; i++) {
    model.gradient(theta, at(x, i), gradient)
    store(i, at(root, i))
  }
  if (condition) {
    const moving = level.subarray(0, size)
    model.gradient(theta, condition.logDose, gradient)
    targetLevelGradient(model, theta, { target: condition.target, out: moving })
    for (let k = 0; k < size; k++) gradient[k] = at(gradient, k) - at(moving, k)
    store(x.length, Math.sqrt(condition.weight))
  }
  return isFinite
}

/** Scaled RSS of the dose means of all curves, ∞ where one is not finite. */
export function jointRss(joint: JointProblem, theta: Float64Array, residual: Float64Array[]): number {
  let rss = 0
  joint.blocks.forEach((block, c) => {
    const out = residual[c] as Float64Array
    if (!residualsOf(joint, block, partOf(theta, c, joint.size), out)) rss = Infinity
    for (let i = 0; i < out.length; i++) rss += at(out, i) * at(out, i)
  })
  joint.spent.work += joint.blocks.length
  return rss
}
