import type { CurveFit, Potency } from '../fit/types.ts'

const log = Math.log10

/** A potency for tests of words, at a linear dose. */
export function potencyAt(dose: number | null, change: Partial<Potency> = {}): Potency {
  const logDose = dose === null ? null : log(dose)
  return {
    kind: 'relative',
    logDose,
    qualifier: dose === null ? null : '=',
    logRoot: logDose,
    logStandardError: null,
    interval: null,
    verdict: { kind: 'reportable', rule: 'reportable', text: 'two doses lie beyond each bend' },
    ...change,
  }
}

/** The free fit of the R example at 24 h, at the three figures a page shows; for tests of words, not of numbers. */
export function rExampleFit(change: Partial<CurveFit> = {}): CurveFit {
  const parameter = (name: 'bottom' | 'top' | 'logEc50' | 'hill', estimate: number) =>
    ({
      name,
      state: 'free',
      estimate,
      standardError: null,
      t: null,
      p: null,
      wald: null,
      profile: null,
    }) as const
  return {
    model: 'logistic4',
    outcome: { kind: 'converged', iterations: 9, stop: 'gradient' },
    parameters: [
      parameter('bottom', 9.5),
      parameter('top', 83.18),
      parameter('logEc50', log(22.92)),
      parameter('hill', 1.417),
    ],
    n: 21,
    df: 17,
    rss: 280,
    sigma: 4.06,
    r2: 0.98,
    aicc: null,
    covariance: null,
    covarianceProblem: null,
    relative: potencyAt(22.92, { interval: { lower: log(18.4), upper: log(29.9), method: 'profile' } }),
    absolute: null,
    lackOfFit: null,
    flatTest: null,
    contradiction: null,
    leaveOneOut: null,
    flags: [],
    bendPoints: [log(7.71), log(68.1)],
    ...change,
  }
}
