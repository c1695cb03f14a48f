import type { CurveFit } from '@/lib/fit/types.ts'
import { flagWord } from '../flag-words.ts'

/** A page of the guide, and what a link to it says after "Help: ". */
export interface GuideTarget {
  readonly page: string
  readonly words: string
}

/** What decided the verdict of either potency; a reportable absolute one has nothing to explain beside another verdict. */
export function decidingPages({ relative, absolute }: CurveFit): readonly GuideTarget[] {
  const beside = absolute?.verdict.rule ?? 'reportable'
  return targets([relative.verdict.rule, ...(beside === 'reportable' ? [] : [beside])])
}

/** The other badges of the fit. */
export function badgePages(fit: CurveFit): readonly GuideTarget[] {
  const deciding = decidingPages(fit).map(({ page }) => page)
  return targets(fit.flags).filter(({ page }) => !deciding.includes(page))
}

/** One page for each flag of the fit. */
export function flagPages(fit: CurveFit): readonly GuideTarget[] {
  return targets(fit.flags)
}

/** The guide's page about a verdict's rule or a badge: its slug, without the parameter it names. */
export function guidePageOf(slug: string): string {
  return /^(ambiguous|guard)-/.exec(slug)?.[1] ?? slug
}

/** One per page, in the words of its first slug. */
function targets(slugs: readonly string[]): readonly GuideTarget[] {
  const found = new Map<string, GuideTarget>()
  for (const slug of slugs) {
    const page = guidePageOf(slug)
    if (!found.has(page)) found.set(page, { page, words: WORDS[page] ?? lowerFirst(flagWord(slug)) })
  }
  return [...found.values()]
}

/** Where the page's own slug, or what it is about, says more than the badge does. */
const WORDS: Readonly<Record<string, string>> = {
  reportable: 'reportable',
  ambiguous: 'ambiguous parameter',
  guard: 'a bound nobody set',
  'at-bound': 'at a bound',
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
