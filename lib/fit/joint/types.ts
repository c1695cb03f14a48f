import type {
  Constraint,
  CovarianceKind,
  FitOutcome,
  FitRequest,
  Interval,
  ModelName,
  ParameterEstimate,
  ParameterName,
  Potency,
} from '../types.ts'

/**
 * Many curves of one model, fitted together: one RSS over all rows, any subset of the parameters common to all curves.
 * Least squares with given weights; other losses are fitted curve by curve.
 */
export interface JointRequest extends Pick<
  FitRequest,
  | 'model'
  | 'variant'
  | 'dose'
  | 'response'
  | 'weights'
  | 'constraints'
  | 'covariance'
  | 'level'
  | 'responseScale'
  | 'absoluteLevel'
  | 'effects'
  | 'absoluteLevels'
> {
  /** n names, the curve of each row. */
  readonly curve: readonly string[]
  /** Parameters with one value for all curves. One that is fixed is fixed; the others of the model are each curve's own. */
  readonly shared: readonly ParameterName[]
  /** What holds for a curve's own parameters instead of `constraints`; naming a shared one is an error. */
  readonly curveConstraints?: Readonly<
    Record<string, Readonly<Partial<Record<ParameterName, Constraint>>> | undefined>
  >
  /** Seek profile limits too; absent: yes. Curves' own are sought up to 24 curves and for a while, shared ones always. */
  readonly profile?: boolean
}

/** `ParameterEstimate` whose t, p and Wald limits are of the kind of covariance that was asked for. */
export interface JointParameter extends ParameterEstimate {
  /** Null: one value for all curves. */
  readonly curve: string | null
  readonly standardErrors: Readonly<Record<CovarianceKind, number | null>>
}

/** An effective dose of one curve: `Potency` without a verdict, for both kinds of interval. */
export interface JointEffect extends Pick<Potency, 'kind' | 'logRoot' | 'logStandardError'> {
  readonly curve: string
  /** Percent (relative) or response (absolute). */
  readonly level: number
  readonly wald: Interval | null
  readonly profile: Interval | null
}

/** How one curve fares in the joint fit. */
export interface JointCurve {
  readonly name: string
  readonly n: number
  /** Its part of the joint RSS. */
  readonly rss: number
  readonly r2: number | null
  /** Residual variance of its fit alone; null without a degree of freedom. */
  readonly ownVariance: number | null
  /** The whole vector of the model, in its order, response units. */
  readonly theta: Float64Array
}

/**
 * Covariance in the form the problem has, memory growing with the number of curves: of the shared parameters V, of each
 * curve's own U, and G with own = G · shared + rest. Between a curve's own and the shared it is G V, between two curves'
 * own G₁ V G₂ᵀ: `covarianceBetween` reads any entry. Parameters fixed or at a bound are left out.
 */
export interface JointCovariance {
  readonly kind: CovarianceKind
  readonly shared: readonly ParameterName[]
  /** Row-major. */
  readonly sharedValues: Float64Array
  readonly curves: readonly {
    readonly name: string
    readonly own: readonly ParameterName[]
    /** Row-major own × own; null where the curve's rows cannot tell its parameters apart. */
    readonly ownValues: Float64Array | null
    /** G, row-major own × shared. */
    readonly coupling: Float64Array | null
  }[]
}

export type JointWarning =
  /** Curves' own residual variances differ 4-fold or more: one σ does not fit them all. */
  | {
      readonly kind: 'unequal-variances'
      readonly ratio: number
      readonly highest: string
      readonly lowest: string
    }
  /** Bottom above top, or the first midpoint above the second: the curve runs against what is shared. */
  | { readonly kind: 'runs-the-other-way'; readonly curve: string }
  /** The rows of the curve do not determine its own parameters. */
  | { readonly kind: 'undetermined'; readonly curve: string }
  /** Limits of this many curves' own parameters or doses were not all sought: too many curves, or too slow. */
  | { readonly kind: 'profiles-left-out'; readonly curves: number }

export interface JointFit {
  readonly model: ModelName
  readonly variant?: string
  readonly outcome: FitOutcome
  /** Names as they first appear in the rows. */
  readonly curves: readonly JointCurve[]
  /** Shared ones first, in the model's order; then curve by curve. Empty without a fit. */
  readonly parameters: readonly JointParameter[]
  readonly n: number
  /** All rows − distinct free parameters. */
  readonly df: number
  readonly rss: number | null
  readonly sigma: number | null
  readonly r2: number | null
  readonly aicc: number | null
  /** Null with the reason where it cannot be trusted; the other kind likewise. */
  readonly covariance: JointCovariance | null
  readonly covarianceProblem: string | null
  /** Curve by curve: the relative 50 %, the absolute level, then `effects` and `absoluteLevels`. */
  readonly effects: readonly JointEffect[]
  readonly warnings: readonly JointWarning[]
  /** Curve evaluations (residuals and Jacobian of one curve) spent on the fit: grows linearly with the curves. */
  readonly work: number
}
