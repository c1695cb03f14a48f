/** Reads saved work back. What the page needs to write it is in `write-work.ts`, without the schemas. */
import * as z from 'zod/mini'
import { DOSE_UNITS } from '../data-frame/dose-units.ts'
import type { ColumnMeta } from '../data-frame/types.ts'
import { VERDICT_KINDS } from '../fit/verdict-kinds.ts'
import { USUAL_LIMITS } from './initial-work.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { pointKey } from './point-key.ts'
import { findPolicy } from './policies.ts'
import {
  CurveSettings,
  Finite,
  Method,
  PlateLimits,
  PolicySettings,
  presentConstraints,
  toMethod,
  toPolicy,
} from './saved-settings.ts'
import type { ExclusionCause, Work } from './types.ts'
import { SAVED_VERSION } from './write-work.ts'

const ColumnIndex = z.number().check(z.int(), z.minimum(0), z.maximum(10_000))

const Mapping = z.object({
  dose: z.nullable(ColumnIndex),
  responses: z.array(ColumnIndex),
  groups: z.array(ColumnIndex),
  replicate: z.nullable(ColumnIndex),
  role: z.nullable(z.object({ column: ColumnIndex, controlValues: z.array(z.string()) })),
  doseUnit: z.enum(DOSE_UNITS),
  responseUnit: z.string(),
})

const Exclusion = z.object({
  row: z.number().check(z.int(), z.minimum(0)),
  responseColumn: ColumnIndex,
  cause: z.optional(z.enum(['hand', 'rule', 'flag'])),
  reason: z.string(),
  author: z.string(),
  at: z.string(),
})

const KeptOutlier = z.object({
  row: z.number().check(z.int(), z.minimum(0)),
  responseColumn: ColumnIndex,
  author: z.string(),
  at: z.string(),
})

const Override = z.object({
  verdict: z.enum(VERDICT_KINDS),
  reason: z.string(),
  author: z.string(),
  at: z.string(),
})

const Review = z.object({
  mark: z.enum(['approved', 'rejected', 'look-again']),
  reason: z.string(),
  note: z.string(),
  basis: z.string(),
  author: z.string(),
  at: z.string(),
})

const Limits = z
  .tuple([Finite, Finite])
  .check(z.refine(([lowest = Number.NaN, highest = Number.NaN]) => lowest <= highest))

const Comparison = z.object({
  reference: z.string(),
  others: z.array(z.string()),
  shared: z.array(z.enum(['bottom', 'top', 'logEc50', 'hill'])),
  limits: z.optional(z.object({ hill: Limits, bottom: Limits, top: Limits })),
  isGhosted: z.boolean(),
})

const Normalisation = z.object({
  kind: z.enum(['inhibition', 'percent-of-control']),
  column: ColumnIndex,
  negative: z.array(z.string()),
  positive: z.array(z.string()),
  by: z.array(ColumnIndex),
  centre: z.enum(['mean', 'median']),
  rawUnit: z.string(),
})

const Layout = z.object({
  run: z.nullable(ColumnIndex),
  plate: z.nullable(ColumnIndex),
  well: z.nullable(ColumnIndex),
})

/** Keyed parts are stored as lists: a curve may be named `__proto__`. */
const SavedWork = z.object({
  version: z.literal(SAVED_VERSION),
  /** Headers the column numbers were taken from. */
  columns: z.array(z.string()),
  mapping: Mapping,
  isMappingConfirmed: z.boolean(),
  policy: z.string(),
  policies: z.optional(z.array(PolicySettings)),
  method: z.optional(Method),
  groups: z.optional(z.array(z.tuple([z.string(), CurveSettings]))),
  curves: z.array(z.tuple([z.string(), CurveSettings])),
  exclusions: z.array(Exclusion),
  /** Work saved before there were these has none of them. */
  keptOutliers: z.optional(z.array(KeptOutlier)),
  overrides: z.optional(z.array(z.tuple([z.string(), Override]))),
  reviews: z.optional(z.array(z.tuple([z.string(), Review]))),
  answers: z.optional(z.array(z.tuple([z.string(), z.string()]))),
  comparison: z.optional(z.nullable(Comparison)),
  normalisation: z.optional(z.nullable(Normalisation)),
  layout: z.optional(z.nullable(Layout)),
  plateLimits: z.optional(PlateLimits),
})
type SavedWork = z.infer<typeof SavedWork>

