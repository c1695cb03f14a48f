import 'server-only'
import { and, desc, eq, ilike, lt, or } from 'drizzle-orm'
import type { Database } from '../open-store.ts'
import { auditEntries, type AuditAction } from '../schema.ts'
import type { StoredAuditEntry } from './entry-hash.ts'

export interface AuditQuery {
  readonly target: { readonly tenantHost: string; readonly analysisId: string }
  readonly action?: AuditAction | null
  /** Part of a name, subject, value or reason, in any case. */
  readonly text?: string | null
  /** Only entries before this number. */
  readonly before?: number | null
  readonly limit: number
}

/** Entries of one analysis, newest first. */
export async function readAudit(db: Database, query: AuditQuery): Promise<readonly StoredAuditEntry[]> {
  const { target, action = null, text = null, before = null, limit } = query
  // What a person types is looked for as it is: % and _ mean nothing else here.
  const part = text === null || text === '' ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const searched = ['personName', 'subject', 'before', 'after', 'reason'] as const
  return db
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.tenantHost, target.tenantHost),
        eq(auditEntries.analysisId, target.analysisId),
        action === null ? undefined : eq(auditEntries.action, action),
        part === null ? undefined : or(...searched.map((column) => ilike(auditEntries[column], part))),
        before === null ? undefined : lt(auditEntries.seq, before),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit)
}
