import { counted } from '../format/format-number.ts'
import type { CurveFit } from '../fit/types.ts'

/** Why there is no fit, or none to rely on; else why the fit has no standard errors; null where all is well. */
export function outcomeText({
  outcome,
  covarianceProblem,
}: Pick<CurveFit, 'outcome' | 'covarianceProblem'>): string | null {
  switch (outcome.kind) {
    case 'converged':
      return covarianceProblem
    case 'stalled':
    case 'iteration-limit':
      return `the search ended after ${counted(outcome.iterations, 'iteration')} without coming to rest`
    case 'singular':
      return `the points do not determine ${outcome.parameters.join(', ')}`
    case 'too-few-points':
      return `${counted(outcome.distinctDoses, 'distinct dose')} for ${counted(outcome.freeParameters, 'free parameter')}`
    case 'invalid-input':
      return outcome.reason
  }
}
