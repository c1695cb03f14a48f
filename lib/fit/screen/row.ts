import type { Interval, Qualifier, VerdictKind } from '../types.ts'
import type { Evidence, PotencyEvidence } from './evidence.ts'

/** What a row of the table says when it fires. */
export interface Decision {
  readonly kind: VerdictKind
  readonly text: string
  readonly qualifier: Qualifier | null
  /** log10 of the dose to report, or null. */
  readonly logDose: number | null
  /** Replaces the interval of the potency, e.g. by the two doses around a step. */
  readonly interval?: Interval
}

export interface Row {
  readonly rule: string
  readonly decide: (evidence: Evidence, potency: PotencyEvidence) => Decision | null
}
