import 'server-only'
import { lt, sql } from 'drizzle-orm'
import { appendAudit } from '../audit/append.ts'
import type { Store } from '../open-store.ts'
import { batches, drafts, pushes, signOuts } from '../schema.ts'
import { deleteDrafts } from './delete-drafts.ts'
import { deletePayloads } from './delete-payloads.ts'

/** For how many days what nobody touches is kept; null: until somebody deletes it. */
export interface Retention {
  /** Work in progress, since it was saved last. */
  readonly draftDays: number | null
  /** What an ended push did not send, and the results of a refit on the server, since it ended. */
  readonly payloadDays: number | null
}

export interface Swept {
  readonly drafts: number
  readonly payloads: number
  /** Refits on the server, with their fits. */
  readonly refits: number
  readonly signOuts: number
}

/** Who deletes where no person does. */
const HALFMAX = { id: 'halfmax', name: 'Halfmax' } as const

/** No sign-in holds for longer (HALFMAX_SESSION_MAX_HOURS), so that nothing is left for an older row to end. */
const LONGEST_SIGN_IN_MS = 91 * 24 * 3_600_000

/**
 * Deletes what is older than it may become, with an entry of the audit trail for each. By the database's clock; several
 * replicas may sweep at once. Throws what the database throws.
 */
export async function sweep({ db }: Pick<Store, 'db'>, retention: Retention): Promise<Swept> {
  const swept = {
    drafts: await sweepDrafts(db, retention.draftDays),
    payloads: await sweepPayloads(db, retention.payloadDays),
    refits: await sweepRefits(db, retention.payloadDays),
    signOuts: await sweepSignOuts(db),
  }
  // Deleted rows stand in the database's files until their room is given back.
  if (swept.drafts > 0) await db.execute(sql`vacuum drafts`)
  if (swept.payloads > 0) await db.execute(sql`vacuum push_outputs`)
  if (swept.refits > 0) await db.execute(sql`vacuum batches, batch_chunks`)
  return swept
}

async function sweepDrafts(db: Store['db'], days: number | null): Promise<number> {
  if (days === null) return 0
  const reason = `untouched for ${days} ${days === 1 ? 'day' : 'days'}`
  return db.transaction((tx) =>
    deleteDrafts(tx, sql`${drafts.savedAt} < ${daysAgo(days)}`, { person: HALFMAX, reason }),
  )
}

async function sweepPayloads(db: Store['db'], days: number | null): Promise<number> {
  if (days === null) return 0
  const reason = `ended ${days} ${days === 1 ? 'day' : 'days'} ago`
  return db.transaction(async (tx) => {
    const found = await deletePayloads(tx, sql`${pushes.endedAt} < ${daysAgo(days)}`)
    for (const { id, tenantHost, analysisId } of found) {
      await appendAudit(tx, { person: HALFMAX, target: { tenantHost, analysisId }, requestId: null }, [
        { action: 'payload-deleted', subject: `push ${id}`, reason },
      ])
    }
    return found.length
  })
}

/** Its entries of the trail stay: who asked for it, and what came of it. */
async function sweepRefits(db: Store['db'], days: number | null): Promise<number> {
  if (days === null) return 0
  const gone = await db
    .delete(batches)
    .where(sql`${batches.endedAt} < ${daysAgo(days)}`)
    .returning({ id: batches.id })
  return gone.length
}

async function sweepSignOuts(db: Store['db']): Promise<number> {
  const gone = await db
    .delete(signOuts)
    .where(lt(signOuts.atMs, Date.now() - LONGEST_SIGN_IN_MS))
    .returning({ id: signOuts.personId })
  return gone.length
}

function daysAgo(days: number) {
  return sql`now() - make_interval(days => ${days}::int)`
}
