import type { VerdictKind } from '../fit/types.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import type { ReviewState } from './review.ts'

/** One curve as lists of a review order, filter and count it. */
export interface ReviewRow {
  readonly id: string
  readonly label: string
  readonly state: ReviewState
  /** `fitting` until the first fit is there. */
  readonly verdict: VerdictKind | 'fitting'
  /** NCATS class, "1.1". */
  readonly screenClass: string | null
  /** Slugs. */
  readonly flags: readonly string[]
  /** Values of the columns that tell curves apart, by column: plate, compound, readout. */
  readonly groups: readonly { readonly column: string; readonly value: string }[]
  /** Reported potency, log10 of the dose; null where none is. */
  readonly logDose: number | null
  readonly qualifier: '<' | '=' | '>' | null
  /** Change of the fitted response from the lowest to the highest tested dose; null without a fit. */
  readonly effect: number | null
  /** Hill slope; null without a fit that has one. */
  readonly slope: number | null
  /** log10 of upper over lower limit; Infinity with an open side, null without an interval. */
  readonly intervalDecades: number | null
  readonly sigma: number | null
}

export type Facet = 'verdict' | 'class' | 'flag' | 'mark' | 'group'
export const FACETS: readonly Facet[] = ['verdict', 'class', 'flag', 'mark', 'group']

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

export const VIEWS = ['grid', 'table'] as const

/** A rectangle of the scatter: potency as log10 dose, effect in response units; [lowest, highest]. */
export interface Brush {
  readonly logDose: readonly [number, number]
  readonly effect: readonly [number, number]
}

/** What of the curves is shown, and in which order. */
export interface ReviewQuery {
  /** Chosen values of each facet: one of them, in every facet that has any. */
  readonly chosen: Readonly<Record<Facet, readonly string[]>>
  /** Plain text, or `/regular expression/`. */
  readonly find: string
  readonly sort: SortKey
  readonly isDescending: boolean
  readonly brush: Brush | null
  /** Thumbnails, or a line of numbers each. */
  readonly view: (typeof VIEWS)[number]
}

export const EMPTY_QUERY: ReviewQuery = {
  chosen: { verdict: [], class: [], flag: [], mark: [], group: [] },
  find: '',
  sort: 'place',
  isDescending: false,
  brush: null,
  view: 'grid',
}

/** The text of a group's value in facet and address: "Plate: P3". */
export function groupText({ column, value }: ReviewRow['groups'][number]): string {
  return `${column}: ${value}`
}

const VALUES: Readonly<Record<Facet, (row: ReviewRow) => readonly string[]>> = {
  verdict: ({ verdict }) => [verdict],
  class: ({ screenClass }) => [screenClass ?? 'none'],
  flag: ({ flags }) => (flags.length === 0 ? ['none'] : flags),
  mark: ({ state }) => [state],
  group: ({ groups }) => groups.map(groupText),
}

export interface FacetCount {
  readonly value: string
  /** Rows with it among those that all other filters leave. */
  readonly count: number
}

export interface ReviewList {
  /** In order. */
  readonly rows: readonly ReviewRow[]
  readonly counts: Readonly<Record<Facet, readonly FacetCount[]>>
  /** Why the search cannot be read as it is; it then leaves everything in. */
  readonly findProblem: string | null
}

/** The rows a query leaves, ordered, with what each further choice would leave. Values in the order of first sight. */
export function reviewList(all: readonly ReviewRow[], query: ReviewQuery): ReviewList {
  const { matches, problem } = finder(query.find)
  const wanted = FACETS.map((facet) => groupsOf(facet, query.chosen[facet]))
  const rows: ReviewRow[] = []
  const counts = FACETS.map(() => new Map<string, number>())
  for (const row of all) {
    const values = valuesOf(row)
    const isFound = matches(row.label) && isBrushed(row, query.brush)
    let failed: number | null = null
    let failedCount = 0
    for (let f = 0; f < wanted.length; f++) {
      if (hasOneOfEach(values[f] ?? [], wanted[f] ?? [])) continue
      failed = f
      failedCount++
    }
    if (isFound && failedCount === 0) rows.push(row)
    const isCounted = isFound && failedCount <= 1
    for (let f = 0; f < counts.length; f++) {
      // Every value keeps its place in the list, even where nothing is left of it.
      const one = isCounted && (failed === null || failed === f) ? 1 : 0
      addTo(counts[f], { values: values[f] ?? [], one })
    }
  }
  const listed = FACETS.map((facet, f) => [
    facet,
    Array.from(counts[f] ?? [], ([value, count]) => ({ value, count })),
  ])
  return {
    rows: ordered(rows, query),
    counts: Object.fromEntries(listed) as ReviewList['counts'],
    findProblem: problem,
  }
}

