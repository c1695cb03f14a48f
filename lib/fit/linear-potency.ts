import { studentTwoSidedP } from './inference/distributions.ts'
import { pow10 } from './numerics/elementary.ts'
import type { CurveFit, Potency } from './types.ts'

export interface LinearPotency {
  /** Dose in the unit of the curve. */
  readonly dose: number
  /** Delta method, ln 10 · dose · SE(log10 dose); null where the logarithm has none. */
  readonly standardError: number | null
  /** Dose over its standard error, and two-sided p against 0 on n − p degrees of freedom, as drc prints them. */
  readonly t: number | null
  readonly p: number | null
}

/**
 * The fitted root of a potency on the linear scale, as drc's e. A fitted number, not a reportable one: `qualifier` and
 * `logDose` say what may be reported.
 *
 * @returns null without a root, or where it is outside what a double can hold
 */
export function linearPotency(fit: CurveFit, potency: Potency): LinearPotency | null {
  if (potency.logRoot === null) return null
  const dose = pow10(potency.logRoot)
  if (!Number.isFinite(dose) || dose === 0) return null
  const standardError = potency.logStandardError === null ? null : Math.LN10 * dose * potency.logStandardError
  if (standardError === null || !(standardError > 0) || fit.df <= 0) {
    return { dose, standardError, t: null, p: null }
  }
  const t = dose / standardError
  return { dose, standardError, t, p: studentTwoSidedP(t, fit.df) }
}
