import 'server-only'
import { randomUUID } from 'node:crypto'
import type { BenchlingClient } from '../benchling/client.ts'
import { counted } from '../format/format-number.ts'
import type { Store } from '../store/open-store.ts'
import {
  chunksOf,
  claimChunk,
  cutBatch,
  endBatch,
  findBatch,
  freeChunkCount,
  noteBatch,
  type StoredBatch,
} from '../store/batches.ts'
import { headersOf, workOf } from '../store/drafts/read-work.ts'
import { BatchFailure, Stopped } from './failure.ts'
import { fitChunk } from './fit-chunk.ts'
import { loadFrame } from './load-frame.ts'
import { openTable, type OpenTable } from './open-table.ts'
import { chunkSizes } from './plan-batch.ts'
import { writeResults } from './write-results.ts'

export interface BatchDeps {
  readonly store: Store
  /** Null where the tenant is no longer configured. */
  readonly clientFor: (tenantHost: string) => BenchlingClient | null
  /** Of this program, for the results frame. */
  readonly version: string
  /** Threads that fit. */
  readonly threads: number
  /** How long a claim on a chunk counts that is not renewed. */
  readonly leaseS: number
  /** Curves of a chunk; absent, as many as suits the frame. */
  readonly chunkCurves?: number
}

/**
 * - `settled`: it ended, done, failed or cancelled.
 * - `parked`: interrupted, or others have its last chunks; that or the next run goes on where it stopped.
 * - `waiting`: the tenant does not answer just now; to be run again in a while.
 * - `not-taken`: it had ended before.
 */
export type BatchOutcome = 'settled' | 'parked' | 'waiting' | 'not-taken'

/**
 * Works on a batch until nothing of it is left to take: reads the rows, takes chunk after chunk, and ends it once all are
 * fitted. Any number of replicas may do so at the same time; a chunk that is fitted is never fitted again.
 *
 * @param signal  parks it; the chunk at hand is given free, those before are kept
 */
export async function runBatch(deps: BatchDeps, batchId: string, signal: AbortSignal): Promise<BatchOutcome> {
  const { db } = deps.store
  const batch = await findBatch(db, batchId)
  if (batch === null || (batch.state !== 'queued' && batch.state !== 'running')) return 'not-taken'
  // Others have all that is left of it: the rows need not be read to find that out.
  if (batch.digest !== null && (await freeChunkCount(deps.store, batchId)) === 0) {
    const chunks = await chunksOf(db, batchId)
    if (chunks.some(({ isFitted }) => !isFitted)) return 'parked'
  }
  const table = openTable()
  // What waits for the thread must not hold up the end of this process.
  signal.addEventListener('abort', () => void table.close(), { once: true })
  try {
    return await work(deps, { batch, table, signal })
  } catch (cause) {
    if (signal.aborted || cause instanceof Stopped) return 'parked'
    if (!(cause instanceof BatchFailure)) throw cause
    if (cause.isPassing) {
      await noteBatch(db, batchId, cause.message)
      return 'waiting'
    }
    await fail(deps, batch, cause.message)
    return 'settled'
  } finally {
    await table.close()
  }
}

interface Run {
  readonly batch: StoredBatch
  readonly table: OpenTable
  readonly signal: AbortSignal
}

async function work(deps: BatchDeps, run: Run): Promise<BatchOutcome> {
  const { db } = deps.store
  const { batch } = run
  const frameName = await prepare(deps, run)
  const claim = { batchId: batch.id, processId: deps.store.processId, runId: randomUUID() }
  for (;;) {
    if (run.signal.aborted) return 'parked'
    const position = await claimChunk(deps.store, claim, deps.leaseS)
    if (position === null) break
    await fitChunk(deps, run, { claim, position })
  }
  const chunks = await chunksOf(db, batch.id)
  // Others have the rest, or it was cancelled meanwhile.
  if (chunks.some(({ isFitted }) => !isFitted)) return 'parked'
  const header = await writeResults(deps, { batch, table: run.table, chunks, frameName })
  if (run.signal.aborted) return 'parked'
  const curves = chunks.reduce((sum, { curveCount }) => sum + curveCount, 0)
  const event = {
    action: 'refitted' as const,
    subject: `refit ${batch.id}`,
    after: { curves, policy: batch.policy, frame: batch.frameId },
    reason: `Refitted ${counted(curves, 'curve')} under ${batch.policy}.`,
  }
  await endBatch(db, batch.id, { state: 'done', message: null, header, event })
  return 'settled'
}

/** Has the rows read and cut into curves and chunks. @returns the name of the frame */
async function prepare(deps: BatchDeps, { batch, table, signal }: Run): Promise<string> {
  const client = deps.clientFor(batch.tenantHost)
  if (client === null) throw new BatchFailure(`The tenant ${batch.tenantHost} is no longer configured.`)
  const saved = workOf(batch.work)
  if (saved === null) throw new BatchFailure('The settings of this refit cannot be read by this version.')
  const headers = headersOf(batch.work)
  const { name } = await loadFrame({ client, frameId: batch.frameId, table, signal, headers })
  const { rowCount, curveCount, digest } = await table.ask({
    kind: 'plan',
    work: saved,
    threads: deps.threads,
  })
  if (curveCount === 0) throw new BatchFailure('The data frame has no curves under these columns.')
  const sizes = chunkSizes(curveCount, deps.chunkCurves)
  const frameName = batch.frameName ?? name
  const isSame = await cutBatch(deps.store.db, batch.id, { frameName, rowCount, digest, sizes })
  if (!isSame)
    throw new BatchFailure('The rows are not the ones that were fitted before. Start the refit anew.')
  return frameName
}

/** Writes the end of a batch that cannot go on. */
async function fail({ store: { db } }: BatchDeps, batch: StoredBatch, message: string): Promise<void> {
  const event = {
    action: 'refit-failed' as const,
    subject: `refit ${batch.id}`,
    after: { policy: batch.policy, frame: batch.frameId },
    reason: message,
  }
  await endBatch(db, batch.id, { state: 'failed', message, event })
}
