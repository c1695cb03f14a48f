import type { ReviewMark } from '@/lib/workbench/types.ts'

/** Why a reviewer marks a curve, by the digits 1 to 9. */
export const REVIEW_REASONS: readonly string[] = [
  'noisy data',
  'incomplete curve',
  'unlikely slope',
  'outlying well',
  'interference',
  'solubility',
  'contamination',
  'plate effect',
  'other',
]

/** Completes "Undo …" and names the key's act. */
export const MARK_VERBS: Readonly<Record<ReviewMark, string>> = {
  approved: 'approve',
  rejected: 'reject',
  'look-again': 'look again at',
}
