import { EMPTY_QUERY, FACETS, VIEWS, type Brush, type ReviewQuery } from './review-list.ts'
import { isSortKey } from './review-order.ts'

/** Choices of one facet that an address may carry. */
const MOST_CHOICES = 200
const LONGEST = 300

/** Reads the review's part of an address; what makes no sense is left out, as a link may be old or mistyped. */
export function parseReviewQuery(text: string): ReviewQuery {
  const params = new URLSearchParams(text)
  const chosen = FACETS.map((facet) => [
    facet,
    [...new Set(params.getAll(facet).filter((value) => value.length <= LONGEST))].slice(0, MOST_CHOICES),
  ])
  const sort = (params.get('sort') ?? '').slice(0, LONGEST)
  const key = sort.replace(/^-/, '')
  return {
    chosen: Object.fromEntries(chosen) as ReviewQuery['chosen'],
    find: (params.get('find') ?? '').slice(0, LONGEST),
    sort: isSortKey(key) ? key : EMPTY_QUERY.sort,
    isDescending: isSortKey(key) && sort.startsWith('-'),
    brush: parseBrush(params.get('brush')),
    view: VIEWS.find((view) => view === params.get('show')) ?? EMPTY_QUERY.view,
  }
}

/** The same query as text for an address; `''` where everything is shown in the table's order. */
export function serialiseReviewQuery(query: ReviewQuery): string {
  const { chosen, find, sort, isDescending, brush, view } = query
  const params = new URLSearchParams()
  for (const facet of FACETS) for (const value of chosen[facet]) params.append(facet, value)
  if (find.trim() !== '') params.set('find', find)
  const order = `${isDescending ? '-' : ''}${sort}`
  if (order !== EMPTY_QUERY.sort) params.set('sort', order)
  if (brush) {
    const edges = [...brush.logDose, ...brush.effect].map((edge) => Number(edge.toPrecision(6)))
    params.set('brush', edges.join('_'))
  }
  if (view !== EMPTY_QUERY.view) params.set('show', view)
  return params.toString()
}

function parseBrush(text: string | null): Brush | null {
  const edges = (text ?? '').split('_').map(Number)
  const [left, right, bottom, top] = edges
  if (edges.length !== 4 || !edges.every(Number.isFinite)) return null
  if (left === undefined || right === undefined || bottom === undefined || top === undefined) return null
  return left <= right && bottom <= top ? { logDose: [left, right], effect: [bottom, top] } : null
}
