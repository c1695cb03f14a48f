import { noPotency } from '../fit/no-fit.ts'
import type {
  CurveFit,
  EffectDose,
  FTest,
  Interval,
  ParameterEstimate,
  Potency,
  Verdict,
} from '../fit/types.ts'
import { errorDfOf, finite, potencyCells } from '../outputs/potency-cells.ts'
import { outcomeText } from './outcome-text.ts'
import { invalid } from './read-request.ts'
import type { HeadlessRequest } from './request-schema.ts'
import type { EffectResult, FitResult, InvalidResult, ParameterResult } from './result-schema.ts'
import { askedLevels } from './to-fit-request.ts'

/** A fit as a line reports it; one that the engine refused is an invalid line. */
export function toResult(request: HeadlessRequest, fit: CurveFit): FitResult | InvalidResult {
  const { outcome } = fit
  if (outcome.kind === 'invalid-input') return invalid(request.id, outcome.reason)
  return {
    id: request.id,
    status: outcome.kind,
    reason: outcomeText(fit),
    model: fit.model,
    variant: fit.variant ?? null,
    parameters: fit.parameters.map((parameter) => parameterResult(request, parameter)),
    n: fit.n,
    rss: finite(fit.rss),
    df: fit.df,
    sigma: finite(fit.sigma),
    aicc: finite(fit.aicc),
    r2: finite(fit.r2),
    lackOfFit: fit.lackOfFit && { f: finite(fit.lackOfFit.f), p: finite(fit.lackOfFit.p) },
    flatTest: flatTestResult(fit.flatTest, fit.flatPCalibrated ?? null),
    covariance: covarianceResult(fit),
    effects: effectResults(request, fit),
    verdict: fit.relative.verdict,
    class: {
      ncats: fit.screenClass?.ncats ?? null,
      hitCall: finite(fit.screenClass?.hitCall ?? null),
    },
    outliers: request.outliers === true ? [...(fit.outliers ?? [])] : null,
    flags: [...fit.flags],
    ...(request.secondSolver === true && { secondSolver: fit.secondSolver ?? null }),
  }
}

export function parameterResult(request: HeadlessRequest, parameter: ParameterEstimate): ParameterResult {
  const { name, state, estimate, standardError, t, p, wald, profile, bootstrap = null } = parameter
  return {
    name,
    state,
    estimate: finite(estimate),
    standardError: finite(standardError),
    t: finite(t),
    p: finite(p),
    intervals: {
      wald: limits(wald),
      profile: request.profile === false ? null : limits(profile),
      ...(request.bootstrap && { bootstrap: limits(bootstrap) }),
    },
  }
}

/** Every level that was asked for, relative ones first. */
export function effectResults(request: HeadlessRequest, fit: CurveFit): EffectResult[] {
  const { relative, absolute } = askedLevels(request)
  return [
    ...relative.map((level) =>
      effectResult(level, level === 50 ? fit.relative : found(fit, 'relative', level), fit),
    ),
    ...absolute.map((level, place) =>
      effectResult(level, place === 0 && fit.absolute ? fit.absolute : found(fit, 'absolute', level), fit),
    ),
  ]
}

function found(fit: CurveFit, kind: EffectDose['kind'], level: number): Potency {
  return (
    fit.effects?.find((one) => one.kind === kind && one.level === level) ?? noPotency(kind, NO_VERDICT.text)
  )
}

export const NO_VERDICT: Verdict = { kind: 'not-determined', rule: 'no-fit', text: 'there is no fit' }

function effectResult(level: number, potency: Potency, fit: CurveFit): EffectResult {
  const cells = potencyCells(potency, errorDfOf({ fit }))
  const isStep = cells.method === 'bracket'
  const dose = cells.value ?? cells.limit
  return {
    level,
    kind: potency.kind,
    dose,
    qualifier: dose === null ? null : potency.qualifier,
    ...(isStep && cells.lower !== null && cells.upper !== null && { bracket: [cells.lower, cells.upper] }),
    standardError: cells.standardError,
    interval: cells.method === null || isStep ? null : [cells.lower, cells.upper],
    ...(potency.bootstrap !== undefined && { bootstrap: linearLimits(potency, cells.value) }),
    verdict: potency.verdict,
  }
}

/** Limits belong to a value. */
function linearLimits(
  { bootstrap = null }: Potency,
  value: number | null,
): [number | null, number | null] | null {
  if (bootstrap === null || value === null) return null
  const dose = (logDose: number | null) => (logDose === null ? null : finite(10 ** logDose))
  return [dose(bootstrap.lower), dose(bootstrap.upper)]
}

function limits(interval: Interval | null): [number | null, number | null] | null {
  return interval && [finite(interval.lower), finite(interval.upper)]
}

function flatTestResult(test: FTest | null, pCalibrated: number | null): FitResult['flatTest'] {
  return test && { f: finite(test.f), pNominal: finite(test.p), pCalibrated: finite(pCalibrated) }
}

/** Rows of the matrix, which the engine keeps as one array. */
function covarianceResult({ covariance }: CurveFit): FitResult['covariance'] {
  if (covariance === null) return null
  const { kind, order, values } = covariance
  const rows = order.map((_, row) =>
    Array.from(values.subarray(row * order.length, (row + 1) * order.length), finite),
  )
  return { kind, order: [...order], values: rows }
}
