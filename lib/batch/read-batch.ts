import 'server-only'
import * as z from 'zod'
import { batchesOfFrame, chunksOf, findBatch, type StoredBatch } from '../store/batches.ts'
import type { Database } from '../store/open-store.ts'
import type { BatchView } from '../workbench/batch-view.ts'

const LISTED = 5
const Counts = z.record(z.string(), z.int())

export async function readBatch(db: Database, batchId: string): Promise<BatchView | null> {
  const batch = await findBatch(db, batchId)
  return batch === null ? null : view(db, batch)
}

/** The newest batches of one frame, newest first. */
export async function listBatches(
  db: Database,
  target: Pick<StoredBatch, 'tenantHost' | 'analysisId' | 'frameId'>,
): Promise<readonly BatchView[]> {
  const rows = await batchesOfFrame(db, { ...target, limit: LISTED })
  return Promise.all(rows.map((batch) => view(db, batch)))
}

async function view(db: Database, batch: StoredBatch): Promise<BatchView> {
  const chunks = await chunksOf(db, batch.id)
  const verdicts: Record<string, number> = {}
  for (const chunk of chunks) {
    const counts = chunk.verdicts === null ? {} : Counts.parse(JSON.parse(chunk.verdicts))
    for (const [kind, count] of Object.entries(counts)) verdicts[kind] = (verdicts[kind] ?? 0) + count
  }
  const { id: batchId, frameId, state, message, policy, by, rowCount, curveCount } = batch
  return {
    batchId,
    frameId,
    state,
    message,
    policy,
    by,
    rowCount,
    curveCount,
    fittedCount: chunks.reduce((sum, { fittedCount }) => sum + fittedCount, 0),
    verdicts,
    startedAt: batch.startedAt.toISOString(),
    endedAt: batch.endedAt?.toISOString() ?? null,
  }
}
