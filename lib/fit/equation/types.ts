import type { Constraint, CovarianceKind, FitOutcome, Interval, ParameterState } from '../types.ts'
import type { EquationProblem } from './problem.ts'

/** A fit of an equation that a user wrote: least squares with given weights. */
export interface EquationRequest {
  /** See `parseEquation`. */
  readonly equation: string
  /** n doses, linear scale, each ≥ 0. */
  readonly dose: Float64Array
  readonly response: Float64Array
  readonly weights?: Float64Array
  /** A value to start from for every parameter that is not fixed: no one else knows what they mean. */
  readonly starts: Readonly<Record<string, number>>
  /** By name; what is absent is free. */
  readonly constraints?: Readonly<Record<string, Constraint | undefined>>
  readonly covariance: CovarianceKind
  readonly level: number
}

export interface EquationParameter {
  readonly name: string
  readonly state: ParameterState
  readonly estimate: number
  readonly standardErrors: Readonly<Record<CovarianceKind, number | null>>
  /** Of the kind that was asked for; null when fixed, at a bound, or not to be trusted. */
  readonly standardError: number | null
  readonly t: number | null
  readonly p: number | null
  readonly wald: Interval | null
}

export type EquationOutcome =
  | Exclude<FitOutcome, { readonly kind: 'singular' | 'too-few-points' }>
  | { readonly kind: 'invalid-equation'; readonly problem: EquationProblem }
  | { readonly kind: 'too-few-points'; readonly points: number; readonly freeParameters: number }
  /** The equation has no finite value at the start: the row that shows it. */
  | { readonly kind: 'no-value-at-start'; readonly row: number; readonly message: string }

export interface EquationFit {
  readonly equation: string
  readonly outcome: EquationOutcome
  /** In the order in which they appear in the equation; empty without a fit. */
  readonly parameters: readonly EquationParameter[]
  readonly n: number
  readonly df: number
  readonly rss: number | null
  readonly sigma: number | null
  readonly r2: number | null
  readonly aicc: number | null
  /** Free, interior parameters; row-major. */
  readonly covariance: {
    readonly kind: CovarianceKind
    readonly order: readonly string[]
    readonly values: Float64Array
  } | null
  readonly covarianceProblem: string | null
  /** RSS that ml-levenberg-marquardt reached, before the polish. */
  readonly packageRss: number | null
}
