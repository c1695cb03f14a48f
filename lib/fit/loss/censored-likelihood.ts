import { at } from '../numbers.ts'
import { log, log10 } from '../numerics/elementary.ts'
import { normalCdf, normalDensity } from '../numerics/normal.ts'
import type { Likelihood } from '../optimize/likelihood.ts'
import type { Problem } from '../optimize/problem.ts'
import type { FitRequest } from '../types.ts'
import { withPooled } from './likeliest.ts'

/** Rows in an order of their own, scaled: the order they came in cannot change a digit. */
interface Rows {
  readonly place: Int32Array
  readonly y: Float64Array
  /** √w: the scatter of a row is σ over it. */
  readonly root: Float64Array
  /** −1: at most y, 1: at least y, 0: y. */
  readonly sign: Int8Array
}

/** What the curvature of a likelihood with an unknown scatter is made of, per dose. */
interface CensoredInformation {
  readonly sigma: number
  /** ∂²/∂f², ∂²/∂f∂ln σ of −ln L per dose, and ∂²/∂(ln σ)². */
  readonly curvature: Float64Array
  readonly slope: Float64Array
  readonly mixed: Float64Array
  readonly own: number
  /** Expected responses given the limits, pooled, and their scatter about these means: Σ w E(y − mean)². */
  readonly means: Float64Array
  readonly within: number
}

interface CensoredLikelihood extends Likelihood {
  informationOf(fitted: Float64Array): CensoredInformation
}

/** Finest scatter that is told from none, scaled. */
const LEAST_SIGMA = 1e-9
const FAR = 30

/**
 * −ln L of normal scatter σ/√w about the curve, where a row is measured or only known to lie beyond its number; σ at its
 * own best, scaled units.
 *
 * @returns null where no row is measured: σ has then no maximum
 * @see Tobin (1958), doi:10.2307/1907382
 */
export function censoredLikelihood(request: FitRequest, base: Problem): CensoredLikelihood | null {
  const rows = rowsOf(request, base)
  const measured = rows.sign.reduce((sum, sign) => sum + (sign === 0 ? 1 : 0), 0)
  if (measured === 0) return null
  const unit = Math.max(LEAST_SIGMA * LEAST_SIGMA, base.totalSquares / base.n)
  return {
    unit,
    valueOf(fitted) {
      const sigma = bestSigma(rows, fitted, measured)
      let value = measured * log(sigma)
      for (let i = 0; i < rows.y.length; i++) {
        const z = deviationOf(rows, fitted, i) / sigma
        value += rows.sign[i] === 0 ? 0.5 * z * z : -logUpperTail(z)
      }
      return value
    },
    tangentOf(fitted) {
      const { slope, curvature } = informationOf(rows, fitted, measured)
      const scale = (values: Float64Array) => values.map((value) => value * unit)
      return withPooled(base, { fitted, slope: scale(slope), curvature: scale(curvature) })
    },
    informationOf: (fitted) => informationOf(rows, fitted, measured),
  }
}

function rowsOf({ dose, response, weights, censoring }: FitRequest, base: Problem): Rows {
  const weightOf = (row: number) => (weights ? at(weights, row) / base.weightUnit : 1)
  const signOf = (row: number) => censoring?.[row] ?? 0
  const order = Array.from(dose.keys()).sort(
    (a, b) =>
      at(dose, a) - at(dose, b) ||
      at(response, a) - at(response, b) ||
      signOf(a) - signOf(b) ||
      weightOf(a) - weightOf(b),
  )
  const places = new Map(Array.from(base.x, (logDose, i) => [logDose, i]))
  return {
    place: Int32Array.from(order, (row) => places.get(log10(at(dose, row))) ?? 0),
    y: Float64Array.from(order, (row) => (at(response, row) - base.shift) / base.unit),
    root: Float64Array.from(order, (row) => Math.sqrt(weightOf(row))),
    sign: Int8Array.from(order, signOf),
  }
}

