/** What the scientist is doing, as immutable values. Only this is saved; everything else is derived from it. */
import type { ColumnMapping } from '../data-frame/types.ts'
import type {
  Constraint,
  Constraints,
  CovarianceKind,
  Loss,
  ModelName,
  ParameterName,
  SigmoidParameter,
  VerdictKind,
  VerdictLimits,
  Weighting,
} from '../fit/types.ts'
import type { NamedNormalisation, Normalisation, PlateLayout, PlateLimits } from '../plates/types.ts'

/** Where a setting comes from; shown beside it. */
export type Origin = 'default' | 'policy' | 'group' | 'curve'

/** A named set of defaults for every curve. */
export interface Policy {
  /** Of one that comes with Halfmax a word, `free`; of a person's own `own:` and its title. */
  readonly name: string
  /** "Free fit", "R example". */
  readonly title: string
  /** Counts up each time its owner changes it; those that come with Halfmax change with its version. */
  readonly version: number
  readonly model: ModelName
  readonly constraints: Constraints
  readonly covariance: CovarianceKind
  readonly level: number
  /** Null: says nothing of it, the method that is set stays. */
  readonly method: FitMethod | null
  /** What responses are set against; absent: says nothing of it, they stay as they are. */
  readonly normalisation?: NamedNormalisation | 'as-measured'
  /** What is asked of a plate, where it is not the usual; absent: says nothing of it. */
  readonly plateLimits?: Partial<PlateLimits>
}

/** Only what this curve sets differently from its policy. Constraints of parameters that its model lacks wait unused. */
export interface CurveSettings {
  readonly constraints: Readonly<Partial<Record<ParameterName, Constraint>>>
  readonly model?: ModelName
  /** Lines of the verdict that hold here and not without it; a usual value may stand against another one of the table. */
  readonly limits?: Partial<VerdictLimits>
}

/** How every curve of the frame is fitted, besides model and constraints. */
export interface FitMethod {
  readonly loss: PageLoss
  readonly weighting: Weighting
  /** Of the potencies; parameters follow where they have it. */
  readonly interval: IntervalKind
  readonly hasOutlierProposal: boolean
  /** EC10 and EC90 besides the midpoint. */
  readonly hasOuterEffects: boolean
  /** Relative and absolute potency further apart than this many fold are warned about (the MSR, science.md 4). */
  readonly foldLimit: number
  /** Lines of the verdict that are not the usual ones; absent: none. */
  readonly limits?: Partial<VerdictLimits>
}

/** Counts out of n come with their trials, which no column mapping names. */
export type PageLoss = Exclude<Loss, 'binomial'>

export type IntervalKind = 'profile' | 'wald' | 'bootstrap'

/** `hand`: a person chose the well; `rule`: a proposal (ROUT, a copied row) was accepted; `flag`: a column marks it. */
export type ExclusionCause = 'hand' | 'rule' | 'flag'

export interface Exclusion {
  readonly row: number
  readonly responseColumn: number
  readonly cause: ExclusionCause
  /** Words of the list of reasons, or the person's own. */
  readonly reason: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
}

/** A well that was proposed as an outlier and that a person wants kept. */
export interface KeptOutlier {
  readonly row: number
  readonly responseColumn: number
  readonly author: string
  /** ISO 8601. */
  readonly at: string
}

/** A reviewer's verdict over the computed one; both are kept and both are pushed. */
export interface VerdictOverride {
  readonly verdict: VerdictKind
  readonly reason: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
}

/** What a reviewer says of a curve, besides what its fit says of itself. */
export type ReviewMark = 'approved' | 'rejected' | 'look-again'

export interface Review {
  readonly mark: ReviewMark
  /** Words of the list of reasons; empty where none was given. */
  readonly reason: string
  readonly note: string
  /** `fitBasis` of the curve when it was marked: a mark on another fit is an old one. */
  readonly basis: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
}

/** A difference this small is none, stated before looking: [lowest, highest] that still counts as equal. */
export interface EquivalenceLimits {
  /** Slope over the reference's slope. */
  readonly hill: readonly [number, number]
  /** Difference of the plateaus over the reference's top − bottom. */
  readonly bottom: readonly [number, number]
  readonly top: readonly [number, number]
}

/** Curves judged against a reference, and which of their parameters are taken as one. */
export interface Comparison {
  readonly reference: string
  readonly others: readonly string[]
  readonly shared: readonly SigmoidParameter[]
  readonly limits: EquivalenceLimits
  /** The reference is ghosted on the chart of every curve. */
  readonly isGhosted: boolean
}

/**
 * The undoable document. Keys of `curves`, `overrides` and `reviews` are curve ids, of `exclusions` and `keptOutliers`
 * `row:responseColumn`, of `answers` the ids of questions about the table.
 */
export interface Work {
  readonly mapping: ColumnMapping
  readonly isMappingConfirmed: boolean
  /** Name of the policy that holds. */
  readonly policy: string
  /** People's own policies that this work knows, by name, as they were when they were taken. */
  readonly policies: Readonly<Record<string, Policy>>
  readonly method: FitMethod
  /** What curves of one group set differently from the policy, by the keys of `groups.ts`. */
  readonly groups: Readonly<Record<string, CurveSettings>>
  readonly curves: Readonly<Record<string, CurveSettings>>
  readonly exclusions: Readonly<Record<string, Exclusion>>
  /** Proposals that were declined: these wells are not asked about again. */
  readonly keptOutliers: Readonly<Record<string, KeptOutlier>>
  readonly overrides: Readonly<Record<string, VerdictOverride>>
  readonly reviews: Readonly<Record<string, Review>>
  /** What the reader answered to each question about the table; an unanswered one has no entry. */
  readonly answers: Readonly<Record<string, string>>
  readonly comparison: Comparison | null
  /** What responses are set against before they are fitted; null: they are fitted as measured. */
  readonly normalisation: Normalisation | null
  /** Columns of run, plate and well; null: those that the headers tell. */
  readonly layout: PlateLayout | null
  /** What a plate is flagged by, where it is not the usual. */
  readonly plateLimits: Partial<PlateLimits>
}

