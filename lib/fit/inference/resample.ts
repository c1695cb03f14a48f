import type { Settled } from '../loss/plain.ts'
import { unscaleValue } from '../models/model.ts'
import { at } from '../numbers.ts'
import { log10 } from '../numerics/elementary.ts'
import { makeRandom, type Random } from '../numerics/random.ts'
import type { Solution } from '../optimize/solve.ts'
import type { FitRequest } from '../types.ts'
import { quadraticForm, weightedColumns } from './covariance.ts'
import { inverseOfGram } from './matrix.ts'

const FEWEST_REPLICATES = 4

/**
 * What draws the next set of points for a bootstrap. `residual`: √w (y − ŷ) over √(1 − leverage), centred, put back on the
 * curve over √w. `case`: the wells of each dose, with replacement.
 *
 * @param request  as it was asked: its draws are to be fitted in the same way
 * @returns null for residuals of counts, limits or means, which are no scatter of wells; and for cases where a dose has
 * fewer than four wells, since few of them shrink the scatter by (m − 1)/m
 */
export function makeResampler(request: FitRequest, settled: Settled): (() => FitRequest) | null {
  const order = sortedRows(request)
  const rows = take(request, order)
  const random = makeRandom(request.seed ?? 1)
  if (request.bootstrap === 'case') return caseResampler(rows, random)
  const isCensored = request.censoring?.some((sign) => sign !== 0) === true
  if (isCensored || request.wells || request.trials) return null
  return residualResampler(rows, take(settled.request, order), { solution: settled.solution, random })
}

/** Row order must not change a digit: the draws go by dose, then response, then weight. */
function sortedRows({ dose, response, weights }: FitRequest): Int32Array {
  const order = Int32Array.from(dose, (_, i) => i)
  return order.sort(
    (a, b) =>
      at(dose, a) - at(dose, b) ||
      at(response, a) - at(response, b) ||
      (weights ? at(weights, a) - at(weights, b) : 0),
  )
}

function take(request: FitRequest, rows: Int32Array): FitRequest {
  const { dose, response, weights, wells, trials, censoring } = request
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => at(values, row))
  return {
    ...request,
    dose: pick(dose),
    response: pick(response),
    ...(weights && { weights: pick(weights) }),
    ...(wells && { wells: { sd: pick(wells.sd), count: pick(wells.count) } }),
    ...(trials && { trials: pick(trials) }),
    ...(censoring && { censoring: Int8Array.from(rows, (row) => censoring[row] ?? 0) }),
  }
}

function caseResampler(rows: FitRequest, random: Random): (() => FitRequest) | null {
  const { dose } = rows
  const starts = Array.from(dose.keys()).filter((i) => i === 0 || dose[i] !== dose[i - 1])
  const ends = [...starts.slice(1), dose.length]
  const sizes = starts.map((start, k) => (ends[k] ?? start) - start)
  if (sizes.some((size) => size < FEWEST_REPLICATES)) return null
  return () => {
    const drawn = starts.flatMap((start, k) => {
      const size = sizes[k] ?? 0
      return Array.from({ length: size }, () => start + random.index(size))
    })
    return take(rows, Int32Array.from(drawn))
  }
}

interface Fitted {
  readonly solution: Solution
  readonly random: Random
}

/** @param settled  the same rows with the weights that the fit came to rest with */
function residualResampler(
  rows: FitRequest,
  settled: FitRequest,
  { solution, random }: Fitted,
): () => FitRequest {
  const { dose, response } = rows
  const n = dose.length
  const roots = dose.map((_, i) => (settled.weights ? Math.sqrt(at(settled.weights, i)) : 1))
  const leverage = leveragesOf(solution, dose, roots)
  const { problem, model, theta } = solution
  const fitted = dose.map((d) => unscaleValue('response', model.value(theta, log10(d)), problem))
  const residuals = response.map((y, i) => {
    const room = 1 - at(leverage, i)
    // A well that the curve has to pass through has no residual to scale.
    return room > 1e-9 ? (at(roots, i) * (y - at(fitted, i))) / Math.sqrt(room) : 0
  })
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / n
  return () => ({
    ...rows,
    response: fitted.map((y, i) => y + (at(residuals, random.index(n)) - mean) / at(roots, i)),
  })
}

/** w gᵀ (JᵀWJ)⁻¹ g of every well; where that has no inverse their mean, which is known all the same. */
function leveragesOf(solution: Solution, dose: Float64Array, roots: Float64Array): Float64Array {
  const { model, theta, interior, problem } = solution
  const inverse = inverseOfGram(weightedColumns(solution))
  if (!inverse) return dose.map(() => interior.length / dose.length)
  const gradient = new Float64Array(theta.length)
  return dose.map((d, i) => {
    model.gradient(theta, log10(d), gradient)
    return (at(roots, i) ** 2 / problem.weightUnit) * quadraticForm(inverse.values, interior, gradient)
  })
}