export type SavedWorkProblem =
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'other-version'; readonly message: string }
  | { readonly kind: 'columns-changed'; readonly message: string }

/** The saved work, or why it cannot be used. A mapping whose columns are no longer what they were is refused whole. */
export function parseSavedWork(text: string, columns: readonly ColumnMeta[]): Result<Work, SavedWorkProblem> {
  const raw = parseJson(text)
  if (z.object({ version: z.number() }).safeParse(raw).data?.version !== SAVED_VERSION) {
    const isOther = typeof raw === 'object' && raw !== null && 'version' in raw
    return isOther
      ? err({ kind: 'other-version', message: 'The saved work was written by another version of Halfmax.' })
      : err({ kind: 'unreadable', message: 'The saved work cannot be read.' })
  }
  const saved = SavedWork.safeParse(raw)
  if (!saved.success) return err({ kind: 'unreadable', message: 'The saved work cannot be read.' })
  const changed = changedColumn(saved.data, columns)
  if (changed !== null) return err({ kind: 'columns-changed', message: changed })
  const work = toWork(saved.data)
  if (findPolicy(work, work.policy) === null) {
    return err({
      kind: 'unreadable',
      message: 'The saved work names a policy that this version does not know.',
    })
  }
  return ok(work)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Says which column the work relies on is another one now, or null. */
function changedColumn(
  { mapping, exclusions, keptOutliers, normalisation, layout, columns: before }: SavedWork,
  now: readonly ColumnMeta[],
): string | null {
  const relied = [
    mapping.dose,
    mapping.replicate,
    mapping.role?.column ?? null,
    ...mapping.responses,
    ...mapping.groups,
    ...(normalisation ? [normalisation.column, ...normalisation.by] : []),
    ...(layout ? [layout.run, layout.plate, layout.well] : []),
  ]
  const points = [...exclusions, ...(keptOutliers ?? [])]
  const indices = [...relied, ...points.map(({ responseColumn }) => responseColumn)]
  for (const index of indices) {
    if (index === null) continue
    const [was, is] = [before[index], now[index]?.displayName]
    if (was === undefined) return 'The saved work names a column it does not have.'
    if (is === undefined) return `The table no longer has the column “${was}” the saved work relies on.`
    if (was !== is) return `Column ${index + 1} was “${was}” when the work was saved and is “${is}” now.`
  }
  return null
}

function toWork(saved: SavedWork): Work {
  const { mapping, isMappingConfirmed, policy, method, exclusions } = saved
  return {
    mapping,
    isMappingConfirmed,
    policy,
    policies: Object.fromEntries((saved.policies ?? []).map((one) => [one.name, toPolicy(one)])),
    method: toMethod(method),
    groups: settingsByKey(saved.groups ?? []),
    curves: settingsByKey(saved.curves),
    exclusions: Object.fromEntries(
      exclusions.map((exclusion) => [pointKey(exclusion), { ...exclusion, cause: causeOf(exclusion) }]),
    ),
    keptOutliers: Object.fromEntries((saved.keptOutliers ?? []).map((kept) => [pointKey(kept), kept])),
    overrides: Object.fromEntries(saved.overrides ?? []),
    reviews: Object.fromEntries(saved.reviews ?? []),
    answers: Object.fromEntries(saved.answers ?? []),
    comparison: saved.comparison
      ? { ...saved.comparison, limits: saved.comparison.limits ?? USUAL_LIMITS }
      : null,
    normalisation: saved.normalisation ?? null,
    layout: saved.layout ?? null,
    plateLimits: saved.plateLimits ?? {},
  }
}

function settingsByKey(entries: SavedWork['curves']): Work['curves'] {
  return Object.fromEntries(
    entries.map(([key, { constraints, model, limits }]) => [
      key,
      {
        constraints: presentConstraints(constraints),
        ...(model !== undefined && { model }),
        ...(limits && { limits }),
      },
    ]),
  )
}

/** Before the cause was kept, an accepted proposal was told by its reason alone. */
function causeOf({ cause, reason }: z.infer<typeof Exclusion>): ExclusionCause {
  return cause ?? (reason.startsWith('outlier by rule') ? 'rule' : 'hand')
}
