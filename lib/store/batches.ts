import 'server-only'
import { and, desc, eq, inArray, isNull, not, or, sql } from 'drizzle-orm'
import { appendAudit, type AuditContext, type AuditEvent } from './audit/append.ts'
import type { Database, Store } from './open-store.ts'
import { batchChunks, batches, type BatchState } from './schema.ts'

export type StoredBatch = typeof batches.$inferSelect
/** Without its fits and rows. */
export type StoredChunk = Omit<typeof batchChunks.$inferSelect, 'fits' | 'rows'> & {
  readonly isFitted: boolean
  readonly hasRows: boolean
  /** Of its rows as CSV; null where they are not there. */
  readonly rowBytes: number | null
}
export type NewBatch = Pick<
  StoredBatch,
  'id' | 'tenantHost' | 'analysisId' | 'frameId' | 'by' | 'personId' | 'work' | 'policy'
>

const UNFINISHED: BatchState[] = ['queued', 'running']

/** Saves a batch with the entry of the audit trail that says who asked for it. */
export async function insertBatch(
  db: Database,
  batch: NewBatch,
  asked: { readonly context: AuditContext; readonly event: AuditEvent },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.insert(batches).values({ ...batch, state: 'queued' })
    await appendAudit(tx, asked.context, [asked.event])
  })
}

export async function findBatch(db: Database, batchId: string): Promise<StoredBatch | null> {
  const [row] = await db.select().from(batches).where(eq(batches.id, batchId))
  return row ?? null
}

/** Newest first. */
export async function batchesOfFrame(
  db: Database,
  target: Pick<StoredBatch, 'tenantHost' | 'analysisId' | 'frameId'> & { readonly limit: number },
): Promise<readonly StoredBatch[]> {
  const { tenantHost, analysisId, frameId, limit } = target
  return db
    .select()
    .from(batches)
    .where(
      and(
        eq(batches.tenantHost, tenantHost),
        eq(batches.analysisId, analysisId),
        eq(batches.frameId, frameId),
      ),
    )
    .orderBy(desc(batches.startedAt))
    .limit(limit)
}

/** Oldest first. */
export async function unfinishedBatchIds(db: Database): Promise<readonly string[]> {
  const rows = await db
    .select({ id: batches.id })
    .from(batches)
    .where(inArray(batches.state, UNFINISHED))
    .orderBy(batches.startedAt)
  return rows.map(({ id }) => id)
}

/** Unfinished batches of one person, to bound how many somebody has at a time. */
export async function openBatchCount(db: Database, personId: string): Promise<number> {
  return db.$count(batches, and(eq(batches.personId, personId), inArray(batches.state, UNFINISHED)))
}

export async function chunksOf(db: Database, batchId: string): Promise<readonly StoredChunk[]> {
  const chunks = await db
    .select({
      batchId: batchChunks.batchId,
      position: batchChunks.position,
      curveCount: batchChunks.curveCount,
      fittedCount: batchChunks.fittedCount,
      claim: batchChunks.claim,
      claimUntil: batchChunks.claimUntil,
      tries: batchChunks.tries,
      verdicts: batchChunks.verdicts,
      isFitted: sql<boolean>`${batchChunks.fits} is not null`,
      hasRows: sql<boolean>`${batchChunks.rows} is not null`,
      // Its last four bytes say how long what is gzipped is; the others stay where they are.
      rowEnd: sql<
        string | null
      >`encode(substring(${batchChunks.rows} from greatest(octet_length(${batchChunks.rows}) - 3, 1) for 4), 'hex')`,
    })
    .from(batchChunks)
    .where(eq(batchChunks.batchId, batchId))
    .orderBy(batchChunks.position)
  return chunks.map(({ rowEnd, ...chunk }) => ({
    ...chunk,
    rowBytes: rowEnd?.length === 8 ? Buffer.from(rowEnd, 'hex').readUInt32LE() : null,
  }))
}

