import { at } from '../numbers.ts'
import { type Box, isFixed } from './box.ts'
import { factoriseColumns, makeDampedSystem, solveDamped } from './damped-system.ts'
import type { Search } from './search.ts'

/**
 * Solves the parameters in which the model is linear, the others as they are in `theta`, and clips them to the box.
 *
 * @param theta  overwritten in its linear, free entries
 * @returns      RSS of the scaled means, ∞ where the model is not finite
 */
export function solveLinear({ problem, model }: Search, box: Box, theta: Float64Array): number {
  const { x, y, w } = problem
  const linear = model.parameters.flatMap(({ isLinear }, k) => (isLinear && !isFixed(box, k) ? [k] : []))
  for (const k of linear) theta[k] = 0
  const base = x.map((logDose, i) => Math.sqrt(at(w, i)) * (at(y, i) - model.value(theta, logDose)))
  if (linear.length > 0) {
    const gradient = new Float64Array(model.parameters.length)
    const columns = new Float64Array(linear.length * x.length)
    for (let i = 0; i < x.length; i++) {
      model.gradient(theta, at(x, i), gradient)
      linear.forEach((k, j) => {
        columns[j * x.length + i] = Math.sqrt(at(w, i)) * at(gradient, k)
      })
    }
    const system = makeDampedSystem(x.length, linear.length)
    factoriseColumns(system, columns, base)
    const step = new Float64Array(linear.length)
    const scale = new Float64Array(linear.length).fill(1)
    solveDamped(system, { scale, damping: 1e-14, isHeld: new Uint8Array(linear.length), step })
    linear.forEach((k, j) => {
      theta[k] = Math.min(Math.max(at(step, j), at(box.lower, k)), at(box.upper, k))
    })
  }
  let rss = 0
  for (let i = 0; i < x.length; i++) {
    const r = at(y, i) - model.value(theta, at(x, i))
    rss += at(w, i) * r * r
  }
  return Number.isFinite(rss) ? rss : Infinity
}
