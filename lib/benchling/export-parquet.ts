import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Context } from './api.ts'
import type { ParquetExport } from './client.ts'
import { getFrame, toColumns } from './data-frames.ts'
import { openDownload, readBytes } from './download.ts'
import type { BenchlingError } from './errors.ts'
import { partUrls } from './export-rows.ts'
import { withRetries } from './retry.ts'
import type { SignedUrl } from './client.ts'

/** Where to get a frame's rows as Parquet, and what its columns are called there (contract, section 8). */
export async function exportParquet(
  context: Context,
  frameId: string,
): Promise<Result<ParquetExport, BenchlingError>> {
  const frame = await getFrame(context, frameId, 'parquet')
  if (!frame.ok) return frame
  const urls = partUrls(context, frame.value)
  if (!urls.ok) return urls
  const described = toColumns(frame.value) ?? []
  const names = (frame.value.columns ?? []).flatMap(({ systemName }) => systemName ?? [])
  if (names.length === 0 || names.length !== described.length || new Set(names).size !== names.length)
    return err({ kind: 'rejected', message: 'the columns have no names of their own', requestId: null })
  const columns = described.map((column, index) => ({ ...column, systemName: names[index] ?? '' }))
  return ok({ columns, parts: urls.value.map((url) => ({ read: () => readPart(context, url) })) })
}

/** Opening may wait as long as this; the bytes then take their own time. */
const OPEN_WAIT_MS = 60_000

async function* readPart(
  context: Context,
  url: SignedUrl,
): AsyncGenerator<Result<Uint8Array, BenchlingError>> {
  // The call that gave the address is over by now, and its deadline with it.
  const signal = context.operation.callerSignal ?? new AbortController().signal
  const operation = { ...context.operation, signal, remainingMs: () => OPEN_WAIT_MS }
  const later = { ...context, operation }
  const opened = await withRetries({ ...later, rule: { kind: 'safe' } }, () => openDownload(later, url))
  if (!opened.ok) return yield opened
  yield* readBytes(opened.value, context.operation.callerSignal)
}