/** √w times how far the number lies above the curve, or to the censored side of it. */
function deviationOf({ y, root, sign, place }: Rows, fitted: Float64Array, i: number): number {
  const gap = at(root, i) * (at(y, i) - (fitted[place[i] as number] as number))
  return sign[i] === -1 ? -gap : gap
}

/** σ of the maximum at fixed fitted responses: −ln L is convex in τ = 1/σ, so Newton with a guard against τ ≤ 0. */
function bestSigma(rows: Rows, fitted: Float64Array, measured: number): number {
  let squares = 0
  for (let i = 0; i < rows.y.length; i++) {
    const d = deviationOf(rows, fitted, i)
    if (rows.sign[i] === 0 || d > 0) squares += d * d
  }
  const most = 1 / LEAST_SIGMA
  let tau = Math.min(most, Math.sqrt(measured / Math.max(squares, 1e-300)))
  for (let round = 0; round < 100; round++) {
    let [slope, curvature] = [-measured / tau, measured / (tau * tau)]
    for (let i = 0; i < rows.y.length; i++) {
      const d = deviationOf(rows, fitted, i)
      if (rows.sign[i] === 0) {
        slope += tau * d * d
        curvature += d * d
      } else {
        const z = tau * d
        const hazard = hazardOf(z)
        slope += hazard * d
        curvature += hazard * (hazard - z) * d * d
      }
    }
    const next = Math.min(most, Math.max(tau / 4, tau - slope / curvature))
    const moved = Math.abs(next / tau - 1)
    tau = next
    if (moved < 1e-15) break
  }
  return 1 / tau
}

function informationOf(rows: Rows, fitted: Float64Array, measured: number): CensoredInformation {
  const sigma = bestSigma(rows, fitted, measured)
  const doses = fitted.length
  const [curvature, slope, mixed] = [0, 0, 0].map(() => new Float64Array(doses)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [weights, means] = [new Float64Array(doses), new Float64Array(doses)]
  const add = (values: Float64Array, place: number, value: number) => {
    values[place] = at(values, place) + value
  }
  let [own, squares] = [0, 0]
  for (let i = 0; i < rows.y.length; i++) {
    const place = rows.place[i] as number
    const root = at(rows.root, i)
    const z = deviationOf(rows, fitted, i) / sigma
    const side = rows.sign[i] === -1 ? -1 : 1
    const isMeasured = rows.sign[i] === 0
    const hazard = isMeasured ? z : hazardOf(z)
    const bend = isMeasured ? 1 : hazard * (hazard - z)
    add(slope, place, (-side * hazard * root) / sigma)
    add(curvature, place, (bend * root * root) / (sigma * sigma))
    add(mixed, place, (side * (hazard + z * bend) * root) / sigma)
    own += z * z * bend + z * hazard
    // The response expected beyond the limit, and its variance there.
    const expected = at(fitted, place) + (side * sigma * hazard) / root
    add(weights, place, root * root)
    add(means, place, root * root * expected)
    squares += root * root * expected * expected + (isMeasured ? 0 : sigma * sigma * (1 - bend))
  }
  for (let k = 0; k < doses; k++) means[k] = at(means, k) / at(weights, k)
  const about = means.reduce((sum, mean, k) => sum + at(weights, k) * mean * mean, 0)
  return { sigma, curvature, slope, mixed, own, means, within: Math.max(0, squares - about) }
}

/** φ(z)/(1 − Φ(z)); its continued fraction far out, where both vanish. */
function hazardOf(z: number): number {
  return z > FAR ? z + 1 / (z + 2 / (z + 3 / z)) : normalDensity(z) / normalCdf(-z)
}

/** ln(1 − Φ(z)). */
function logUpperTail(z: number): number {
  if (z <= FAR) return log(normalCdf(-z))
  return log(normalDensity(FAR) / hazardOf(z)) - 0.5 * (z - FAR) * (z + FAR)
}
