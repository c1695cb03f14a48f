import 'server-only'
import { asc, gt } from 'drizzle-orm'
import { err, ok, type Result } from '../../result.ts'
import type { Database } from '../open-store.ts'
import { auditEntries, auditHead } from '../schema.ts'
import { entryHash, GENESIS } from './entry-hash.ts'

/** Where the trail stops being what was written. */
export interface AuditBreak {
  /** Number of the entry, or of the one that is missing. */
  readonly seq: number
  readonly kind: 'missing' | 'edited' | 'not-in-order' | 'end-differs' | 'not-as-known'
}

/** `hash` is the end of the chain: kept elsewhere, it also tells a trail that was rewritten as a whole. */
export interface AuditEnd {
  readonly seq: number
  readonly hash: string
}

const PAGE = 1000

/**
 * Reads the whole trail and finds the first entry that was removed, edited or put in another place.
 *
 * @param known  `SEQ:HASH` as an earlier check gave it: the entry of that number must still have that hash
 */
export async function verifyAudit(
  db: Pick<Database, 'transaction'>,
  known?: string,
): Promise<Result<AuditEnd, AuditBreak>> {
  const [seq = '', hash = ''] = known?.split(':') ?? []
  const mark = known === undefined ? null : { seq: Number(seq), hash }
  const settings = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  return db.transaction((tx) => verify(tx, mark), settings)
}

async function verify(
  db: Pick<Database, 'select'>,
  mark: AuditEnd | null,
): Promise<Result<AuditEnd, AuditBreak>> {
  let end: AuditEnd = { seq: 0, hash: GENESIS }
  for (;;) {
    const entries = await db
      .select()
      .from(auditEntries)
      .where(gt(auditEntries.seq, end.seq))
      .orderBy(asc(auditEntries.seq))
      .limit(PAGE)
    for (const entry of entries) {
      const expected = end.seq + 1
      if (entry.seq !== expected) return err({ seq: expected, kind: 'missing' })
      if (entryHash(entry) !== entry.hash) return err({ seq: expected, kind: 'edited' })
      if (entry.previous !== end.hash) return err({ seq: expected, kind: 'not-in-order' })
      end = { seq: entry.seq, hash: entry.hash }
      if (mark?.seq === end.seq && mark.hash !== end.hash) return err({ seq: end.seq, kind: 'not-as-known' })
    }
    if (entries.length < PAGE) break
  }
  const [head = { seq: 0, hash: GENESIS }] = await db.select().from(auditHead)
  if (head.seq > end.seq) return err({ seq: end.seq + 1, kind: 'missing' })
  if (mark !== null && !(mark.seq <= end.seq)) return err({ seq: end.seq + 1, kind: 'missing' })
  return head.seq === end.seq && head.hash === end.hash ? ok(end) : err({ seq: end.seq, kind: 'end-differs' })
}

/** A break in words. */
export function auditBreakText({ seq, kind }: AuditBreak): string {
  switch (kind) {
    case 'missing':
      return `Entry ${seq} of the audit trail is missing.`
    case 'edited':
      return `Entry ${seq} of the audit trail is not what was written: its hash differs.`
    case 'not-in-order':
      return `Entry ${seq} of the audit trail does not follow the one before it.`
    case 'not-as-known':
      return `Entry ${seq} of the audit trail is another one than was noted: the trail was written anew.`
    case 'end-differs':
      return `The audit trail ends with entry ${seq}, which is not where it ended when it was last written.`
  }
}
