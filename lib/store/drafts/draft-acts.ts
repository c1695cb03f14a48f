import { initialWork } from '../../workbench/initial-work.ts'
import { isSameJson } from '../../workbench/same-json.ts'
import type { Exclusion, Review, VerdictOverride, Work } from '../../workbench/types.ts'
import type { AuditEvent } from '../audit/append.ts'

/** Parts that the trail tells of as a whole; the names it gives them. */
const SETTINGS = {
  mapping: 'mapping of columns',
  policy: 'policy',
  method: 'method',
  normalisation: 'normalisation',
  comparison: 'comparison',
  layout: 'layout of plates',
} as const satisfies Partial<Record<keyof Work, string>>

/** Parts told of entry by entry: by group, curve, question or well. */
const ENTRIES = {
  policies: 'policy',
  groups: 'settings of group',
  curves: 'settings of curve',
  answers: 'answer to',
  keptOutliers: 'well kept',
} as const satisfies Partial<Record<keyof Work, string>>

/** What the audit trail says of the way from one work to another; `before` null: there was none. */
export function draftActs(before: Work | null, after: Work): readonly AuditEvent[] {
  // What opening a table sets by itself is no act of anybody's.
  const from = before ?? initialWork({ mapping: after.mapping })
  return [
    ...changed(from.exclusions, after.exclusions).map(exclusionAct),
    ...changed(from.overrides, after.overrides).map(overrideAct),
    ...changed(from.reviews, after.reviews).map(reviewAct),
    ...Object.entries(SETTINGS).flatMap(([part, name]) => {
      const [was, is]: unknown[] = [Reflect.get(from, part), Reflect.get(after, part)]
      return isSameJson(was, is) ? [] : [settingsAct(name, was, is)]
    }),
    ...Object.entries(ENTRIES).flatMap(([part, name]) =>
      changed(entriesOf(from, part), entriesOf(after, part)).map(({ key, was, is }) =>
        settingsAct(`${name} ${key}`, was, is),
      ),
    ),
  ]
}

interface Change<T> {
  readonly key: string
  readonly was: T | undefined
  readonly is: T | undefined
}

type Entries<T> = Readonly<Record<string, T>>

function changed<T>(before: Entries<T>, after: Entries<T>): readonly Change<T>[] {
  const was = new Map(Object.entries(before))
  const is = new Map(Object.entries(after))
  const keys = new Set([...was.keys(), ...is.keys()])
  return [...keys]
    .map((key) => ({ key, was: was.get(key), is: is.get(key) }))
    .filter((change) => !isSameJson(change.was, change.is))
}

function entriesOf(work: Work, part: string): Entries<unknown> {
  // Every part named in ENTRIES is a record.
  return Reflect.get(work, part) as Entries<unknown>
}

function exclusionAct({ was, is }: Change<Exclusion>): AuditEvent {
  const well = is ?? was
  const subject = `row ${(well?.row ?? 0) + 1}, column ${(well?.responseColumn ?? 0) + 1}`
  const told = (one: Exclusion | undefined) =>
    one && { cause: one.cause, reason: one.reason, signed: one.author }
  return {
    action: is ? 'excluded' : 'included',
    subject,
    before: told(was),
    after: told(is),
    reason: is?.reason ?? null,
  }
}

function overrideAct({ key, was, is }: Change<VerdictOverride>): AuditEvent {
  const action = is ? 'overrode' : 'override-removed'
  return {
    action,
    subject: `curve ${key}`,
    before: was?.verdict,
    after: is?.verdict,
    reason: is?.reason ?? null,
  }
}

function reviewAct({ key, was, is }: Change<Review>): AuditEvent {
  const told = (one: Review | undefined) => one && { mark: one.mark, note: one.note, basis: one.basis }
  return {
    action: is ? is.mark : 'mark-removed',
    subject: `curve ${key}`,
    before: told(was),
    after: told(is),
    reason: is?.reason ?? null,
  }
}

/** Null and nothing are the same here: neither was set. */
function settingsAct(name: string, was: unknown, is: unknown): AuditEvent {
  return { action: 'settings-changed', subject: name, before: was ?? undefined, after: is ?? undefined }
}
