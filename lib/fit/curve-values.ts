import { studentQuantile } from './inference/distributions.ts'
import { indexOf, type Model } from './models/model.ts'
import { modelOf } from './models/table.ts'
import { at } from './numbers.ts'
import { log10 } from './numerics/elementary.ts'
import type { BandValues, CurveFit, FitRequest } from './types.ts'

/** Of the mean response, or of one more well: wider by its scatter. */
export type BandKind = 'confidence' | 'prediction'

/**
 * The fitted curve and a band about it. Needs no optimiser, so that a page that only draws need not
 * load one.
 *
 * @param band  `prediction` is of a well of weight 1
 * @param dose  doses on the linear scale, each ≥ 0
 * @returns     `fitted` NaN without a fit; band null when the covariance is absent or a parameter sits on its bound
 */
export function curveValues(
  fit: CurveFit,
  { level, band = 'confidence' }: Pick<FitRequest, 'level'> & { readonly band?: BandKind },
  dose: Float64Array,
): BandValues {
  const theta = thetaOf(fit)
  if (!theta) return { dose, fitted: dose.map(() => Number.NaN), lower: null, upper: null }
  const model = modelOf(fit.model, fit.variant)
  const logDose = new Float64Array(dose.length)
  const fitted = new Float64Array(dose.length)
  for (let i = 0; i < dose.length; i++) {
    logDose[i] = log10(at(dose, i))
    fitted[i] = model.value(theta, at(logDose, i))
  }
  const isBound = fit.parameters.some(({ state }) => state === 'at-lower' || state === 'at-upper')
  const df = fit.errorDf ?? fit.df
  if (!fit.covariance || isBound || df <= 0) return { dose, fitted, lower: null, upper: null }
  const t = studentQuantile((1 + level) / 2, df)
  const own = band === 'prediction' ? (fit.sigma ?? Number.NaN) : 0
  const lower = new Float64Array(dose.length)
  const upper = new Float64Array(dose.length)
  const errors = meanErrors(model, fit.covariance, { theta, logDose })
  for (let i = 0; i < dose.length; i++) {
    const reach = t * Math.sqrt(at(errors, i) * at(errors, i) + own * own)
    lower[i] = at(fitted, i) - reach
    upper[i] = at(fitted, i) + reach
  }
  return { dose, fitted, lower, upper }
}

/** Fitted response at one dose (linear, ≥ 0); null without a fit. */
export function responseAt(fit: CurveFit, dose: number): number | null {
  const theta = thetaOf(fit)
  return theta && modelOf(fit.model, fit.variant).value(theta, log10(dose))
}

/** Response minus fitted curve, in the order of the points; NaN without a fit. */
export function residuals(
  fit: CurveFit,
  { dose, response }: Pick<FitRequest, 'dose' | 'response'>,
): Float64Array {
  const theta = thetaOf(fit)
  const model = modelOf(fit.model, fit.variant)
  return response.map((y, i) => (theta ? y - model.value(theta, log10(at(dose, i))) : Number.NaN))
}

function thetaOf(fit: CurveFit): Float64Array | null {
  return fit.parameters.length === 0 ? null : Float64Array.from(fit.parameters, ({ estimate }) => estimate)
}

/** √(gᵀVg) per dose. Plain loops: a band is drawn on every step of a drag. */
function meanErrors(
  model: Model,
  { order, values }: NonNullable<CurveFit['covariance']>,
  { theta, logDose }: { theta: Float64Array; logDose: Float64Array },
): Float64Array {
  const gradient = new Float64Array(model.parameters.length)
  const indices = Int32Array.from(order, (name) => indexOf(model, name))
  const k = indices.length
  const errors = new Float64Array(logDose.length)
  for (let i = 0; i < logDose.length; i++) {
    model.gradient(theta, at(logDose, i), gradient)
    let variance = 0
    for (let row = 0; row < k; row++) {
      const left = gradient[indices[row] as number] as number
      for (let column = 0; column < k; column++) {
        variance += left * at(values, row * k + column) * (gradient[indices[column] as number] as number)
      }
    }
    errors[i] = Math.sqrt(Math.max(0, variance))
  }
  return errors
}
