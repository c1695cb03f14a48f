import 'server-only'
import Papa from 'papaparse'
import * as z from 'zod'
import { batchesOfFrame, chunksOf, findBatch, type StoredBatch, type StoredChunk } from '../store/batches.ts'
import type { Database } from '../store/open-store.ts'
import { pushesOfOutput } from '../store/refit-pushes.ts'
import type { BatchView } from '../workbench/batch-view.ts'
import type { FrameSize, RefitResults } from '../workbench/refit-results.ts'
import { planFrames, resultsOutputId, type ResultsFrame } from './results-frames.ts'

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
    results: await readResults(db, batch, chunks),
  }
}

/** The data frames that a finished batch is pushed as; none before it is. */
export function framesOf(
  batch: StoredBatch,
  chunks: readonly StoredChunk[],
  size: FrameSize,
): readonly ResultsFrame[] {
  const { header, frameName, curveCount } = batch
  if (batch.state !== 'done' || header === null || curveCount === null) return []
  return planFrames({ frameName: frameName ?? '', curveCount, byteLength: bytesOf(header, chunks) }, size)
}

function bytesOf(header: string, chunks: readonly StoredChunk[]): number {
  return chunks.reduce((sum, { rowBytes }) => sum + (rowBytes ?? 0), Buffer.byteLength(header))
}

async function readResults(
  db: Database,
  batch: StoredBatch,
  chunks: readonly StoredChunk[],
): Promise<RefitResults | null> {
  const { id, state, header, tenantHost, analysisId } = batch
  if (state !== 'done' || header === null) return null
  const planned = (size: FrameSize) =>
    framesOf(batch, chunks, size).map(({ name, from, to }) => ({ name, curveCount: to - from }))
  return {
    byteLength: bytesOf(header, chunks),
    columnCount: Papa.parse<string[]>(header.trimEnd()).data[0]?.length ?? 0,
    frames: { fewest: planned('fewest'), small: planned('small') },
    pushes: [...(await pushesOfOutput(db, { tenantHost, analysisId, outputId: resultsOutputId(id) }))],
  }
}
