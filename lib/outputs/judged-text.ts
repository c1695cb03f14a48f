import { parameterTitle } from '../workbench/constraint-text.ts'
import { reviewSentence } from '../workbench/review.ts'
import { overrideSentence, VERDICT_WORDS } from '../workbench/verdict-words.ts'
import type { FittedCurve } from './types.ts'

/** The computed verdict with its reason, then a reviewer's over it, then the reviewer's mark. */
export function judgedText(fitted: FittedCurve): string {
  const { verdict } = fitted.fit.relative
  const over = fitted.override ? ` ${overrideSentence(fitted.override)}` : ''
  const reviewed = fitted.review ? ` ${reviewSentence(fitted.review)}` : ''
  return `${VERDICT_WORDS[verdict.kind]}: ${verdict.text}.${boundText(fitted)}${over}${reviewed}`
}

/** " At bound: top." Another rule may have decided the verdict, and then its sentence is silent about the bound. */
function boundText({ fit }: FittedCurve): string {
  const names = fit.parameters.filter(({ state }) => state === 'at-lower' || state === 'at-upper')
  return names.length === 0 ? '' : ` At bound: ${names.map(({ name }) => parameterTitle(name)).join(', ')}.`
}
