import 'server-only'
import { chunkBytes, keepRows, type StoredBatch, type StoredChunk } from '../store/batches.ts'
import type { Store } from '../store/open-store.ts'
import type { OpenTable } from './open-table.ts'

/**
 * Writes the results frame of a batch whose chunks are all fitted, chunk by chunk, and gives its header. Nothing is fitted
 * for it; done again it writes the same.
 */
export async function writeResults(
  { store: { db }, version }: { readonly store: Store; readonly version: string },
  {
    batch,
    table,
    chunks,
    frameName,
  }: {
    readonly batch: StoredBatch
    readonly table: OpenTable
    readonly chunks: readonly StoredChunk[]
    readonly frameName: string
  },
): Promise<string> {
  await table.ask({ kind: 'origin', origin: { analysisId: batch.analysisId, frameName, version } })
  let from = 0
  for (const { position, curveCount } of chunks) {
    await table.ask({ kind: 'note', from, fits: await fitsAt(position) })
    from += curveCount
  }
  const header = await table.ask({ kind: 'header' })
  from = 0
  for (const { position, curveCount } of chunks) {
    const rows = await table.ask({ kind: 'rows', from, fits: await fitsAt(position) })
    await keepRows(db, { batchId: batch.id, position }, rows)
    from += curveCount
  }
  return header

  async function fitsAt(position: number): Promise<Uint8Array> {
    const fits = await chunkBytes(db, { batchId: batch.id, position }, 'fits')
    if (fits === null) throw new Error(`chunk ${position} of batch ${batch.id} has lost its fits`)
    return fits
  }
}
