import type { CurveFit, ParameterName } from '../fit/types.ts'

/**
 * Whether an estimate may be read as a measurement. A plateau or slope is one where a potency is: without one it is an
 * extrapolation that looks like a measurement. A fixed value was chosen, not estimated; the slope of a step is not
 * determined. Whether a midpoint lies between the tested doses is for the caller, who knows them.
 */
export function isMeasured(fit: Pick<CurveFit, 'parameters' | 'relative'>, name: ParameterName): boolean {
  const parameter = fit.parameters.find((candidate) => candidate.name === name)
  if (parameter === undefined) return false
  if (parameter.state === 'fixed') return true
  const { qualifier, logDose, verdict } = fit.relative
  if (qualifier !== '=' || logDose === null) return false
  return !(name === 'hill' && verdict.rule === 'steep')
}

/** A line or a mean has no midpoint to be without. */
const WITHOUT_POTENCY: readonly string[] = ['constant', 'linear']

/** What is said beside an estimate that is no measurement, or null. */
export function doubtOf(
  fit: Pick<CurveFit, 'parameters' | 'relative' | 'model'>,
  name: ParameterName,
): 'not determined' | null {
  return WITHOUT_POTENCY.includes(fit.model) || isMeasured(fit, name) ? null : 'not determined'
}
