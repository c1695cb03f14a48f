import type { AuditAction } from '@/lib/store/schema.ts'

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

/** A stored value as a person reads it: `cause: hand; verdict: reportable`. Null: an empty text. */
export function valueText(json: string | null): string {
  if (json === null) return ''
  const value = parse(json)
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return json
  return Object.entries(value)
    .map(([name, part]) => `${name}: ${typeof part === 'string' ? part : JSON.stringify(part)}`)
    .join('; ')
}

/** Cut values are no JSON any more. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
