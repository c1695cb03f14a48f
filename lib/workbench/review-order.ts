import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import type { ReviewRow } from './review-list.ts'
import type { ReviewState } from './review.ts'

export const SORTS = [
  'place',
  'name',
  'potency',
  'effect',
  'slope',
  'interval',
  'sd',
  'verdict',
  'class',
  'flags',
  'mark',
] as const
/** By the first value of a group's column, `group:Plate`. */
export type SortKey = (typeof SORTS)[number] | `group:${string}`

/** Whether a text names an order. A column that a table does not have leaves its rows as they are. */
export function isSortKey(text: string): text is SortKey {
  return SORTS.some((one) => one === text) || /^group:./.test(text)
}

const QUALIFIER_RANK = { '<': -1, '=': 0, '>': 1 }
const VERDICT_RANK: readonly ReviewRow['verdict'][] = [...VERDICT_KINDS, 'fitting']
const STATE_RANK: readonly ReviewState[] = ['unreviewed', 'changed', 'look-again', 'rejected', 'approved']

/** Null sorts behind everything, whichever way. */
const SORT_VALUES: Readonly<Record<(typeof SORTS)[number], (row: ReviewRow) => number | string | null>> = {
  place: () => 0,
  name: ({ label }) => label,
  potency: ({ logDose }) => logDose,
  effect: ({ effect }) => effect,
  slope: ({ slope }) => slope,
  interval: ({ intervalDecades }) => intervalDecades,
  sd: ({ sigma }) => sigma,
  verdict: ({ verdict }) => VERDICT_RANK.indexOf(verdict),
  class: ({ screenClass }) => screenClass,
  flags: ({ verdict, flags }) => (verdict === 'fitting' ? null : flags.length),
  mark: ({ state }) => STATE_RANK.indexOf(state),
}

function sortValue(sort: SortKey): (row: ReviewRow) => number | string | null {
  if (sort in SORT_VALUES) return SORT_VALUES[sort as keyof typeof SORT_VALUES]
  const wanted = sort.slice('group:'.length)
  return ({ groups }) => groups.find(({ column }) => column === wanted)?.value ?? null
}

const NAMES = new Intl.Collator('en', { numeric: true })

function rankOf(sort: SortKey): (row: ReviewRow) => number {
  return ({ qualifier }) => (sort === 'potency' ? QUALIFIER_RANK[qualifier ?? '='] : 0)
}

/** Whether two rows stand at the same place of an order. */
export function sortAlike(a: ReviewRow, b: ReviewRow, sort: SortKey): boolean {
  const [value, rank] = [sortValue(sort), rankOf(sort)]
  return Object.is(value(a), value(b)) && rank(a) === rank(b)
}

/** Equal ones stay in the order of the table; a potency sorts by value, then qualifier. */
export function ordered<T extends { readonly row: ReviewRow }>(
  rows: readonly T[],
  { sort, isDescending }: { readonly sort: SortKey; readonly isDescending: boolean },
): readonly T[] {
  if (sort === 'place') return isDescending ? rows.toReversed() : rows
  const sign = isDescending ? -1 : 1
  const [value, rank] = [sortValue(sort), rankOf(sort)]
  return rows.toSorted(({ row: a }, { row: b }) => {
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    if (typeof one === 'string' || typeof other === 'string')
      return sign * NAMES.compare(String(one), String(other))
    // Two infinities have no difference.
    const byValue = one === other ? 0 : one - other
    return sign * (byValue || rank(a) - rank(b))
  })
}