/** The fits or the rows of one chunk; null where they are not there. */
export async function chunkBytes(
  db: Database,
  at: { readonly batchId: string; readonly position: number },
  what: 'fits' | 'rows',
): Promise<Uint8Array | null> {
  const [row] = await db
    // As text: the embedded database's driver is many times faster with that.
    .select({ bytes: sql<string | null>`encode(${batchChunks[what]}, 'base64')` })
    .from(batchChunks)
    .where(and(eq(batchChunks.batchId, at.batchId), eq(batchChunks.position, at.position)))
  return row?.bytes == null ? null : Buffer.from(row.bytes, 'base64')
}

/**
 * Writes down how a batch is cut, the first time its rows are read.
 *
 * @returns false where it was cut before and these are other rows; nothing is written then
 */
export async function cutBatch(
  db: Database,
  batchId: string,
  cut: {
    readonly frameName: string
    readonly rowCount: number
    readonly digest: string
    readonly sizes: readonly number[]
  },
): Promise<boolean> {
  const { frameName, rowCount, digest, sizes } = cut
  return db.transaction(async (tx) => {
    const [batch] = await tx.select().from(batches).where(eq(batches.id, batchId)).for('update')
    if (batch === undefined) return false
    if (batch.digest !== null) return batch.digest === digest
    const curveCount = sizes.reduce((sum, size) => sum + size, 0)
    await tx
      .update(batches)
      .set({ state: 'running', message: null, frameName, rowCount, curveCount, digest })
      .where(and(eq(batches.id, batchId), inArray(batches.state, UNFINISHED)))
    const chunks = sizes.map((size, position) => ({ batchId, position, curveCount: size }))
    if (chunks.length > 0) await tx.insert(batchChunks).values(chunks)
    return true
  })
}

export interface ChunkClaim {
  readonly batchId: string
  readonly processId: string
  readonly runId: string
}

const textOf = ({ processId, runId }: ChunkClaim) => `${processId}:${runId}`
const untilAfter = (leaseS: number) => sql`now() + make_interval(secs => ${leaseS})`
const isUnfinished = sql`exists (select 1 from ${batches} where ${batches.id} = ${batchChunks.batchId} and ${batches.state} in ('queued', 'running'))`

/**
 * Takes the first chunk that is neither fitted nor in the hands of a run, for `leaseS` seconds, by the rules of
 * `claimPush`: a claim not renewed in time does not count, nor does that of another process on an embedded store.
 *
 * @returns its position, or null where there is none to take
 */
export async function claimChunk(
  { db, isShared }: Pick<Store, 'db' | 'isShared'>,
  claim: ChunkClaim,
  leaseS: number,
): Promise<number | null> {
  return db.transaction(async (tx) => {
    const [free] = await tx
      .select({ position: batchChunks.position })
      .from(batchChunks)
      .where(freeOf({ isShared }, claim))
      .orderBy(batchChunks.position)
      .limit(1)
      .for('update', { skipLocked: true })
    if (free === undefined) return null
    await tx
      .update(batchChunks)
      .set({
        claim: textOf(claim),
        claimUntil: untilAfter(leaseS),
        fittedCount: 0,
        tries: sql`${batchChunks.tries} + 1`,
      })
      .where(and(eq(batchChunks.batchId, claim.batchId), eq(batchChunks.position, free.position)))
    return free.position
  })
}

/** Chunks of a batch that are neither fitted nor in the hands of a run. */
function freeOf({ isShared }: Pick<Store, 'isShared'>, { batchId, processId }: Omit<ChunkClaim, 'runId'>) {
  const isOurs = sql`${batchChunks.claim} like ${`${processId}:%`}`
  const isLapsed = sql`coalesce(${batchChunks.claimUntil} < now(), true)`
  return and(
    eq(batchChunks.batchId, batchId),
    isNull(batchChunks.fits),
    or(isNull(batchChunks.claim), isLapsed, isShared ? undefined : not(isOurs)),
    isUnfinished,
  )
}

