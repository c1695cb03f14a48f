import 'server-only'
import { and, count, eq, inArray, sql } from 'drizzle-orm'
import { err, ok, type Result } from '../../result.ts'
import { appendAudit } from '../audit/append.ts'
import type { Store } from '../open-store.ts'
import { deleteDrafts } from '../retention/delete-drafts.ts'
import { deletePayloads } from '../retention/delete-payloads.ts'
import { batches, drafts, pushes, signOuts, type PushState } from '../schema.ts'
import { DELETED_PERSON, draftsOf, type KnownPerson } from './find-person.ts'

export interface Deleted {
  /** Work in progress, deleted. */
  readonly drafts: number
  /** Pushes that name them no longer; what they wrote is in Benchling, and a repeat must still find it. */
  readonly pushes: number
  /** Of these, pushes whose unsent bytes were deleted. */
  readonly payloads: number
  /** Refits on the server, deleted with their fits. */
  readonly refits: number
}

/** Who deletes: whoever may run commands on the server. */
export const ADMINISTRATOR = { id: 'administrator', name: 'Administrator' } as const

const UNFINISHED: PushState[] = ['queued', 'running', 'waiting']

/**
 * Deletes what is kept of a person, ends their sign-ins and says so in the audit trail, all or nothing. The trail itself keeps
 * their entries: it is the record of who decided what, and a chain that no one may edit.
 *
 * @param isDry  only count
 * @returns in words why nothing was deleted, where a push of theirs is under way
 */
export async function deletePerson(
  { db }: Pick<Store, 'db'>,
  person: KnownPerson,
  { isDry }: { readonly isDry: boolean },
): Promise<Result<Deleted, string>> {
  const theirs = eq(pushes.personId, person.id)
  const deleted = await db.transaction(async (tx): Promise<Result<Deleted, string>> => {
    const open = await tx
      .select({ id: pushes.id })
      .from(pushes)
      .where(and(theirs, inArray(pushes.state, UNFINISHED)))
    if (open.length > 0)
      return err(
        underWay(
          'push',
          open.map(({ id }) => id),
        ),
      )
    const ownRefits = eq(batches.personId, person.id)
    const refitting = await tx
      .select({ id: batches.id })
      .from(batches)
      .where(and(ownRefits, inArray(batches.state, ['queued', 'running'])))
    if (refitting.length > 0)
      return err(
        underWay(
          'refit',
          refitting.map(({ id }) => id),
        ),
      )
    if (isDry) {
      const [work] = await tx.select({ n: count() }).from(drafts).where(draftsOf(person.id))
      const [named] = await tx.select({ n: count() }).from(pushes).where(theirs)
      const [refits] = await tx.select({ n: count() }).from(batches).where(ownRefits)
      return ok({
        drafts: work?.n ?? 0,
        pushes: named?.n ?? 0,
        payloads: await unsent(tx, person.id),
        refits: refits?.n ?? 0,
      })
    }
    const reason = 'the person’s data were deleted'
    const work = await deleteDrafts(tx, draftsOf(person.id), { person: ADMINISTRATOR, reason })
    const payloads = await deletePayloads(tx, theirs)
    const named = await tx
      .update(pushes)
      .set({ personId: DELETED_PERSON.id, by: DELETED_PERSON.name })
      .where(theirs)
      .returning({ id: pushes.id })
    const refits = await tx.delete(batches).where(ownRefits).returning({ id: batches.id })
    const atMs = Date.now()
    await tx
      .insert(signOuts)
      .values({ personId: person.id, atMs })
      .onConflictDoUpdate({ target: signOuts.personId, set: { atMs } })
    const counts = { drafts: work, pushes: named.length, payloads: payloads.length, refits: refits.length }
    await appendAudit(tx, { person: ADMINISTRATOR, target: null, requestId: null }, [
      { action: 'person-deleted', subject: `person ${person.id}`, after: counts },
    ])
    return ok(counts)
  })
  if (deleted.ok && !isDry) {
    // Deleted rows stand in the database's files until their room is given back.
    await db.execute(sql`vacuum drafts`)
    await db.execute(sql`vacuum push_outputs`)
    await db.execute(sql`vacuum batches, batch_chunks`)
  }
  return deleted
}

async function unsent(db: Pick<Store['db'], 'select'>, id: string): Promise<number> {
  const [row] = await db.select({ n: sql<number>`count(distinct push_id)::int` }).from(
    sql`(select push_id from push_outputs join pushes on pushes.id = push_id
        where person_id = ${id} and bytes is not null) as unsent`,
  )
  return row?.n ?? 0
}

function underWay(what: 'push' | 'refit', ids: readonly string[]): string {
  return [
    `${ids.length === 1 ? `A ${what} of theirs is` : `${ids.length} ${what === 'push' ? 'pushes' : 'refits'} of theirs are`} under way, so nothing was deleted.`,
    'Let them end first, with the app running:',
    ...ids.map((id) => `  ${id}`),
  ].join('\n')
}
