import type { CurveFit, VerdictKind } from '../fit/types.ts'
import { formatNumber, formatTrimmed } from '../format/format-number.ts'
import type { VerdictOverride } from './types.ts'

/** What a verdict is called where it stands alone. */
export const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  reportable: 'Reportable',
  estimated: 'Estimated',
  'above-range': 'Above the tested doses',
  'below-range': 'Below the tested doses',
  'no-response': 'No response',
  'not-determined': 'Not determined',
}

/** The same on a badge and in lists, where there is room for two words. */
export const VERDICT_BADGES = {
  reportable: 'Reportable',
  estimated: 'Estimated',
  'above-range': 'Report as >',
  'below-range': 'Report as <',
  'no-response': 'No response',
  'not-determined': 'Not determined',
} as const satisfies Readonly<Record<VerdictKind, string>>

/** "Overridden by you: Reportable. Second run agrees." Value and qualifier stay the computed ones. */
export function overrideSentence({ verdict, reason, author }: VerdictOverride): string {
  return `Overridden by ${author}: ${VERDICT_WORDS[verdict]}. ${reason.replace(/\.$/, '')}.`
}

/**
 * "Relative and absolute differ 4.2-fold, more than 3-fold."; null where they do not, or one has no root.
 *
 * @param limit  fold, ≥ 1 (the MSR of science.md 4)
 */
export function foldWarning({ relative, absolute }: CurveFit, limit: number): string | null {
  if (relative.logRoot === null || absolute === null || absolute.logRoot === null) return null
  const fold = 10 ** Math.abs(relative.logRoot - absolute.logRoot)
  if (!(fold > limit)) return null
  return `Relative and absolute differ ${formatNumber(fold)}-fold, more than ${formatTrimmed(limit)}-fold. They are doses of different effects: say which one is meant.`
}
