import type { AuditAction } from '@/lib/store/schema.ts'
import { parameterTitle, shortConstraint } from '@/lib/workbench/constraint-text.ts'
import { PARAMETER_NAMES } from '@/lib/workbench/models.ts'
import { Constraint } from '@/lib/workbench/saved-settings.ts'
import type { Constraint as Asked } from '@/lib/fit/types.ts'

/** What the trail tells of, in the words of the page. */
export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  opened: 'Opened',
  'open-failed': 'Could not open',
  exported: 'Loaded rows',
  'export-failed': 'Could not load rows',
  'push-asked': 'Asked for a push',
  'push-retried': 'Retried a push',
  pushed: 'Pushed',
  'push-failed': 'Push failed',
  excluded: 'Excluded',
  included: 'Took back an exclusion',
  overrode: 'Overrode a verdict',
  'override-removed': 'Took back an override',
  approved: 'Approved',
  rejected: 'Rejected',
  'look-again': 'Marked to look again',
  'mark-removed': 'Took back a mark',
  'settings-changed': 'Changed settings',
  'refit-asked': 'Asked for a refit on the server',
  refitted: 'Refitted on the server',
  'refit-failed': 'Refit on the server failed',
  'refit-cancelled': 'Cancelled a refit on the server',
  'signed-in': 'Signed in',
  'sign-in-failed': 'Could not sign in',
  'signed-out': 'Signed out',
  'draft-deleted': 'Deleted work in progress',
  'payload-deleted': 'Deleted what a push did not send',
  'person-exported': 'Exported a person’s data',
  'person-deleted': 'Deleted a person’s data',
}

export function isAuditAction(text: string): text is AuditAction {
  return Object.hasOwn(ACTION_WORDS, text)
}

/**
 * A stored value as a person reads it: `mark: approved; basis: 3f2a`, `constraints: top 80 to 90, hill free`. Null: an empty
 * text. The CSV has the value as it is stored.
 */
export function valueText(json: string | null): string {
  if (json === null) return ''
  const value = parse(json)
  if (value === undefined) return json
  return isRecord(value) ? fields(value).join('; ') : told(value)
}

function told(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(told).join(', ')
  if (!isRecord(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const parts = fields(value)
  return parts.length === 0 ? 'none' : parts.join(', ')
}

function fields(value: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(value).map(([name, part]) => {
    const parameter = PARAMETER_NAMES.find((one) => one === name)
    const constraint = Constraint.safeParse(part)
    if (parameter && constraint.success)
      return `${parameterTitle(parameter)} ${shortConstraint(parameter, constraint.data as Asked)}`
    // Parts of a part stand in brackets, so that it is seen where they end.
    return `${asWords(name)}: ${isRecord(part) && !hasConstraints(part) ? `(${told(part)})` : told(part)}`
  })
}

function hasConstraints(part: Readonly<Record<string, unknown>>): boolean {
  return Object.values(part).every((one) => Constraint.safeParse(one).success)
}

/** `isRepeat` as "is repeat"; what people named, such as a column, as it is. */
function asWords(name: string): string {
  return /^[a-z]+([A-Z][a-z0-9]*)+$/.test(name)
    ? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    : name
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Cut values are no JSON any more. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
