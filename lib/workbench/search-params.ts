import type { ModelName } from '../fit/types.ts'
import { MODEL_NAMES } from './models.ts'

/** What of the page lives in its address. The analysis key never does. */
export interface WorkbenchParams {
  readonly frame: string | null
  /** Id of the curve on show. */
  readonly sample: string | null
  readonly model: ModelName | null
  /** The bench of one curve, or all curves under review. */
  readonly view: 'review' | null
  /** The review's filters and order as `review-query.ts` writes them; kept while the bench is on show. */
  readonly list: string
  readonly point: { readonly row: number; readonly responseColumn: number } | null
}

export const NO_PARAMS: WorkbenchParams = {
  frame: null,
  sample: null,
  model: null,
  view: null,
  list: '',
  point: null,
}

const LIST_NAMES = new Set(['verdict', 'class', 'flag', 'mark', 'group', 'find', 'sort', 'brush', 'show'])

// Patterns and no schemas: the address is read before anything else, and the page starts without zod.
const FRAME_ID = /^[A-Za-z0-9_-]{1,200}$/
const CURVE_ID = /^[^]{1,1000}$/
const POINT = /^\d{1,8}\.\d{1,4}$/

/** Reads the address; a part that makes no sense is left out, as a link may be old or mistyped. */
export function parseWorkbenchParams(search: URLSearchParams | string): WorkbenchParams {
  const params = new URLSearchParams(search)
  const point = matching(POINT, params.get('point'))?.split('.').map(Number)
  const [row, responseColumn] = point ?? []
  return {
    frame: matching(FRAME_ID, params.get('frame')),
    sample: matching(CURVE_ID, params.get('sample')),
    model: MODEL_NAMES.find((name) => name === params.get('model')) ?? null,
    view: params.get('view') === 'review' ? 'review' : null,
    list: new URLSearchParams([...params].filter(([name]) => LIST_NAMES.has(name))).toString(),
    point: row === undefined || responseColumn === undefined ? null : { row, responseColumn },
  }
}

/** The query of an address, without `?`; `''` when there is nothing to say. */
export function serialiseWorkbenchParams(params: WorkbenchParams): string {
  const search = new URLSearchParams()
  if (params.frame !== null) search.set('frame', params.frame)
  if (params.sample !== null) search.set('sample', params.sample)
  if (params.model !== null) search.set('model', params.model)
  if (params.point !== null) search.set('point', `${params.point.row}.${params.point.responseColumn}`)
  if (params.view !== null) search.set('view', params.view)
  return [search.toString(), params.list].filter(Boolean).join('&')
}

function matching(pattern: RegExp, value: string | null): string | null {
  return value !== null && pattern.test(value) ? value : null
}
