/**
 * The narrow interface of the fit engine. Plain, structured-clone-safe objects and typed arrays: they cross to the
 * worker as they are. `lib/fit` imports nothing else of ours but `lib/result`.
 */
import type { VERDICT_KINDS } from './verdict-kinds.ts'

/** Rows of the table of models, `models/table.ts`, in its order. */
export type ModelName =
  | 'constant'
  | 'linear'
  | 'logistic4'
  | 'logistic5'
  | 'weibull1'
  | 'weibull2'
  | 'logNormal'
  | 'hormesisLinear'
  | 'hormesisSaturating'
  | 'biphasic'
  | 'bell'

/** The four that every sigmoid curve has, and the page's own words for a curve. */
export type SigmoidParameter = 'bottom' | 'top' | 'logEc50' | 'hill'

/**
 * Parameters of all models. `logEc50` is log10 of the dose half-way between the plateaus; `bottom`, `top` are response
 * units; `hill` > 0 rises with dose. `logE` is the location of a hormesis model, which is no potency; the rest is
 * described where the model is (`Model.parameters`).
 */
export type ParameterName =
  | SigmoidParameter
  | 'asymmetry'
  | 'level'
  | 'slope'
  | 'logE'
  | 'hormesis'
  | 'logOnset'
  | 'fraction'
  | 'logEc50First'
  | 'logEc50Second'
  | 'hillFirst'
  | 'hillSecond'
  | 'bottomSecond'

export type Constraint =
  | { readonly kind: 'free' }
  /** `variance`: of the value, where it is the mean of control wells; its uncertainty joins the errors (science.md 2). */
  | { readonly kind: 'fixed'; readonly value: number; readonly variance?: number }
  | { readonly kind: 'bounded'; readonly lower: number | null; readonly upper: number | null }

/**
 * One per parameter of the model; names of other models are ignored, and what is absent takes the model's default (free,
 * unless `ParameterSpec.whenAbsent` says otherwise). The four of a sigmoid are always said.
 */
export type Constraints = Readonly<Record<SigmoidParameter, Constraint>> &
  Readonly<Partial<Record<Exclude<ParameterName, SigmoidParameter>, Constraint>>>

/** `expected` is JᵀJ (nls, Prism, scipy); `observed` half the Hessian of the RSS (drc). science.md 3. */
export type CovarianceKind = 'expected' | 'observed'

export type ResponseScale = 'percent' | 'fraction' | 'arbitrary'

/**
 * What is minimised. `huber`, `tukey` (bisquare) and `lorentz` bound what one well can do; `binomial` is the likelihood
 * of k responders out of n. science.md 3.
 */
export type Loss = 'squares' | 'huber' | 'tukey' | 'lorentz' | 'binomial'

/** Weights from the fitted curve, renewed until it rests; `none` leaves those given. */
export type Weighting = 'none' | '1/y' | '1/y2'

/** Where the rows and badges of the verdict table draw their lines (science.md 4). */
export interface VerdictLimits {
  /** A response is flat where the calibrated p of the flat test is this or more. */
  readonly flatP: number
  /** An effect below this many SD of a well is none; also for a lone dose and for the last doses turning back. */
  readonly effectSd: number
  /** An effect below this is none, % of the full scale; percent and fraction data alone. */
  readonly leastEffect: number
  /** A fixed plateau is contradicted where freeing it gives a p below this. */
  readonly contradictedP: number
  /** Doses that must lie beyond each bend, or on each side of an absolute level. */
  readonly bendDoses: number
  /** Plateaus outside these are implausible, % of the full scale; percent and fraction data alone. */
  readonly lowestPlateau: number
  readonly highestPlateau: number
  /** One point decides where the potency without it is further away than this many fold. */
  readonly pointFold: number
  /** An interval is wide where its upper limit is more than this many times the lower one. */
  readonly wideFold: number
  /** A curve lacks fit where the test against one mean per dose gives a p below this. */
  readonly lackOfFitP: number
  /** The hit call asks for a response beyond this many SD from the untreated level. */
  readonly hitSd: number
}

