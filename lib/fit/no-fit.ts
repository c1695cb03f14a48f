/** What results say where there is no fit of a curve alone. Imports no engine: the page says it, too, where a worker crashed. */
import type { Potency } from './types.ts'

/** Of one curve, of several fitted together and of an equation alike. */
export const NO_ESTIMATES = {
  parameters: [],
  rss: null,
  sigma: null,
  r2: null,
  aicc: null,
  covariance: null,
} as const

/** The rest of a `CurveFit` that comes from a fitted curve. */
export const NO_CURVE = {
  ...NO_ESTIMATES,
  lackOfFit: null,
  flatTest: null,
  contradiction: null,
  leaveOneOut: null,
  bendPoints: null,
} as const

/** @param text  why, as a verdict's sentence goes on: "the input cannot be fitted" */
export function noPotency(kind: Potency['kind'], text: string): Potency {
  return {
    kind,
    logDose: null,
    qualifier: null,
    logRoot: null,
    logStandardError: null,
    interval: null,
    verdict: { kind: 'not-determined', rule: 'no-fit', text },
  }
}
