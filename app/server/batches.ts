import 'server-only'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { unpackLines } from '@/lib/batch/packed-fits.ts'
import { listBatches, readBatch } from '@/lib/batch/read-batch.ts'
import { startBatch } from '@/lib/batch/start-batch.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import { chunkBytes, chunksOf, endBatch, findBatch, type StoredBatch } from '@/lib/store/batches.ts'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import { connectTo, hasGrants, type AnalysisConnection } from './connection.ts'
import { INVALID_INPUT, NO_SUCH_BATCH, NOT_IN_ANALYSIS, TOO_MANY_BATCHES } from './problems.ts'
import { auditContext, recordActs } from './record.ts'
import { runtime } from './runtime.ts'

const Frame = z.object({
  analysisId: z.string().max(100),
  frameId: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
})
const BatchRef = z.object({ batchId: z.uuid() })

/** Asks for a refit of a whole frame on the server. The grant is for the analysis: the frame has to be one of its own. */
export async function startGrantedBatch(raw: unknown): Promise<Result<{ batchId: string }, Problem>> {
  const frame = Frame.safeParse(raw)
  if (!frame.success) return err(INVALID_INPUT)
  const connection = await connectTo(frame.data)
  if (!connection.ok) return connection
  const { client, grant, by, person } = connection.value
  const analysis = await client.getAnalysis(grant.analysisId)
  if (!analysis.ok) return err(toProblem(analysis.error))
  if (!analysis.value.dataFrameIds.includes(frame.data.frameId)) return err(NOT_IN_ANALYSIS)
  const { store, batches, log } = runtime()
  const { tenantHost, analysisId } = grant
  const started = await startBatch(
    { store, enqueue: (id) => batches.enqueue(id) },
    { target: { tenantHost, analysisId }, by, context: await auditContext(person, grant), input: raw },
  )
  if (!started.ok) return err(started.error === 'invalid-input' ? INVALID_INPUT : TOO_MANY_BATCHES)
  log.info({ ...started.value, analysisId, tenant: tenantHost, by }, 'refit asked for')
  return started
}

/** Ends a batch where it stands; one that has ended meanwhile stays as it is. */
export async function cancelGrantedBatch(raw: unknown): Promise<Result<{ batchId: string }, Problem>> {
  const found = await connectToBatch(raw)
  if (!found.ok) return found
  const { batch, person, grant } = found.value
  const event = { action: 'refit-cancelled' as const, subject: `refit ${batch.id}` }
  await endBatch(runtime().store.db, batch.id, {
    state: 'cancelled',
    message: null,
    event,
    context: await auditContext(person, grant),
  })
  return ok({ batchId: batch.id })
}

export async function findGrantedBatch(raw: unknown): Promise<Result<BatchView, Problem>> {
  const found = await connectToBatch(raw)
  if (!found.ok) return found
  const batch = await readBatch(runtime().store.db, found.value.batch.id)
  return batch === null ? err(NO_SUCH_BATCH) : ok(batch)
}

export async function listGrantedBatches(raw: unknown): Promise<Result<readonly BatchView[], Problem>> {
  const frame = Frame.safeParse(raw)
  if (!frame.success) return err(INVALID_INPUT)
  const connection = await connectTo(frame.data)
  if (!connection.ok) return connection
  const { tenantHost, analysisId } = connection.value.grant
  return ok(await listBatches(runtime().store.db, { tenantHost, analysisId, frameId: frame.data.frameId }))
}

/** What a finished batch gave, piece by piece. */
export interface BatchFile {
  readonly name: string
  readonly contentType: string
  readonly pieces: AsyncGenerator<string>
}

/** The results frame of a finished batch as CSV; on record, as any other way in which rows leave. */
export async function grantedResults(raw: unknown): Promise<Result<BatchFile, Problem>> {
  const found = await connectToFinished(raw)
  if (!found.ok) return found
  const { batch, person, grant } = found.value
  await recordActs(person, grant, [{ action: 'exported', subject: `refit ${batch.id}`, after: 'results' }])
  const name = (batch.frameName ?? 'results').replaceAll(/[^A-Za-z0-9]+/g, '_')
  return ok({ name: `${name}_results.csv`, contentType: 'text/csv; charset=utf-8', pieces: csvPieces(batch) })
}

/** The fits of a finished batch, a JSON text a line; before them the work that they are of, as the page saves it. */
export async function grantedFits(raw: unknown): Promise<Result<BatchFile, Problem>> {
  const found = await connectToFinished(raw)
  if (!found.ok) return found
  const contentType = 'application/x-ndjson; charset=utf-8'
  return ok({ name: 'fits.jsonl', contentType, pieces: fitPieces(found.value.batch) })
}

async function* csvPieces(batch: StoredBatch): AsyncGenerator<string> {
  yield batch.header ?? ''
  for await (const rows of chunkPieces(batch, 'rows')) yield gunzipSync(rows).toString()
}

async function* fitPieces(batch: StoredBatch): AsyncGenerator<string> {
  yield `${batch.work}\n`
  for await (const fits of chunkPieces(batch, 'fits')) yield `${unpackLines(fits).join('\n')}\n`
}

async function* chunkPieces({ id: batchId }: StoredBatch, what: 'fits' | 'rows'): AsyncGenerator<Uint8Array> {
  const { db } = runtime().store
  for (const { position } of await chunksOf(db, batchId)) {
    const bytes = await chunkBytes(db, { batchId, position }, what)
    if (bytes !== null) yield bytes
  }
}

type ConnectedBatch = AnalysisConnection & { readonly batch: StoredBatch }

/** A batch that is done; one that is not answers as one that is absent. */
export async function connectToFinished(raw: unknown): Promise<Result<ConnectedBatch, Problem>> {
  const found = await connectToBatch(raw)
  return found.ok && found.value.batch.state !== 'done' ? err(NO_SUCH_BATCH) : found
}

/** A batch that is absent and one of an analysis this session has no grant for answer alike. */
async function connectToBatch(raw: unknown): Promise<Result<ConnectedBatch, Problem>> {
  const ref = BatchRef.safeParse(raw)
  if (!ref.success || !(await hasGrants())) return err(NO_SUCH_BATCH)
  const batch = await findBatch(runtime().store.db, ref.data.batchId)
  if (batch === null) return err(NO_SUCH_BATCH)
  const connection = await connectTo(batch)
  return connection.ok ? ok({ ...connection.value, batch }) : err(NO_SUCH_BATCH)
}