export interface FitRequest {
  readonly model: ModelName
  /** One variant of the model (`logistic5`: `bottom` or `top`); absent: the one with the smaller RSS. */
  readonly variant?: string
  /** n doses, linear scale, each ≥ 0; zero is the untreated control and takes part in the fit. */
  readonly dose: Float64Array
  /** n responses in the order of `dose`; included points only. */
  readonly response: Float64Array
  /** n weights w, RSS = Σ w r²; absent means 1. */
  readonly weights?: Float64Array
  /** The weights are 1/SD² of exactly known SDs: s² = 1 and normal quantiles. Absent: the scale is estimated. */
  readonly areSdsExact?: boolean
  /** Rows that are means: the SD and number of the wells behind each. Same fit and errors as the wells themselves. */
  readonly wells?: { readonly sd: Float64Array; readonly count: Float64Array }
  /** `binomial` alone: n trials per row; `response` is then the fraction of responders. */
  readonly trials?: Float64Array
  /** Per row −1: the response is at most this, 1: at least this, 0: as measured. Normal scatter, maximum likelihood. */
  readonly censoring?: Int8Array
  /** Absent: `squares`. */
  readonly loss?: Loss
  /** Absent: `none`. */
  readonly weighting?: Weighting
  readonly constraints: Constraints
  readonly covariance: CovarianceKind
  /** Confidence level, e.g. 0.95. */
  readonly level: number
  readonly responseScale: ResponseScale
  /** Where untreated wells read on a scale of percent or fractions: at 0, or at 100 %. Absent: not known. */
  readonly untreated?: 'zero' | 'full-scale'
  /** Response level of the absolute potency (50 on percent data), or null to leave it out. */
  readonly absoluteLevel: number | null
  /** Further relative effect levels in percent, 0 to 100 exclusive (10: the EC10); reported in `CurveFit.effects`. */
  readonly effects?: readonly number[]
  /** Further absolute levels in response units; likewise. */
  readonly absoluteLevels?: readonly number[]
  /** Relative and absolute potency further apart than this many fold are flagged, ≥ 1 (the MSR of science.md 4); absent: 3. */
  readonly foldLimit?: number
  /** Those of the verdict that are not the usual ones (`screen/limits.ts`). */
  readonly limits?: Partial<VerdictLimits>
  /** Ask a solver of another make whether it finds a lower RSS from our optimum. */
  readonly secondSolver?: boolean
  /** Propose outliers (ROUT, Q = 1 %). */
  readonly outliers?: boolean
  /** Which interval the potencies carry in `full`; absent: `profile`, which `bootstrap` falls back on where nothing is drawn. */
  readonly interval?: 'profile' | 'wald' | 'bootstrap'
  /** Bootstrap limits besides the others: of residuals, or of cases within each dose (4 replicates or more). */
  readonly bootstrap?: 'residual' | 'case'
  /** Of bootstrap and simulated null sets; absent: 1. */
  readonly seed?: number
  /** Other models on the same rows, in `Diagnostics.comparisons`: half the time of a full fit. Absent: they are made. */
  readonly comparisons?: boolean
  /**
   * `drag`: estimates, Wald intervals, and of a sigmoid's midpoint a quick profile that looks for no second minimum.
   * `full`: also the profiles, tests, leave-one-out, verdict.
   */
  readonly detail: 'drag' | 'full'
}

export type FitOutcome =
  | { readonly kind: 'converged'; readonly iterations: number; readonly stop: string }
  | { readonly kind: 'stalled'; readonly iterations: number }
  | { readonly kind: 'iteration-limit'; readonly iterations: number }
  | { readonly kind: 'singular'; readonly parameters: readonly ParameterName[] }
  | { readonly kind: 'too-few-points'; readonly distinctDoses: number; readonly freeParameters: number }
  | { readonly kind: 'invalid-input'; readonly reason: string }

export type ParameterState = 'free' | 'fixed' | 'at-lower' | 'at-upper'

/**
 * Two-sided limits; null is an open side, or the side of a bound (`one-sided-profile`). `bracket`: the two tested
 * doses around a step, where no interval exists.
 */
export interface Interval {
  readonly lower: number | null
  readonly upper: number | null
  readonly method: 'wald' | 'profile' | 'one-sided-profile' | 'bootstrap' | 'bracket'
}

export interface ParameterEstimate {
  readonly name: ParameterName
  readonly state: ParameterState
  readonly estimate: number
  /** Null when fixed, at a bound, or the covariance cannot be trusted (see `CurveFit.covariance`). */
  readonly standardError: number | null
  readonly t: number | null
  readonly p: number | null
  readonly wald: Interval | null
  readonly profile: Interval | null
  /** Where `FitRequest.bootstrap` asks for it. */
  readonly bootstrap?: Interval | null
}

export type Qualifier = '<' | '=' | '>'

export type VerdictKind = (typeof VERDICT_KINDS)[number]

/** One verdict per potency: the first row of science.md section 4 that fires decides. */
export interface Verdict {
  readonly kind: VerdictKind
  /** Slug of the deciding row, e.g. `top-dose-too-low`, `at-bound`, `reportable`. */
  readonly rule: string
  /** The rule in a sentence, without the value or unit: "two doses lie beyond each bend". */
  readonly text: string
}

export interface Potency {
  readonly kind: 'relative' | 'absolute'
  /** log10 of the dose that is reported with `qualifier`, or null when nothing may be reported. */
  readonly logDose: number | null
  readonly qualifier: Qualifier | null
  /** The fitted root on log10, even when it lies outside the tested doses; null when there is none. */
  readonly logRoot: number | null
  /** Standard error of `logRoot` on log10; multiply by ln 10 times the dose for the linear one. */
  readonly logStandardError: number | null
  /** On log10. */
  readonly interval: Interval | null
  /** Where `FitRequest.bootstrap` asks for it, on log10. */
  readonly bootstrap?: Interval | null
  readonly verdict: Verdict
}

/** One effective dose that was asked for: ECx (relative, `level` in percent) or the dose at a response. */
export interface EffectDose extends Potency {
  readonly level: number
}

export interface FTest {
  readonly f: number
  readonly df1: number
  readonly df2: number
  readonly p: number
}

