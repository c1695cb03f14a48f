/** How work is saved. Reading it back, with the schemas that takes, is `saved-work.ts`. */
import type { ColumnMeta } from '../data-frame/types.ts'
import type { Work } from './types.ts'

/** Raised whenever the stored shape changes its meaning; an older one is then refused or translated by the reader. */
export const SAVED_VERSION = 1

/** Where the work on one frame is kept. Holds no key and no token. */
export function savedWorkKey(place: {
  readonly tenantHost: string
  readonly analysisId: string
  readonly frameId: string
  /** Mark of the person who is signed in, as several may share a browser; null where nobody is. */
  readonly owner: string | null
}): string {
  const whose = place.owner === null ? '' : `:${place.owner}`
  return `halfmax:work:${place.tenantHost}:${place.analysisId}:${place.frameId}${whose}`
}

export function serialiseWork(work: Work, columns: readonly ColumnMeta[]): string {
  return JSON.stringify({
    version: SAVED_VERSION,
    columns: columns.map((column) => column.displayName),
    mapping: work.mapping,
    isMappingConfirmed: work.isMappingConfirmed,
    policy: work.policy,
    policies: Object.values(work.policies),
    method: work.method,
    groups: Object.entries(work.groups),
    curves: Object.entries(work.curves),
    exclusions: Object.values(work.exclusions),
    keptOutliers: Object.values(work.keptOutliers),
    overrides: Object.entries(work.overrides),
    reviews: Object.entries(work.reviews),
    answers: Object.entries(work.answers),
    comparison: work.comparison,
    normalisation: work.normalisation,
    layout: work.layout,
    plateLimits: work.plateLimits,
  })
}
