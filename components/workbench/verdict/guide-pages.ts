import type { CurveFit } from '@/lib/fit/types.ts'
import { flagWord } from '../flag-words.ts'

/** The guide's page about a verdict's rule or a badge: its slug, without the parameter it names. */
export function guidePageOf(slug: string): string {
  return /^(ambiguous|guard)-/.exec(slug)?.[1] ?? slug
}

/** What decided either potency, in words: the relative one first, the absolute one where another rule decided. */
export function reasonsToRead({ relative, absolute }: CurveFit): readonly { slug: string; words: string }[] {
  const rules = new Set([relative, absolute].flatMap((potency) => potency?.verdict.rule ?? []))
  return [...rules].map((slug) => ({
    slug,
    words: slug === 'reportable' ? slug : flagWord(slug).toLowerCase().replace('ec50', 'EC50'),
  }))
}
