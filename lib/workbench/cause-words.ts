import type { ExclusionCause } from './types.ts'

/** "by hand", "by rule", "by flag": completes "excluded …". */
export function causeWords(cause: ExclusionCause): string {
  return `by ${cause}`
}
