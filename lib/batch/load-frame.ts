import 'server-only'
import type { BenchlingClient } from '../benchling/client.ts'
import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import type { FrameChunk } from '../data-frame/types.ts'
import { BatchFailure, failureOf } from './failure.ts'
import type { OpenTable } from './open-table.ts'

/** As many as the page takes. */
const MOST_ROWS = 2_000_000

/** A large frame may take Benchling minutes. */
const DEADLINE_MS = 10 * 60_000

/**
 * Has the rows of a frame flow to the thread of the batch: some thousand records at a time are objects here, and the next
 * ones are fetched once the thread has taken them.
 */
export async function loadFrame(
  client: BenchlingClient,
  frameId: string,
  { table, signal }: { readonly table: OpenTable; readonly signal: AbortSignal },
): Promise<{ readonly name: string }> {
  const options = { signal, deadlineMs: DEADLINE_MS }
  const frame = await client.getDataFrame(frameId, options)
  if (!frame.ok) throw failureOf(frame.error)
  const rows = await client.exportRows(frameId, options)
  if (!rows.ok) throw failureOf(rows.error)
  const { columns, batches } = rows.value
  await table.ask({ kind: 'columns', columns })
  const encoder = createChunkEncoder(columns)
  let rowCount = 0
  for await (const batch of batches) {
    if (!batch.ok) throw failureOf(batch.error)
    rowCount += batch.value.length
    if (rowCount > MOST_ROWS)
      throw new BatchFailure(`The data frame has more than ${MOST_ROWS.toLocaleString('en')} rows.`)
    const chunk = encoder.encode(batch.value)
    await table.ask({ kind: 'append', chunk }, buffersOf(chunk))
  }
  return { name: frame.value.name }
}

function buffersOf({ columns }: FrameChunk): ArrayBuffer[] {
  return columns.flatMap(({ numbers, codes }) =>
    [numbers.buffer, codes.buffer].filter((buffer) => buffer instanceof ArrayBuffer),
  )
}
