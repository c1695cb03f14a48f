import { indexOf } from '../models/model.ts'
import { at } from '../numbers.ts'
import { pow10 } from '../numerics/elementary.ts'
import type { Solution } from '../optimize/solve.ts'
import type { Diagnostics } from '../types.ts'
import { quadraticForm, type ScaledCovariance } from './covariance.ts'
import { studentQuantile } from './distributions.ts'
import { errorDfOf, varianceOf } from './scatter.ts'

const MOST_WELLS = 3
const STEP_DECADES = 0.25
/** How far outside the tested doses a well is proposed. */
const REACH_DECADES = 1
/** Doses whose gain agrees to this share are equal: the lower one is proposed, on every machine. */
const TIE = 1e-9

interface NextWellsInput {
  /** `expected`: s² (JᵀWJ)⁻¹. */
  readonly covariance: ScaledCovariance | null
  readonly level: number
}

/**
 * The one to three wells that would narrow the interval of `logEc50` most, each chosen given those before it: a well with
 * gradient g turns var(E) into s² (V_EE − (Vg)_E² / (1/w + gᵀVg)), V before s² (science.md 8.9). The doses are a quarter
 * of a decade apart, from a tenth of the lowest tested one to ten times the highest; w is the weight of a well at the
 * nearest tested dose. The scatter is taken to stay as it is, the quantile of t follows the degrees of freedom.
 *
 * @returns null where the model has no midpoint among its parameters, or the points do not tell it
 */
export function nextWells(
  solution: Solution,
  { covariance, level }: NextWellsInput,
): Diagnostics['nextWells'] {
  const { model, interior } = solution
  const df = errorDfOf(solution)
  const target = interior.indexOf(indexOf(model, 'logEc50'))
  if (!covariance || target < 0 || !(df > 0)) return null
  const candidates = candidatesOf(solution)
  if (candidates.length === 0) return null
  const variance = covariance.values.slice()
  const place = target * (interior.length + 1)
  const foldOf = (added: number) =>
    pow10(2 * studentQuantile((1 + level) / 2, df + added) * Math.sqrt(at(variance, place)))
  const foldNow = foldOf(0)
  const [logDoses, folds]: [number[], number[]] = [[], []]
  for (let added = 1; added <= MOST_WELLS; added++) {
    const best = bestOf(candidates, { variance, interior, target })
    addWell(variance, interior, best)
    logDoses.push(best.logDose)
    folds.push(foldOf(added))
  }
  return { logDoses, foldNow, folds }
}

interface Candidate {
  readonly logDose: number
  readonly gradient: Float64Array
  /** s² / w of one well. */
  readonly scatter: number
}

interface Known {
  readonly variance: Float64Array
  readonly interior: readonly number[]
  readonly target: number
}

function candidatesOf(solution: Solution): Candidate[] {
  const { problem, model, theta, information } = solution
  const { x, count } = problem
  const w = information ?? problem.w
  const variance = varianceOf(solution)
  const first = x.findIndex((value) => value > -Infinity)
  if (first < 0) return []
  const from = at(x, first) - REACH_DECADES
  const steps = Math.floor((at(x, x.length - 1) + REACH_DECADES - from) / STEP_DECADES + 1e-9)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const logDose = from + step * STEP_DECADES
    const gradient = new Float64Array(theta.length)
    model.gradient(theta, logDose, gradient)
    let nearest = first
    for (let i = first; i < x.length; i++) {
      if (Math.abs(at(x, i) - logDose) < Math.abs(at(x, nearest) - logDose)) nearest = i
    }
    return { logDose, gradient, scatter: variance * (at(count, nearest) / at(w, nearest)) }
  })
}

function bestOf(candidates: readonly Candidate[], { variance, interior, target }: Known): Candidate {
  let best = candidates[0] as Candidate
  let most = -1
  for (const candidate of candidates) {
    const { gradient, scatter } = candidate
    const covariance = at(timesGradient(variance, interior, gradient), target)
    const gain = (covariance * covariance) / (scatter + quadraticForm(variance, interior, gradient))
    if (!(gain > most * (1 + TIE))) continue
    best = candidate
    most = gain
  }
  return best
}

/** V − (Vg)(Vg)ᵀ / (s²/w + gᵀVg), with s² in V. */
function addWell(
  variance: Float64Array,
  interior: readonly number[],
  { gradient, scatter }: Candidate,
): void {
  const k = interior.length
  const product = timesGradient(variance, interior, gradient)
  const divisor = scatter + quadraticForm(variance, interior, gradient)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      variance[i * k + j] = at(variance, i * k + j) - (at(product, i) * at(product, j)) / divisor
    }
  }
}

/** Vg over the interior parameters. */
function timesGradient(
  variance: Float64Array,
  interior: readonly number[],
  gradient: Float64Array,
): Float64Array {
  const k = interior.length
  return Float64Array.from(interior, (_, i) =>
    interior.reduce((sum, index, j) => sum + at(variance, i * k + j) * at(gradient, index), 0),
  )
}
