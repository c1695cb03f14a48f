import type { CurveData } from '../data-frame/types.ts'
import type { ModelName } from '../fit/types.ts'
import type { FitMethod } from './types.ts'

const MODEL_PHRASES: Readonly<Record<ModelName, string>> = {
  constant: 'a constant',
  linear: 'a straight line in dose',
  logistic4: 'a four-parameter logistic in log10 dose',
  logistic5: 'a five-parameter logistic in log10 dose',
  weibull1: 'a Weibull curve of type 1 in log10 dose',
  weibull2: 'a Weibull curve of type 2 in log10 dose',
  logNormal: 'a log-normal curve in log10 dose',
  hormesisLinear: 'a Brain-Cousens curve (hormesis, linear start)',
  hormesisSaturating: 'a Cedergreen-Ritz-Streibig curve (hormesis, saturating)',
  biphasic: 'a biphasic logistic in log10 dose',
  bell: 'a bell-shaped curve in log10 dose',
}

const LOSS_PHRASES: Readonly<Record<FitMethod['loss'], string>> = {
  squares: 'least squares',
  huber: 'Huber’s robust loss',
  tukey: 'Tukey’s bisquare loss',
  lorentz: 'robust (Lorentzian) least squares',
}

/**
 * "least squares weighted by 1/ŷ² to a four-parameter logistic in log10 dose". Wells known as limits have a likelihood and
 * no squares.
 */
export function fittedBy(
  model: ModelName,
  method: FitMethod,
  { hasLimits }: { readonly hasLimits: boolean },
): string {
  const isCensored = hasLimits && method.loss === 'squares'
  const how = isCensored ? 'maximum likelihood (normal scatter, limits as censored)' : methodText(method)
  return `${how} to ${MODEL_PHRASES[model]}`
}

/** Whether a well that takes part is known as a limit only. */
export function hasLimits({ censoring }: CurveData, isIncluded: readonly boolean[]): boolean {
  return censoring?.some((side, i) => side !== 0 && isIncluded[i] === true) ?? false
}

function methodText({ loss, weighting }: FitMethod): string {
  if (weighting === 'none') return LOSS_PHRASES[loss]
  return `${LOSS_PHRASES[loss]} weighted by ${weighting === '1/y' ? '1/ŷ' : '1/ŷ²'}`
}