/** Rows live as long as nothing of their curve changes: what they say is put into words once. */
const knownValues = new WeakMap<ReviewRow, readonly (readonly string[])[]>()

/** In the order of the facets. */
function valuesOf(row: ReviewRow): readonly (readonly string[])[] {
  const known = knownValues.get(row)
  if (known) return known
  const values = FACETS.map((facet) => VALUES[facet](row))
  knownValues.set(row, values)
  return values
}

function hasOneOfEach(values: readonly string[], wanted: readonly ReadonlySet<string>[]): boolean {
  return wanted.every((one) => values.some((value) => one.has(value)))
}

function addTo(
  counts: Map<string, number> | undefined,
  { values, one }: { readonly values: readonly string[]; readonly one: 0 | 1 },
): void {
  if (!counts) return
  for (const value of values) {
    const before = counts.get(value)
    if (before === undefined || one === 1) counts.set(value, (before ?? 0) + one)
  }
}

/** Groups of one column are alternatives; different columns hold together. */
function groupsOf(facet: Facet, chosen: readonly string[]): readonly ReadonlySet<string>[] {
  if (chosen.length === 0) return []
  if (facet !== 'group') return [new Set(chosen)]
  const byColumn = new Map<string, Set<string>>()
  for (const text of chosen) {
    const column = text.slice(0, text.indexOf(': '))
    byColumn.set(column, (byColumn.get(column) ?? new Set()).add(text))
  }
  return [...byColumn.values()]
}

function isBrushed({ logDose, effect }: ReviewRow, brush: Brush | null): boolean {
  if (brush === null) return true
  if (logDose === null || effect === null) return false
  const isWithin = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high
  return isWithin(logDose, brush.logDose) && isWithin(effect, brush.effect)
}

const REGEX = /^\/(.*)\/([iu]*)$/

/** Plain text is found anywhere in a name, whatever its case. */
function finder(find: string): { matches: (label: string) => boolean; problem: string | null } {
  const text = find.trim()
  const [, pattern, flags] = REGEX.exec(text) ?? []
  if (pattern === undefined) {
    const wanted = text.toLocaleLowerCase()
    if (wanted === '') return { matches: () => true, problem: null }
    return { matches: (label) => label.toLocaleLowerCase().includes(wanted), problem: null }
  }
  try {
    const regex = new RegExp(pattern, flags === '' ? 'i' : flags)
    return { matches: (label) => regex.test(label), problem: null }
  } catch {
    return { matches: () => true, problem: 'This is no regular expression yet: everything is shown.' }
  }
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

/** Equal ones stay in the order of the table; a potency sorts by value, then qualifier. */
function ordered(rows: readonly ReviewRow[], { sort, isDescending }: ReviewQuery): readonly ReviewRow[] {
  if (sort === 'place') return isDescending ? rows.toReversed() : rows
  const sign = isDescending ? -1 : 1
  const value = sortValue(sort)
  const rank = ({ qualifier }: ReviewRow) => (sort === 'potency' ? QUALIFIER_RANK[qualifier ?? '='] : 0)
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    if (typeof one === 'string' || typeof other === 'string')
      return sign * NAMES.compare(String(one), String(other))
    // Two infinities have no difference.
    const byValue = one === other ? 0 : one - other
    return sign * (byValue || rank(a) - rank(b))
  })
}
