import { studentTwoSidedP } from '../fit/inference/distributions.ts'
import type { CurveFit, Potency } from '../fit/types.ts'

/** A potency on the linear dose scale as columns hold it; every number is finite and positive, or null. */
export interface PotencyCells {
  /** Only what is reported as `=`. */
  readonly value: number | null
  readonly qualifier: string | null
  /** The tested dose that `<` or `>` refers to, apart from `value` so that no bare limit is ever averaged. */
  readonly limit: number | null
  readonly standardError: number | null
  readonly t: number | null
  /** Two-sided, against 0, on the degrees of freedom of the fit's errors. */
  readonly p: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly method: string | null
}

/** Degrees of freedom of a t: Infinity where the scatter is known, not estimated. */
export function errorDfOf({ fit }: { readonly fit: Pick<CurveFit, 'df' | 'errorDf'> }): number {
  return fit.errorDf ?? fit.df
}

const NOTHING: PotencyCells = {
  value: null,
  qualifier: null,
  limit: null,
  standardError: null,
  t: null,
  p: null,
  lower: null,
  upper: null,
  method: null,
}

/**
 * @returns the potency in the dose unit. The standard error is that of the linear dose by the delta method,
 * se(x)·ln 10·10ˣ, which is what drc prints for its `e`.
 */
export function potencyCells(potency: Potency | null, df: CurveFit['df']): PotencyCells {
  if (potency === null || potency.qualifier === null) return NOTHING
  const dose = linear(potency.logDose)
  if (dose === null) return NOTHING
  if (potency.qualifier !== '=') return { ...NOTHING, qualifier: potency.qualifier, limit: dose }
  const { interval } = potency
  return {
    ...NOTHING,
    value: dose,
    qualifier: '=',
    ...errorCells(dose, potency.logStandardError, df),
    lower: linear(interval?.lower ?? null),
    upper: linear(interval?.upper ?? null),
    method: interval?.method ?? null,
  }
}

function errorCells(dose: number, logStandardError: number | null, df: number) {
  const standardError = logStandardError === null ? null : finite(dose * Math.LN10 * logStandardError)
  if (standardError === null || standardError <= 0) return { standardError: null, t: null, p: null }
  const t = finite(dose / standardError)
  return { standardError, t, p: t === null || df <= 0 ? null : finite(studentTwoSidedP(t, df)) }
}

function linear(logDose: number | null): number | null {
  if (logDose === null) return null
  const dose = finite(10 ** logDose)
  return dose === null || dose <= 0 ? null : dose
}

/** Null for what no cell may hold. */
export function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
