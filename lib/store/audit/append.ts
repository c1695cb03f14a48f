import 'server-only'
import { eq } from 'drizzle-orm'
import type { Database } from '../open-store.ts'
import { auditEntries, auditHead, type AuditAction } from '../schema.ts'
import { canonicalJson } from './canonical.ts'
import { entryHash, GENESIS, type StoredAuditEntry } from './entry-hash.ts'

/** Something that somebody did, as it goes into the trail. */
export interface AuditEvent {
  readonly action: AuditAction
  readonly subject: string
  /** Plain values; absent where there was or is nothing. */
  readonly before?: unknown
  readonly after?: unknown
  readonly reason?: string | null
}

/** Who did it, on what, and in which request. */
export interface AuditContext {
  readonly person: { readonly id: string; readonly name: string }
  readonly target: { readonly tenantHost: string; readonly analysisId: string } | null
  readonly requestId: string | null
}

const HEAD = 1
/** Longer values are cut: the trail says what was done, the draft holds the whole. */
const MOST_CHARACTERS = 4000
/** One statement takes 65,535 parameters at most. */
const ROWS_PER_INSERT = 500

/**
 * Adds to the end of the trail, in the order given, all or nothing. Those who append at the same time wait for one another.
 *
 * @param db  a transaction of the caller's, where the entries are to stand or fall with something else
 */
export async function appendAudit(
  db: Pick<Database, 'transaction'>,
  context: AuditContext,
  events: readonly AuditEvent[],
): Promise<void> {
  if (events.length === 0) return
  await db.transaction(async (tx) => {
    await tx.insert(auditHead).values({ id: HEAD, seq: 0, hash: GENESIS }).onConflictDoNothing()
    const [head] = await tx.select().from(auditHead).where(eq(auditHead.id, HEAD)).for('update')
    if (head === undefined) throw new Error('the audit trail has no end')
    const at = new Date()
    let { seq, hash } = head
    const entries = events.map((event) => {
      seq += 1
      const entry = { ...stored(event, context), seq, at, previous: hash }
      hash = entryHash(entry)
      return { ...entry, hash }
    })
    for (let from = 0; from < entries.length; from += ROWS_PER_INSERT) {
      await tx.insert(auditEntries).values(entries.slice(from, from + ROWS_PER_INSERT))
    }
    await tx.update(auditHead).set({ seq, hash }).where(eq(auditHead.id, HEAD))
  })
}

function stored(
  { action, subject, before, after, reason }: AuditEvent,
  { person, target, requestId }: AuditContext,
): Omit<StoredAuditEntry, 'seq' | 'at' | 'previous' | 'hash'> {
  return {
    personId: storable(person.id),
    personName: storable(person.name),
    tenantHost: target?.tenantHost ?? null,
    analysisId: target?.analysisId ?? null,
    action,
    subject: storable(subject),
    before: before === undefined ? null : storable(canonicalJson(before)),
    after: after === undefined ? null : storable(canonicalJson(after)),
    reason: reason === undefined || reason === null || reason === '' ? null : storable(reason),
    requestId,
  }
}

/** As the database gives it back: it holds no zero byte and no lone surrogate, and the hash is over what it holds. */
function storable(text: string): string {
  const clean = text.replaceAll('\u0000', '\uFFFD').toWellFormed()
  return clean.length <= MOST_CHARACTERS ? clean : `${clean.slice(0, MOST_CHARACTERS).toWellFormed()}…`
}
