import { levenbergMarquardt } from 'ml-levenberg-marquardt'

/**
 * ml-levenberg-marquardt at its best honest setting: response scaled to 1, log10 dose, analytic Jacobian, 100
 * iterations, a start at the half response, the bounds that ours guards with.
 *
 * @returns {number} RSS in response units
 */
export function packageFit({ dose, response }) {
  const x = Array.from(dose, Math.log10)
  const low = Math.min(...response)
  const range = Math.max(...response) - low
  const y = Array.from(response, (value) => (value - low) / range)
  const isRising = x.reduce((sum, value, i) => sum + (value - mean(x)) * y[i], 0) > 0
  const nearest = y.reduce((at, value, i) => (Math.abs(value - 0.5) < Math.abs(y[at] - 0.5) ? i : at), 0)
  const fraction = (z) => 1 / (1 + Math.exp(-z))
  const argument = ([, , e, h], at) => h * Math.LN10 * (at - e)
  const result = levenbergMarquardt(
    { x, y },
    (p) => (at) => p[0] + (p[1] - p[0]) * fraction(argument(p, at)),
    {
      initialValues: [0, 1, x[nearest], isRising ? 1 : -1],
      minValues: [-10, -10, Math.min(...x) - 6, -50],
      maxValues: [11, 11, Math.max(...x) + 6, 50],
      jacobianFunction: (p) => (at) => {
        const g = fraction(argument(p, at))
        const slope = (p[1] - p[0]) * g * (1 - g) * Math.LN10
        return [1 - g, g, -slope * p[3], slope * (at - p[2])]
      },
      damping: 1e-2,
      maxIterations: 100,
      errorTolerance: 1e-15,
    },
  )
  return result.parameterError * range * range
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
