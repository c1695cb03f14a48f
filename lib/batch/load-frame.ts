import 'server-only'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BenchlingClient, ParquetPart } from '../benchling/client.ts'
import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import type { FrameChunk } from '../data-frame/types.ts'
import { BatchFailure, failureOf } from './failure.ts'
import type { OpenTable } from './open-table.ts'

/** As many as the page takes. */
const MOST_ROWS = 2_000_000

/** A large frame may take Benchling minutes. */
const DEADLINE_MS = 10 * 60_000

interface Loading {
  readonly client: BenchlingClient
  readonly frameId: string
  readonly table: OpenTable
  readonly signal: AbortSignal
  /** Headers of the columns as the work to be fitted has them: an export in another order is not the same table. */
  readonly headers: readonly string[]
}

/**
 * Has the rows of a frame flow to the thread of the batch: as Parquet where the tenant has it, for its CSV of a large frame may
 * take too long to make, else as CSV.
 */
export async function loadFrame(loading: Loading): Promise<{ readonly name: string }> {
  const { client, frameId, signal } = loading
  const frame = await client.getDataFrame(frameId, { signal, deadlineMs: DEADLINE_MS })
  if (!frame.ok) throw failureOf(frame.error)
  if (!(await loadParquet(loading))) await loadCsv(loading)
  return { name: frame.value.name }
}

/** The files are kept beside nothing else, only while they are read. @returns false where there is no Parquet to be had */
async function loadParquet({ client, frameId, table, signal, headers }: Loading): Promise<boolean> {
  const found = await client.exportParquet(frameId, { signal, deadlineMs: DEADLINE_MS })
  if (!found.ok && found.error.kind !== 'rejected') throw failureOf(found.error)
  if (!found.ok || found.value.columns.some(({ displayName }, at) => displayName !== headers[at]))
    return false
  const { columns, parts } = found.value
  await table.ask({ kind: 'columns', columns })
  const dir = await mkdtemp(join(tmpdir(), 'halfmax-parquet-'))
  try {
    for (const part of parts) {
      const path = join(dir, 'part.parquet')
      await pipeline(Readable.from(bytesOf(part)), createWriteStream(path, { mode: 0o600 }))
      const names = columns.map(({ systemName }) => systemName)
      const rowCount = await table.ask({ kind: 'parquet', path, names, mostRows: MOST_ROWS })
      if (rowCount > MOST_ROWS) throw tooManyRows()
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
  return true
}

async function* bytesOf(part: ParquetPart): AsyncGenerator<Uint8Array> {
  for await (const bytes of part.read()) {
    if (!bytes.ok) throw failureOf(bytes.error)
    yield bytes.value
  }
}

/** Some thousand records at a time are objects here, and the next ones are fetched once the thread has taken them. */
async function loadCsv({ client, frameId, table, signal }: Loading): Promise<void> {
  const rows = await client.exportRows(frameId, { signal, deadlineMs: DEADLINE_MS })
  if (!rows.ok) throw failureOf(rows.error)
  const { columns, batches } = rows.value
  await table.ask({ kind: 'columns', columns })
  const encoder = createChunkEncoder(columns)
  let rowCount = 0
  for await (const batch of batches) {
    if (!batch.ok) throw failureOf(batch.error)
    rowCount += batch.value.length
    if (rowCount > MOST_ROWS) throw tooManyRows()
    const chunk = encoder.encode(batch.value)
    await table.ask({ kind: 'append', chunk }, buffersOf(chunk))
  }
}

function tooManyRows(): BatchFailure {
  return new BatchFailure(`The data frame has more than ${MOST_ROWS.toLocaleString('en')} rows.`)
}

function buffersOf({ columns }: FrameChunk): ArrayBuffer[] {
  return columns.flatMap(({ numbers, codes }) =>
    [numbers.buffer, codes.buffer].filter((buffer) => buffer instanceof ArrayBuffer),
  )
}