/** Fixed plateaus tested jointly against freeing them (science.md 2). */
export interface Contradiction {
  readonly test: FTest
  /** The fixed parameters at fault, worst first; empty when the data do not contradict. */
  readonly contradicted: readonly ParameterName[]
  /** logEc50 with every fixed plateau freed. */
  readonly freeLogEc50: number
}

/** A simpler or richer model on the same rows and weights. */
export interface ModelComparison {
  readonly model: ModelName
  readonly rss: number
  readonly df: number
  readonly aicc: number | null
  /** Against the fitted model, where one is nested in the other. */
  readonly test: FTest | null
}

/** What the residuals and the curvature say about the fit (science.md 3 and 4). */
export interface Diagnostics {
  /** Runs of signs along the dose, two-sided; null under three residuals of either sign. */
  readonly runs: { readonly runs: number; readonly expected: number; readonly p: number } | null
  /** Shapiro–Francia W′ of the residuals: shown, never a verdict. */
  readonly normality: { readonly w: number; readonly p: number } | null
  /** Free interior parameters, in the order of `CurveFit.covariance`; row-major k × k. */
  readonly correlation: Float64Array | null
  /** Of the column-scaled JᵀWJ. */
  readonly condition: number | null
  /** 1 − 1/((JᵀJ)ₖₖ (JᵀJ)⁻¹ₖₖ) per free interior parameter; above 0.9999 it is ambiguous. */
  readonly dependency: readonly { readonly name: ParameterName; readonly value: number }[]
  readonly comparisons: readonly ModelComparison[]
  /** Wells that would narrow the interval of logEc50 most, greedy; null where the information is singular. */
  readonly nextWells: {
    readonly logDoses: readonly number[]
    /** Upper over lower limit of the potency now and after 1 to 3 more wells. */
    readonly foldNow: number
    readonly folds: readonly number[]
  } | null
}

/** What a second solver of another make found from our optimum; kept in the record of an exported fit. */
export interface SecondOpinion {
  readonly solver: 'ml-levenberg-marquardt 5.1.0'
  readonly iterations: number
  /** RSS of the wells it reached over ours, minus 1: below −1e-9 it found something lower. */
  readonly change: number
  readonly agrees: boolean
}

export interface CurveFit {
  readonly model: ModelName
  /** Which variant was fitted, for models that have several. */
  readonly variant?: string
  readonly outcome: FitOutcome
  /** In the order of the model's vector (`bottom, top, logEc50, hill` for `logistic4`); empty without a fit. */
  readonly parameters: readonly ParameterEstimate[]
  readonly n: number
  readonly df: number
  /** Behind t and quantiles where they are not `df`: Infinity where the scatter is known. */
  readonly errorDf?: number
  readonly rss: number | null
  /** Residual SD, √(RSS/df), response units. */
  readonly sigma: number | null
  readonly r2: number | null
  readonly aicc: number | null
  /** ln L, counts and censored responses alone. */
  readonly logLikelihood?: number
  /** −2 ln L beyond that of a curve through every dose mean, counts alone. */
  readonly deviance?: number
  /** Free, interior parameters only; row-major k × k; null with the reason when it cannot be trusted. */
  readonly covariance: {
    readonly kind: CovarianceKind
    readonly order: readonly ParameterName[]
    readonly values: Float64Array
  } | null
  readonly covarianceProblem: string | null
  readonly relative: Potency
  readonly absolute: Potency | null
  readonly lackOfFit: FTest | null
  readonly flatTest: FTest | null
  readonly contradiction: Contradiction | null
  /**
   * n multiples of the potency with that point left out, NaN where that fit fails; null below `full` and above 400
   * points, where no one point decides.
   */
  readonly leaveOneOut: Float64Array | null
  /** Slugs of every badge that holds (science.md 4), in table order. */
  readonly flags: readonly string[]
  /** 17.6 % and 82.4 % doses on log10, lower first; null without a fit. */
  readonly bendPoints: readonly [number, number] | null
  /** Every effective dose that was asked for: `effects` first, then `absoluteLevels`. Absent where none was. */
  readonly effects?: readonly EffectDose[]
  /** p of the flat test among 1,999 seeded null sets on the same doses; null without a flat test or while dragging. */
  readonly flatPCalibrated?: number | null
  /** What the second solver found; null where no RSS of these weights is minimised. Absent where not asked for. */
  readonly secondSolver?: SecondOpinion | null
  /** Rows proposed as outliers (ROUT), ascending. Absent where not asked for. */
  readonly outliers?: readonly number[]
  /** NCATS class ("1.1" to "5", "-" for falling ones) and the continuous hit call; only in `full`. */
  readonly screenClass?: { readonly ncats: string | null; readonly hitCall: number | null }
  /** Only in `full`. */
  readonly diagnostics?: Diagnostics | null
}

/** Curve and band at given doses; band null when the covariance is absent or a parameter sits on its bound. */
export interface BandValues {
  readonly dose: Float64Array
  readonly fitted: Float64Array
  readonly lower: Float64Array | null
  readonly upper: Float64Array | null
}
