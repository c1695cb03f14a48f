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
  const fitted = dose.map((d) => model.value(theta, log10(d)))
  const isBound = fit.parameters.some(({ state }) => state === 'at-lower' || state === 'at-upper')
  const df = fit.errorDf ?? fit.df
  if (!fit.covariance || isBound || df <= 0) return { dose, fitted, lower: null, upper: null }
  const t = studentQuantile((1 + level) / 2, df)
  const own = band === 'prediction' ? (fit.sigma ?? Number.NaN) : 0
  const reach = meanErrors(model, fit.covariance, { theta, dose }).map(
    (error) => t * Math.sqrt(error * error + own * own),
  )
  return {
    dose,
    fitted,
    lower: fitted.map((y, i) => y - at(reach, i)),
    upper: fitted.map((y, i) => y + at(reach, i)),
  }
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

/** √(gᵀVg) per dose. */
function meanErrors(
  model: Model,
  { order, values }: NonNullable<CurveFit['covariance']>,
  { theta, dose }: { theta: Float64Array; dose: Float64Array },
): Float64Array {
  const gradient = new Float64Array(model.parameters.length)
  const indices = order.map((name) => indexOf(model, name))
  return dose.map((d) => {
    model.gradient(theta, log10(d), gradient)
    let variance = 0
    indices.forEach((row, i) => {
      indices.forEach((column, j) => {
        variance += at(gradient, row) * at(values, i * indices.length + j) * at(gradient, column)
      })
    })
    return Math.sqrt(Math.max(0, variance))
  })
}
