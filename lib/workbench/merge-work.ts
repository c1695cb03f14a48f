import { normalising, withoutLevels } from './normalising.ts'
import { findPolicy } from './policies.ts'
import { isSameJson } from './same-json.ts'
import type { Work, WorkHistory } from './types.ts'

/** Parts of the work that are records by curve, group, policy, point or question: they are merged entry by entry, the others whole. */
const RECORDS: ReadonlySet<string> = new Set([
  'policies',
  'groups',
  'curves',
  'exclusions',
  'keptOutliers',
  'overrides',
  'reviews',
  'answers',
])

type Entries = Readonly<Record<string, unknown>>

interface Changes {
  readonly whole: Entries
  /** By part: entries that are new or another one, `undefined` for those that are gone. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, unknown>>
}

/**
 * A history to which another tab's changes are added everywhere, past and future too: undo then takes back this tab's own
 * steps and leaves the other's. What both have changed since `base` stays as it is here.
 *
 * @param base    what both tabs started from: the last work they had in common
 * @param theirs  the other tab's work now
 * @returns the very same history where there is nothing to add
 */
export function mergeHistory(
  history: WorkHistory,
  { base, theirs }: { readonly base: Work; readonly theirs: Work },
): WorkHistory {
  const changes = without(changesBetween(base, theirs), changesBetween(base, history.present))
  if (isSameJson(changes.whole, {}) && changes.records.size === 0) return history
  const add = merger(changes)
  const merge = (work: Work) =>
    [withKnownPolicy, withOneMapping, withOneScale].reduce(
      (merged, mend) => mend(merged, { work, base, theirs }),
      add(work),
    )
  const steps = (entries: WorkHistory['past']) => entries.map((step) => ({ ...step, work: merge(step.work) }))
  return { past: steps(history.past), present: merge(history.present), future: steps(history.future) }
}

function changesBetween(before: Work, after: Work): Changes {
  const whole: Record<string, unknown> = {}
  const records = new Map<string, ReadonlyMap<string, unknown>>()
  for (const [part, now] of Object.entries(after)) {
    const was: unknown = Reflect.get(before, part)
    if (!RECORDS.has(part)) {
      if (!isSameJson(was, now)) whole[part] = now
      continue
    }
    const changed = changedEntries(
      new Map(Object.entries(was as Entries)),
      new Map(Object.entries(now as Entries)),
    )
    if (changed.size > 0) records.set(part, changed)
  }
  return { whole, records }
}

function changedEntries(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const changed = new Map<string, unknown>()
  for (const [key, value] of after) if (!isSameJson(before.get(key), value)) changed.set(key, value)
  for (const key of before.keys()) if (!after.has(key)) changed.set(key, undefined)
  return changed
}

/** The changes of one side that the other side has not touched. */
function without(theirs: Changes, ours: Changes): Changes {
  const whole = Object.entries(theirs.whole).filter(([part]) => !Object.hasOwn(ours.whole, part))
  const records = Array.from(theirs.records, ([part, entries]) => {
    const own = ours.records.get(part)
    return [part, new Map([...entries].filter(([key]) => own?.has(key) !== true))] as const
  })
  return {
    whole: Object.fromEntries(whole),
    records: new Map(records.filter(([, entries]) => entries.size > 0)),
  }
}

/** Works of a history share their records, and so do the merged ones. */
function merger({ whole, records }: Changes): (work: Work) => Work {
  const made = new WeakMap<object, Entries>()
  const mergeRecord = (record: object, changed: ReadonlyMap<string, unknown>) => {
    const known = made.get(record)
    if (known) return known
    const merged = new Map<string, unknown>(Object.entries(record))
    for (const [key, value] of changed) {
      if (value === undefined) merged.delete(key)
      else merged.set(key, value)
    }
    const result = Object.fromEntries(merged)
    made.set(record, result)
    return result
  }
  return (work) => {
    const parts = Array.from(records, ([part, changed]) => [
      part,
      mergeRecord(Reflect.get(work, part) as object, changed),
    ])
    // Every part comes from a work of the same type.
    return { ...work, ...whole, ...Object.fromEntries(parts) } as Work
  }
}

/** What a merged work was made of. */
interface Sources {
  /** Of this tab's history. */
  readonly work: Work
  readonly base: Work
  readonly theirs: Work
}

/** The policy that holds is one that the work knows, even where one tab took it and the other took its taking back. */
function withKnownPolicy(merged: Work, { work, base, theirs }: Sources): Work {
  const name = merged.policy
  if (findPolicy(merged, name) !== null) return merged
  const known = [work, theirs, base].map((side) => findPolicy(side, name)).find((policy) => policy !== null)
  return known == null
    ? merged
    : { ...merged, policies: Object.fromEntries([...Object.entries(merged.policies), [name, known]]) }
}

/** A normalisation without the mapping it came with, as both tabs changed theirs, still brings its unit and controls. */
function withOneMapping(merged: Work, { work, base, theirs }: Sources): Work {
  const isTheirs = (part: 'mapping' | 'normalisation') => merged[part] === theirs[part]
  const isOurs = (part: 'mapping' | 'normalisation') => !isSameJson(work[part], base[part])
  const mapped = isTheirs('mapping') ? theirs : work
  const isTorn =
    (isTheirs('normalisation') && !isTheirs('mapping') && isOurs('mapping')) ||
    (isTheirs('mapping') && !isTheirs('normalisation') && isOurs('normalisation'))
  if (!isTorn || isSameJson(mapped.normalisation, merged.normalisation)) return merged
  const { groups, curves } = merged
  const mended = normalising({ ...merged, normalisation: mapped.normalisation }, merged.normalisation)
  return { ...mended, groups, curves }
}

/** A level that a curve or group was held to on another scale than the merged work's ends, as it does where a scale is set. */
function withOneScale(merged: Work, { work, theirs }: Sources): Work {
  const scale = merged.normalisation?.kind
  const onScale = [work, theirs].filter(({ normalisation }) => normalisation?.kind === scale)
  if (onScale.length === 2) return merged
  return {
    ...merged,
    groups: onOneScale(
      merged.groups,
      onScale.map(({ groups }) => groups),
    ),
    curves: onOneScale(
      merged.curves,
      onScale.map(({ curves }) => curves),
    ),
  }
}

/** @param onScale  what was set on the scale that holds now: it stays as it is */
function onOneScale(merged: Work['curves'], onScale: readonly Work['curves'][]): Work['curves'] {
  const known = onScale.map((settings) => new Map(Object.entries(settings)))
  const isOfScale = (key: string, settings: unknown) =>
    known.some((one) => isSameJson(one.get(key), settings))
  const others = Object.entries(merged).filter(([key, settings]) => !isOfScale(key, settings))
  if (others.length === 0) return merged
  const kept = Object.entries(merged).filter(([key, settings]) => isOfScale(key, settings))
  return Object.fromEntries([...kept, ...Object.entries(withoutLevels(Object.fromEntries(others)))])
}
