/** What the scientist is doing, as immutable values. Only this is saved; everything else is derived from it. */
import type { ColumnMapping } from '../data-frame/types.ts'
import type {
  Constraint,
  Constraints,
  CovarianceKind,
  Loss,
  ModelName,
  ParameterName,
  Weighting,
} from '../fit/types.ts'

/** Where a setting comes from; shown beside it. */
export type Origin = 'default' | 'policy' | 'curve'

export type PolicyName = 'free' | 'r-example'

export interface Policy {
  readonly name: PolicyName
  /** "Free fit", "R example". */
  readonly title: string
  readonly model: ModelName
  readonly constraints: Constraints
  readonly covariance: CovarianceKind
  readonly level: number
}

/** Only what this curve sets differently from its policy. Constraints of parameters that its model lacks wait unused. */
export interface CurveSettings {
  readonly constraints: Readonly<Partial<Record<ParameterName, Constraint>>>
  readonly model?: ModelName
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
}

/** Counts out of n come with their trials, which no column mapping names. */
export type PageLoss = Exclude<Loss, 'binomial'>

export type IntervalKind = 'profile' | 'wald' | 'bootstrap'

export interface Exclusion {
  readonly row: number
  readonly responseColumn: number
  readonly reason: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
}

/** The undoable document. Keys of `curves` are curve ids, of `exclusions` `row:responseColumn`. */
export interface Work {
  readonly mapping: ColumnMapping
  readonly isMappingConfirmed: boolean
  readonly policy: PolicyName
  readonly method: FitMethod
  readonly curves: Readonly<Record<string, CurveSettings>>
  readonly exclusions: Readonly<Record<string, Exclusion>>
}

/**
 * One step, with the work as it was on the other side of it. `label` completes "Undo …": "exclude 3 µM, replicate 2".
 * A step of the same non-null `gesture` as the newest one joins it.
 */
export interface HistoryEntry {
  readonly label: string
  readonly gesture: string | null
  readonly work: Work
}

export interface WorkHistory {
  readonly past: readonly HistoryEntry[]
  readonly present: Work
  readonly future: readonly HistoryEntry[]
}

export type WorkAction =
  | { readonly kind: 'set-mapping'; readonly mapping: ColumnMapping; readonly label: string }
  | { readonly kind: 'set-policy'; readonly policy: PolicyName }
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
  /** Null returns to the policy's model. */
  | {
      readonly kind: 'set-model'
      readonly curveIds: readonly string[]
      readonly model: ModelName | null
      readonly label: string
    }
  | { readonly kind: 'set-method'; readonly method: FitMethod; readonly label: string }
  | { readonly kind: 'exclude'; readonly exclusions: readonly Exclusion[]; readonly label: string }
  | {
      readonly kind: 'include'
      readonly points: readonly { row: number; responseColumn: number }[]
      readonly label: string
    }
  /** Drops every setting of the curve, so that its policy holds again. */
  | { readonly kind: 'reset-curve'; readonly curveId: string; readonly label: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  | { readonly kind: 'restore'; readonly work: Work }
