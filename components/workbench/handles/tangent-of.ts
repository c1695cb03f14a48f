import type { Tangent } from '@/components/plot/handles/tangent.ts'
import { responseAt } from '@/lib/fit/curve-values.ts'
import type { CurveFit, ParameterName } from '@/lib/fit/types.ts'

/** Half-width of the difference the slope is taken over, in decades: its error is that to the second power. */
const REACH = 1e-4

/**
 * The tangent at the midpoint of a sigmoid curve, whose slope there is a multiple of its hill.
 *
 * @returns null for a model without the two, and for a flat curve.
 */
export function tangentOf(fit: CurveFit): Tangent | null {
  const logDose = estimateOf(fit, 'logEc50')
  const hill = estimateOf(fit, 'hill')
  if (logDose === null || hill === null) return null
  const at = (place: number) => responseAt(fit, 10 ** place) ?? NaN
  const slope = (at(logDose + REACH) - at(logDose - REACH)) / (2 * REACH)
  const perHill = slope / hill
  const response = at(logDose)
  return Number.isFinite(perHill) && perHill !== 0 && Number.isFinite(response)
    ? { logDose, response, hill, perHill }
    : null
}

export function estimateOf(fit: CurveFit, name: ParameterName): number | null {
  return fit.parameters.find((parameter) => parameter.name === name)?.estimate ?? null
}
