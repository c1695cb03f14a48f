/** What a push writes, built purely from fits: the page previews these very bytes and sends them as they are. */
import type { CurveData, DataFrame, DoseUnit } from '../data-frame/types.ts'
import type { CurveFit, Loss, Weighting } from '../fit/types.ts'
import type { ComparisonResult } from '../workbench/comparison-result.ts'
import type { ReviewState } from '../workbench/review.ts'
import type { Exclusion, Review, VerdictOverride } from '../workbench/types.ts'

/** A fitted curve with all an output needs to say about it. */
export interface FittedCurve {
  readonly curve: CurveData
  readonly fit: CurveFit
  /** `true` where the point took part; in the order of `curve.rows`. */
  readonly isIncluded: readonly boolean[]
  /** Group value naming the sample (R example's `cell`), and the readout's hours where its header says so. */
  readonly cell: string
  readonly hours: number | null
  readonly responseHeader: string
  readonly doseUnit: DoseUnit
  readonly responseUnit: string
  /** "fixed 0", "free", "0 to 20" … per parameter, for the model string. */
  readonly constraintText: string
  readonly policyTitle: string
  /** Limits of the verdict that are not the usual ones; absent: none. */
  readonly limitsText?: string
  /** Loss, weights and model in words; absent, least squares to a four-parameter logistic. */
  readonly fittedBy?: string
  /** Absent `squares` and `none`. */
  readonly loss?: Loss
  readonly weighting?: Weighting
  /** 0..4, as on the page; absent takes the place among the curves. */
  readonly series?: number
  /** Confidence level of intervals and band; absent 0.95. */
  readonly level?: number
  /** What this kind of response calls its potency; absent `IC50`. */
  readonly potencyName?: 'IC50' | 'EC50'
  /** A reviewer's verdict over the computed one; absent none was given. */
  readonly override?: VerdictOverride | null
  /** What a reviewer says of the curve, and whether that still holds; absent nobody has looked. */
  readonly review?: (Review & { readonly state: ReviewState }) | null
}

/** One column of the results frame; its header is unique once the table is made. */
export interface ResultColumn {
  readonly header: string
  readonly cell: (fitted: FittedCurve) => Cell
}

export interface OutputContext {
  /** Empty for a table that is of no analysis. */
  readonly analysisId: string
  readonly frameName: string
  readonly version: string
  readonly curves: readonly FittedCurve[]
  readonly frame: DataFrame
  /** "34 of 48 curves: those approved. Left out: 3 rejected, …"; absent, all curves are here. */
  readonly scope?: string | undefined
  readonly exclusions: readonly Exclusion[]
  /** What the answers about the table did to how it was read, a sentence each; absent none was given. */
  readonly answers?: readonly string[]
  /** How responses were normalised, as a sentence, and their unit as measured; absent, null: not at all. */
  readonly normalisation?: { readonly text: string; readonly rawUnit: string } | null
  /** Title of the figure's response axis; absent, from the response headers. */
  readonly responseLabel?: string
  /** Curves against a reference, where the page compares them. */
  readonly comparison?: ComparisonResult | null
  /** The curve that is ghosted behind the panels of all others. */
  readonly ghostId?: string | null
}

export type Cell = string | number | null

/** A table before it is CSV: unique, trimmed headers; null is an empty cell. */
export interface OutputTable {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}
