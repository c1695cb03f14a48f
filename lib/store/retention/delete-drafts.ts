import 'server-only'
import type { SQL } from 'drizzle-orm'
import { appendAudit, type AuditContext } from '../audit/append.ts'
import type { Database } from '../open-store.ts'
import { drafts } from '../schema.ts'

/**
 * Deletes drafts, and says so in the record of each analysis.
 *
 * @param db     a transaction of the caller's
 * @param which  condition on `drafts`
 * @returns how many
 */
export async function deleteDrafts(
  db: Pick<Database, 'select' | 'delete' | 'transaction'>,
  which: SQL,
  told: { readonly person: AuditContext['person']; readonly reason: string },
): Promise<number> {
  const gone = await db.delete(drafts).where(which).returning({
    owner: drafts.owner,
    tenantHost: drafts.tenantHost,
    analysisId: drafts.analysisId,
    frameId: drafts.frameId,
  })
  const byAnalysis = Map.groupBy(gone, ({ tenantHost, analysisId }) => `${tenantHost} ${analysisId}`)
  for (const [first, ...others] of byAnalysis.values()) {
    if (first === undefined) continue
    const { tenantHost, analysisId } = first
    await appendAudit(
      db,
      { person: told.person, target: { tenantHost, analysisId }, requestId: null },
      [first, ...others].map(({ owner, frameId }) => ({
        action: 'draft-deleted' as const,
        subject: `work of ${owner} on frame ${frameId}`,
        reason: told.reason,
      })),
    )
  }
  return gone.length
}
