import type { Problem } from '@/lib/result.ts'
import type { KeyPreview } from './key-preview.ts'

export type KeyState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'entered' }
  | { readonly kind: 'checking'; readonly preview: KeyPreview | null }
  | { readonly kind: 'accepted'; readonly analysisId: string; readonly host: string | null }
  | { readonly kind: 'failed'; readonly problem: Problem }

/** Warning where somebody can mend the set-up or wait, danger where the key itself is wrong. */
export function toneOfProblem(problem: Problem): 'warning' | 'danger' {
  return problem.isRetryable || problem.kind === 'tenant-not-configured' ? 'warning' : 'danger'
}
