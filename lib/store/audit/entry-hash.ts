import 'server-only'
import { createHash } from 'node:crypto'
import type { auditEntries } from '../schema.ts'
import { canonicalJson } from './canonical.ts'

export type StoredAuditEntry = typeof auditEntries.$inferSelect

/** What the first entry names as the one before it. */
export const GENESIS = '0'.repeat(64)

/** SHA-256, as 64 hex digits, over everything an entry says, the hash of the entry before it included. */
export function entryHash(entry: Omit<StoredAuditEntry, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...entry, at: entry.at.toISOString(), hash: undefined }))
    .digest('hex')
}
