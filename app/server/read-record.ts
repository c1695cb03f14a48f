import 'server-only'
import * as z from 'zod'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { StoredAuditEntry } from '@/lib/store/audit/entry-hash.ts'
import { readAudit, type AuditQuery } from '@/lib/store/audit/read.ts'
import { answer } from './answer.ts'
import { connectTo } from './connection.ts'
import { INVALID_INPUT } from './problems.ts'
import { isAuditAction } from './record-words.ts'
import { runtime } from './runtime.ts'

/** Everything of it stands in an address, where anybody may write anything. */
const RecordQuery = z.object({
  analysisId: z.string().max(100),
  action: z.string().refine(isAuditAction).nullish().catch(null),
  text: z.string().max(200).nullish().catch(null),
  before: z.coerce.number().int().positive().nullish().catch(null),
})

export interface RecordPage {
  readonly entries: readonly StoredAuditEntry[]
  /** Number of the entry that the next page ends before, or null where this is the last one. */
  readonly older: number | null
}

const PAGE = 100

/** One page of the audit trail of an analysis that the caller holds a grant for, newest first. */
export async function readRecord(raw: unknown): Promise<Result<RecordPage, Problem>> {
  return answer('read-record', async () => {
    const query = await grantedQuery(raw)
    if (!query.ok) return query
    const found = await readAudit(runtime().store.db, { ...query.value, limit: PAGE + 1 })
    const entries = found.slice(0, PAGE)
    return ok({ entries, older: found.length > PAGE ? (entries.at(-1)?.seq ?? null) : null })
  })
}

/** All of it, page by page as it is read. */
export async function grantedRecord(
  raw: unknown,
): Promise<Result<AsyncIterable<readonly StoredAuditEntry[]>, Problem>> {
  const query = await grantedQuery(raw)
  return query.ok ? ok(pages(query.value)) : query
}

async function* pages(query: Omit<AuditQuery, 'limit'>): AsyncGenerator<readonly StoredAuditEntry[]> {
  const limit = 1000
  let before = query.before ?? null
  for (;;) {
    const entries = await readAudit(runtime().store.db, { ...query, before, limit })
    yield entries
    if (entries.length < limit) return
    before = entries.at(-1)?.seq ?? null
  }
}

async function grantedQuery(raw: unknown): Promise<Result<Omit<AuditQuery, 'limit'>, Problem>> {
  const parsed = RecordQuery.safeParse(raw)
  if (!parsed.success) return err(INVALID_INPUT)
  const { analysisId, action, text, before } = parsed.data
  const connection = await connectTo({ analysisId })
  if (!connection.ok) return connection
  const { tenantHost } = connection.value.grant
  return ok({
    target: { tenantHost, analysisId },
    action: action ?? null,
    text: text ?? null,
    before: before ?? null,
  })
}
