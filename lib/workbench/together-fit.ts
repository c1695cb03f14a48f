import { NO_CURVE } from '../fit/no-fit.ts'
import type { CurveFit, ParameterName } from '../fit/types.ts'
import type { ComparedCurve, ComparisonResult } from './comparison-result.ts'

const ORDER: readonly ParameterName[] = ['bottom', 'top', 'logEc50', 'hill']

/** As much of a curve's fit as a figure draws; no band, as its errors are those of all curves. */
export function togetherFit(
  { theta, potency }: ComparedCurve,
  { model, n, df }: ComparisonResult,
): CurveFit | null {
  if (theta === null) return null
  const verdict = { kind: 'reportable', rule: 'reportable', text: '' } as const
  return {
    ...NO_CURVE,
    model,
    outcome: { kind: 'converged', iterations: 0, stop: 'together' },
    parameters: theta.map((estimate, place) => ({
      name: ORDER[place] ?? 'hill',
      state: 'free',
      estimate,
      standardError: null,
      t: null,
      p: null,
      wald: null,
      profile: null,
    })),
    n,
    df,
    covarianceProblem: 'It is a fit of several curves.',
    relative: { kind: 'relative', logRoot: potency.logDose, logStandardError: null, verdict, ...potency },
    absolute: null,
    flags: [],
  }
}
