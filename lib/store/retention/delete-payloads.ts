import 'server-only'
import { and, eq, exists, inArray, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../open-store.ts'
import { pushes, pushLeftovers, pushOutputs } from '../schema.ts'

/** A push as the audit trail names it. */
export interface PushPlace {
  readonly id: string
  readonly tenantHost: string
  readonly analysisId: string
}

/**
 * Lets go of the bytes of ended pushes that did not all arrive. What they had made at the tenant is listed as left over, and the
 * same outputs asked for again are a new push: this one cannot be gone on with.
 *
 * @param db     a transaction of the caller's
 * @param which  condition on `pushes`
 */
export async function deletePayloads(
  db: Pick<Database, 'select' | 'selectDistinct' | 'update' | 'insert'>,
  which: SQL,
): Promise<readonly PushPlace[]> {
  const kept = db
    .select({ one: sql`1` })
    .from(pushOutputs)
    .where(and(eq(pushOutputs.pushId, pushes.id), isNotNull(pushOutputs.bytes)))
  const candidates = await db
    .select({ id: pushes.id, tenantHost: pushes.tenantHost, analysisId: pushes.analysisId })
    .from(pushes)
    .where(and(inArray(pushes.state, ['done', 'partly', 'failed']), which, exists(kept)))
    .orderBy(pushes.id)
    .for('update')
  // Looked at anew: whoever held these rows a moment ago may have done it, and the first look was at what was there before.
  const still = await db
    .selectDistinct({ id: pushOutputs.pushId })
    .from(pushOutputs)
    .where(
      and(
        inArray(
          pushOutputs.pushId,
          candidates.map(({ id }) => id),
        ),
        isNotNull(pushOutputs.bytes),
      ),
    )
  const ids = still.map(({ id }) => id)
  const found = candidates.filter(({ id }) => ids.includes(id))
  if (ids.length === 0) return []
  const ofThem = inArray(pushOutputs.pushId, ids)
  const made = await db
    .select({
      pushId: pushOutputs.pushId,
      outputId: pushOutputs.outputId,
      kind: pushOutputs.kind,
      remoteId: pushOutputs.remoteId,
    })
    .from(pushOutputs)
    .where(and(ofThem, isNotNull(pushOutputs.remoteId), ne(pushOutputs.stage, 'attached')))
  const leftovers = made.map((output) => ({ ...output, reason: 'its bytes are kept no longer' }))
  if (leftovers.length > 0) await db.insert(pushLeftovers).values(leftovers)
  await db.update(pushOutputs).set({ bytes: null }).where(ofThem)
  await db
    .update(pushes)
    .set({ pushKey: sql`'gone ' || ${pushes.id}` })
    .where(inArray(pushes.id, ids))
  return found
}

/** Whether the bytes of every output that is not attached are still there. */
export async function hasPayloads(db: Database, pushId: string): Promise<boolean> {
  const gone = await db
    .select({ id: pushOutputs.outputId })
    .from(pushOutputs)
    .where(and(eq(pushOutputs.pushId, pushId), isNull(pushOutputs.bytes), ne(pushOutputs.stage, 'attached')))
    .limit(1)
  return gone.length === 0
}