/**
 * One step, with the work as it was on the other side of it. `label` completes "Undo …": "exclude 3 µM, replicate 2".
 * A step of the same non-null `gesture` as the newest one joins it.
 */
export interface HistoryEntry {
  readonly label: string
  /** When the newest act of the step was done, ISO 8601; absent where nobody said. */
  readonly at?: string
  readonly gesture: string | null
  readonly work: Work
}

export interface WorkHistory {
  readonly past: readonly HistoryEntry[]
  readonly present: Work
  readonly future: readonly HistoryEntry[]
}

/** Whose lines of the verdict are set. */
export type LimitScope =
  { readonly kind: 'curve'; readonly curveId: string } | { readonly kind: 'group'; readonly group: string }

export type WorkAction =
  | { readonly kind: 'set-mapping'; readonly mapping: ColumnMapping; readonly label: string }
  /** One that comes with Halfmax or that the work knows; its method, where it has one, is set with it. */
  | { readonly kind: 'set-policy'; readonly policy: string }
  /** A person's own, new to the work or in another version; with its normalisation as this table has it. */
  | {
      readonly kind: 'take-policy'
      readonly policy: Policy
      readonly normalisation?: Omit<Normalisation, 'rawUnit'> | null
      readonly label: string
    }
  /** Null takes back what the group sets. */
  | {
      readonly kind: 'set-group'
      readonly group: string
      readonly settings: CurveSettings | null
      readonly label: string
    }
  | {
      readonly kind: 'set-constraint'
      readonly curveId: string
      readonly parameter: ParameterName
      readonly constraint: Constraint
      readonly label: string
      /**
       * Steps of one gesture (a slider drag, typing into one field) share a key and make one undo step. Each gesture
       * has its own key: two drags of one slider are two steps.
       */
      readonly gesture: string | null
    }
  | {
      readonly kind: 'reset-constraint'
      readonly curveId: string
      readonly parameter: ParameterName
      readonly label: string
    }
  /** Lines of the verdict for one curve, or for the curves of a group; none: those of the table hold. */
  | {
      readonly kind: 'set-limits'
      readonly of: LimitScope
      readonly limits: Partial<VerdictLimits>
      readonly label: string
    }
  /** Null returns to the policy's model. */
  | {
      readonly kind: 'set-model'
      readonly curveIds: readonly string[]
      readonly model: ModelName | null
      readonly label: string
    }
  | { readonly kind: 'set-method'; readonly method: FitMethod; readonly label: string }
  | {
      readonly kind: 'exclude'
      readonly exclusions: readonly Exclusion[]
      readonly label: string
      /** The reason that is chosen for wells just excluded is no step of its own. */
      readonly gesture?: string
    }
  | {
      readonly kind: 'include'
      readonly points: readonly { row: number; responseColumn: number }[]
      readonly label: string
    }
  | { readonly kind: 'keep-outliers'; readonly kept: readonly KeptOutlier[]; readonly label: string }
  /** Drops every setting of the curve, so that its policy holds again. */
  | { readonly kind: 'reset-curve'; readonly curveId: string; readonly label: string }
  /** All settings of a curve at once: a ready fit that was taken, a state that was pinned. */
  | {
      readonly kind: 'set-curve'
      readonly curveId: string
      readonly settings: CurveSettings
      readonly label: string
    }
  /** Null takes the computed verdict again. */
  | {
      readonly kind: 'set-override'
      readonly curveIds: readonly string[]
      readonly override: VerdictOverride | null
      readonly label: string
    }
  /** Marks of one act of a reviewer; null takes a curve's mark back. A reason given at once joins its mark's step. */
  | {
      readonly kind: 'set-review'
      readonly reviews: readonly { readonly curveId: string; readonly review: Review | null }[]
      readonly label: string
      readonly gesture?: string
    }
  /**
   * One answer about the table with all that follows from it; null takes the answer back. `mapping`, where given,
   * replaces the mapping; `include` is undone before `exclude` is done.
   */
  | {
      readonly kind: 'answer'
      readonly questionId: string
      readonly answer: string | null
      readonly mapping?: ColumnMapping
      readonly include?: readonly { row: number; responseColumn: number }[]
      readonly exclude?: readonly Exclusion[]
      readonly label: string
    }
  | { readonly kind: 'set-comparison'; readonly comparison: Comparison | null; readonly label: string }
  /**
   * Null: fitted as measured. Takes the unit of the responses along, and the control values out of the samples; limits
   * of plateaus that were set on the other scale end with it. `rawUnit` is filled in.
   */
  | {
      readonly kind: 'set-normalisation'
      readonly normalisation: Omit<Normalisation, 'rawUnit'> | null
      readonly label: string
    }
  | {
      readonly kind: 'set-plate-limits'
      readonly limits: Partial<PlateLimits>
      readonly label: string
    }
  | { readonly kind: 'set-layout'; readonly layout: PlateLayout | null; readonly label: string }
  /** The work of a fit file, as one step that can be undone. */
  | { readonly kind: 'take-work'; readonly work: Work; readonly label: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** Several steps of the history at once: negative ones back, positive ones forward. */
  | { readonly kind: 'jump'; readonly steps: number }
  | { readonly kind: 'restore'; readonly work: Work }
  /** What another tab did to the same work, added to every step of this one's history. */
  | { readonly kind: 'rebase'; rebase(history: WorkHistory): WorkHistory }
