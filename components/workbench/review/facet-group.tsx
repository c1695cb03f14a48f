import { classNames } from '@/components/ui/class-names.ts'
import { VERDICT_KINDS } from '@/lib/fit/verdict-kinds.ts'
import { REVIEW_WORDS, type ReviewState } from '@/lib/workbench/review.ts'
import type { Facet } from '@/lib/workbench/review-list.ts'
import { VERDICT_BADGES } from '@/lib/workbench/verdict-words.ts'
import { flagWord } from '../flag-words.ts'
import styles from './filter-bar.module.css'
import type { Review } from './use-review.ts'

interface Props {
  readonly facet: Facet
  readonly review: Review
  /** Chips without a title: the bar is one line. */
  readonly isInline?: boolean
}

/** Choices of one kind, several at once, each with what it would leave. */
export function FacetGroup({ facet, review, isInline = false }: Props) {
  const { query, setQuery, list } = review
  const chosen = query.chosen[facet]
  const known = list.counts[facet]
  const values = [
    ...known,
    ...chosen.filter((value) => !known.some((one) => one.value === value)).map(asEmpty),
  ]
  const shown = isInline
    ? inOrder(values).filter(({ count, value }) => count > 0 || chosen.includes(value))
    : values
  if (shown.length === 0) return null
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    setQuery({ ...query, chosen: { ...query.chosen, [facet]: next } })
  }
  return (
    <fieldset className={classNames(styles.facet, isInline && styles.inline)}>
      <legend>{TITLES[facet]}</legend>
      {shown.map(({ value, count }) => (
        <label key={value} className={styles.chip}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span>
            {wordOf(facet, value)} <span className={styles.number}>{count}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const asEmpty = (value: string) => ({ value, count: 0 })

const TITLES: Readonly<Record<Facet, string>> = {
  verdict: 'Verdict',
  mark: 'Your mark',
  class: 'Curve class',
  flag: 'Flag',
  group: 'Group',
}

const VERDICTS: Readonly<Record<string, string>> = { ...VERDICT_BADGES, fitting: 'Fitting' }
const VERDICT_ORDER: readonly string[] = [...VERDICT_KINDS, 'fitting']

function inOrder<T extends { readonly value: string }>(values: readonly T[]): readonly T[] {
  return values.toSorted((a, b) => VERDICT_ORDER.indexOf(a.value) - VERDICT_ORDER.indexOf(b.value))
}

function wordOf(facet: Facet, value: string): string {
  if (facet === 'verdict') return VERDICTS[value] ?? value
  if (facet === 'mark') return REVIEW_WORDS[value as ReviewState] ?? value
  if (facet === 'flag') return value === 'none' ? 'No flag' : flagWord(value)
  if (facet === 'class') return value === 'none' ? 'No class' : value
  return value
}
