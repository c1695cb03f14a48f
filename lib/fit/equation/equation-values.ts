import { studentQuantile } from '../inference/distributions.ts'
import { at } from '../numbers.ts'
import type { BandValues } from '../types.ts'
import type { Equation } from './equation.ts'
import { parseEquation } from './parse-equation.ts'
import type { EquationFit } from './types.ts'

interface BandSetting {
  readonly level: number
  /** `prediction` is of a well of weight 1; absent: `confidence`. */
  readonly band?: 'confidence' | 'prediction'
}

/**
 * The fitted equation and a band about it, as `curveValues` of a model of the table.
 *
 * @param dose  doses on the linear scale
 * @returns     `fitted` NaN without a fit; band null without a covariance or with a parameter on its bound
 */
export function equationValues(
  fit: EquationFit,
  { level, band = 'confidence' }: BandSetting,
  dose: Float64Array,
): BandValues {
  const parsed = parseEquation(fit.equation)
  if (!parsed.ok || fit.parameters.length === 0) {
    return { dose, fitted: dose.map(() => Number.NaN), lower: null, upper: null }
  }
  const theta = Float64Array.from(fit.parameters, ({ estimate }) => estimate)
  const fitted = dose.map((d) => parsed.value.value(theta, d))
  const isBound = fit.parameters.some(({ state }) => state === 'at-lower' || state === 'at-upper')
  if (!fit.covariance || isBound || fit.df <= 0) return { dose, fitted, lower: null, upper: null }
  const t = studentQuantile((1 + level) / 2, fit.df)
  const own = band === 'prediction' ? (fit.sigma ?? Number.NaN) : 0
  const reach = variances(parsed.value, fit.covariance, { theta, dose }).map(
    (variance) => t * Math.sqrt(variance + own * own),
  )
  return {
    dose,
    fitted,
    lower: fitted.map((y, i) => y - at(reach, i)),
    upper: fitted.map((y, i) => y + at(reach, i)),
  }
}

/** gᵀVg per dose. */
function variances(
  equation: Equation,
  { order, values }: NonNullable<EquationFit['covariance']>,
  { theta, dose }: { theta: Float64Array; dose: Float64Array },
): Float64Array {
  const gradient = new Float64Array(equation.parameters.length)
  const indices = order.map((name) => equation.parameters.indexOf(name))
  return dose.map((d) => {
    equation.gradient(theta, d, gradient)
    let variance = 0
    indices.forEach((row, i) => {
      indices.forEach((column, j) => {
        variance += at(gradient, row) * at(values, i * indices.length + j) * at(gradient, column)
      })
    })
    return Math.max(0, variance)
  })
}
