import type { VerdictKind } from '../fit/types.ts'
import { madeOnce } from '../made-once.ts'
import { finder } from './review-find.ts'
import { ordered, sortAlike, type SortKey } from './review-order.ts'
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

/** Where a query leaves a row: shown, left out by the facet of that place alone, or by more. */
const SHOWN = -1
const LEFT_OUT = FACETS.length

interface Kept {
  readonly all: readonly ReviewRow[]
  readonly query: ReviewQuery
  readonly placeOf: (row: ReviewRow) => number
  readonly places: readonly number[]
  readonly counts: readonly (readonly FacetCount[])[]
  /** Which of all rows are shown, in order. */
  readonly order: readonly number[]
  readonly list: ReviewList
}

/**
 * The rows a query leaves, ordered, with what each further choice would leave. Values in the order of first sight. Of the
 * last list what still holds is kept: a mark on one of 5,000 rows counts the marks anew and orders nothing.
 */
export function createReviewList(): (all: readonly ReviewRow[], query: ReviewQuery) => ReviewList {
  let kept: Kept | null = null
  return (all, query) => {
    const isKept = kept !== null && kept.query === query && kept.all.length === all.length
    kept = isKept && kept !== null ? updated(kept, all) : fresh(all, query)
    return kept.list
  }
}

function fresh(all: readonly ReviewRow[], query: ReviewQuery): Kept {
  const { matches, problem } = finder(query.find)
  const placeOf = placing(query, matches)
  const places = all.map(placeOf)
  const counts = FACETS.map((_, f) => counted(f, all, places))
  const order = orderOf(all, places, query)
  return { all, query, placeOf, places, counts, order, list: listOf({ all, counts, order }, problem) }
}

function updated(kept: Kept, all: readonly ReviewRow[]): Kept {
  const places = [...kept.places]
  const isCountedAnew = FACETS.map(() => false)
  let isOrderedAnew = false
  let isOther = false
  for (let i = 0; i < all.length; i++) {
    const [was, row] = [kept.all[i], all[i]]
    if (was === row || was === undefined || row === undefined) continue
    const [wasPlace, place] = [places[i] ?? LEFT_OUT, kept.placeOf(row)]
    places[i] = place
    isOther = true
    FACETS.forEach((_, f) => {
      const isAlike = isIn(f, wasPlace) === isIn(f, place) && isSameList(valuesOf(was)[f], valuesOf(row)[f])
      if (!isAlike) isCountedAnew[f] = true
    })
    const isMoved = place === SHOWN && !sortAlike(was, row, kept.query.sort)
    if ((place === SHOWN) !== (wasPlace === SHOWN) || isMoved) isOrderedAnew = true
  }
  if (!isOther) return kept
  const counts = kept.counts.map((counts, f) => (isCountedAnew[f] ? counted(f, all, places) : counts))
  const order = isOrderedAnew ? orderOf(all, places, kept.query) : kept.order
  const list = listOf({ all, counts, order }, kept.list.findProblem)
  return { ...kept, all, places, counts, order, list }
}

function listOf({ all, counts, order }: Pick<Kept, 'all' | 'counts' | 'order'>, problem: string | null) {
  const listed = FACETS.map((facet, f) => [facet, counts[f] ?? []] as const)
  const rows: ReviewRow[] = []
  for (const i of order) {
    const row = all[i]
    if (row) rows.push(row)
  }
  return {
    rows,
    counts: Object.fromEntries(listed) as ReviewList['counts'],
    findProblem: problem,
  }
}

function orderOf(all: readonly ReviewRow[], places: readonly number[], query: ReviewQuery) {
  const shown = all.flatMap((row, i) => (places[i] === SHOWN ? [{ row, i }] : []))
  return ordered(shown, query).map(({ i }) => i)
}

function placing(query: ReviewQuery, matches: (label: string) => boolean): (row: ReviewRow) => number {
  const wanted = FACETS.map((facet) => groupsOf(facet, query.chosen[facet]))
  return (row) => {
    if (!matches(row.label) || !isBrushed(row, query.brush)) return LEFT_OUT
    const values = valuesOf(row)
    let place = SHOWN
    for (let f = 0; f < wanted.length; f++) {
      if (hasOneOfEach(values[f] ?? [], wanted[f] ?? [])) continue
      if (place !== SHOWN) return LEFT_OUT
      place = f
    }
    return place
  }
}

/** Whether a facet counts a row: all other filters leave it. */
function isIn(f: number, place: number): boolean {
  return place === SHOWN || place === f
}

/** Every value keeps its place in the list, even where nothing is left of it. */
function counted(f: number, all: readonly ReviewRow[], places: readonly number[]): readonly FacetCount[] {
  const counts = new Map<string, number>()
  all.forEach((row, i) => {
    const one = isIn(f, places[i] ?? LEFT_OUT) ? 1 : 0
    for (const value of valuesOf(row)[f] ?? []) {
      const before = counts.get(value)
      if (before === undefined || one === 1) counts.set(value, (before ?? 0) + one)
    }
  })
  return Array.from(counts, ([value, count]) => ({ value, count }))
}

/** In the order of the facets. Rows live as long as nothing of their curve changes: what they say is put into words once. */
const valuesOf = madeOnce((row: ReviewRow): readonly (readonly string[])[] =>
  FACETS.map((facet) => VALUES[facet](row)),
)

function isSameList(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

function hasOneOfEach(values: readonly string[], wanted: readonly ReadonlySet<string>[]): boolean {
  return wanted.every((one) => values.some((value) => one.has(value)))
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