/** How many chunks of a batch could be taken now. */
export async function freeChunkCount(
  { db, isShared, processId }: Pick<Store, 'db' | 'isShared' | 'processId'>,
  batchId: string,
): Promise<number> {
  return db.$count(batchChunks, freeOf({ isShared }, { batchId, processId }))
}

function held(claim: ChunkClaim, position: number) {
  return and(
    eq(batchChunks.batchId, claim.batchId),
    eq(batchChunks.position, position),
    eq(batchChunks.claim, textOf(claim)),
    isUnfinished,
  )
}

/** Holds a chunk for another `leaseS` seconds, and says how far it is. False where it was lost, or its batch is over. */
export async function renewChunk(
  db: Database,
  claim: ChunkClaim,
  { position, fittedCount, leaseS }: { position: number; fittedCount: number; leaseS: number },
): Promise<boolean> {
  const rows = await db
    .update(batchChunks)
    .set({ claimUntil: untilAfter(leaseS), fittedCount })
    .where(held(claim, position))
    .returning({ position: batchChunks.position })
  return rows.length === 1
}

/** Keeps the fits of a chunk: from here on it is done, whatever happens. False as for `renewChunk`. */
export async function keepFits(
  db: Database,
  claim: ChunkClaim,
  { position, fits, verdicts }: { position: number; fits: Uint8Array; verdicts: string },
): Promise<boolean> {
  const rows = await db
    .update(batchChunks)
    .set({ fits, verdicts, fittedCount: sql`${batchChunks.curveCount}`, claim: null, claimUntil: null })
    .where(held(claim, position))
    .returning({ position: batchChunks.position })
  return rows.length === 1
}

/** Gives a chunk free that was not finished; a later run may have it by then, and keeps it. */
export async function releaseChunk(db: Database, claim: ChunkClaim, position: number): Promise<void> {
  await db
    .update(batchChunks)
    .set({ claim: null, claimUntil: null, fittedCount: 0 })
    .where(held(claim, position))
}

/** Keeps a chunk's part of the results frame; the same bytes whoever writes them. */
export async function keepRows(
  db: Database,
  at: { readonly batchId: string; readonly position: number },
  rows: Uint8Array,
): Promise<void> {
  await db
    .update(batchChunks)
    .set({ rows })
    .where(and(eq(batchChunks.batchId, at.batchId), eq(batchChunks.position, at.position)))
}

/** What a batch waits for, in words; null: it goes on. */
export async function noteBatch(db: Database, batchId: string, message: string | null): Promise<void> {
  await db
    .update(batches)
    .set({ message })
    .where(and(eq(batches.id, batchId), inArray(batches.state, UNFINISHED)))
}

/**
 * Ends a batch, with its entry in the audit trail, all or nothing.
 *
 * @returns false where it has ended already: then nothing is written, so that a trail says it once
 */
export async function endBatch(
  db: Database,
  batchId: string,
  end: {
    readonly state: 'done' | 'failed' | 'cancelled'
    readonly message: string | null
    readonly header?: string
    readonly event: AuditEvent
    readonly context?: AuditContext
  },
): Promise<boolean> {
  const { state, message, header, event, context } = end
  return db.transaction(async (tx) => {
    const [batch] = await tx
      .update(batches)
      .set({ state, message, endedAt: new Date(), ...(header !== undefined && { header }) })
      .where(and(eq(batches.id, batchId), inArray(batches.state, UNFINISHED)))
      .returning()
    if (batch === undefined) return false
    const { tenantHost, analysisId, personId, by } = batch
    const asked = { person: { id: personId, name: by }, target: { tenantHost, analysisId }, requestId: null }
    await appendAudit(tx, context ?? asked, [event])
    return true
  })
}
