import type { Model } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import type { Settled } from './plain.ts'

const MOST_ROUNDS = 20
/** Looks everywhere at weights that have come to rest: another minimum may be the lowest there. */
const MOST_LOOKS = 3
/** Decades of the midpoint, or a part of the response range where the model has none. */
const SETTLED = 1e-6
/** Fitted responses nearer to 0 than this part of the span would weigh without end. */
const LEAST_PART = 0.01

/** Settles at given weights: near a solution, or from nothing. */
type SettleAt = (request: FitRequest, models: readonly Model[], near: Solution | null) => Settled | null

/**
 * Weights 1/|ŷ| or 1/ŷ² of the fitted curve, renewed until the midpoint rests (science.md 3). Given weights multiply.
 *
 * @param settleAt  the loss that is weighted so
 */
export function settleWeighted(
  request: FitRequest,
  models: readonly Model[],
  settleAt: SettleAt,
): Settled | null {
  const plain: FitRequest = { ...request, weighting: 'none' }
  const level = settleAt(plain, models, null)
  if (!level) return null
  let settled = level
  let rounds = 0
  for (let look = 0; look < MOST_LOOKS && rounds < MOST_ROUNDS; look++) {
    const { model } = settled.solution
    for (let isResting = false; rounds < MOST_ROUNDS && !isResting; rounds++) {
      const weights = weightsOf(settled.solution, request)
      const next = settleAt({ ...plain, weights }, [model], settled.solution)
      if (!next) break
      isResting = distance(settled.solution, next.solution) < SETTLED
      settled = next
    }
    const wide = settleAt({ ...plain, weights: weightsOf(settled.solution, request) }, models, null)
    if (!wide) break
    const isSame = wide.solution.model === model && distance(settled.solution, wide.solution) < 10 * SETTLED
    settled = wide
    if (isSame) break
  }
  // A constant response would weigh all alike: null sets are drawn at the weights that were given.
  return { ...settled, nullProblem: level.nullProblem ?? level.solution.problem }
}

function weightsOf(
  { model, theta, problem }: Solution,
  { dose, weights, weighting }: FitRequest,
): Float64Array {
  const fitted = dose.map((d) => model.value(theta, log10(d)) * problem.unit + problem.shift)
  const span = fitted.reduce((a, b) => Math.max(a, b)) - fitted.reduce((a, b) => Math.min(a, b))
  const least = LEAST_PART * (span > 0 ? span : problem.unit)
  return fitted.map((y, i) => {
    const size = Math.max(Math.abs(y), least)
    return (weights ? at(weights, i) : 1) / (weighting === '1/y2' ? size * size : size)
  })
}

function distance(before: Solution, after: Solution): number {
  const [a, b] = [before.model.midpoint(before.theta), after.model.midpoint(after.theta)]
  if (a !== null && b !== null) return Math.abs(a - b)
  return before.theta.reduce((most, value, k) => Math.max(most, Math.abs(value - at(after.theta, k))), 0)
}
