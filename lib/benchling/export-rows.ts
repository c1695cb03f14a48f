import type { ColumnMeta } from '../data-frame/types.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import type { Context } from './api.ts'
import type { RowExport, SignedUrl } from './client.ts'
import { getFrame, toColumns } from './data-frames.ts'
import { openDownload } from './download.ts'
import type { Download } from './download.ts'
import type { BenchlingError } from './errors.ts'
import { LIMITS } from './limits.ts'
import { readPart } from './part-rows.ts'
import { tidy } from './raw-failure.ts'
import { fail, withRetries } from './retry.ts'
import type { Attempt } from './retry.ts'
import { admitSignedUrl } from './signed-url.ts'
import type { DataFrameWire } from './wire.ts'

type Rows = readonly (readonly string[])[]
type Batch = Result<Rows, BenchlingError>

/** Where the parts are at present: fresh addresses replace these once, when storage refuses them. */
interface Source {
  readonly context: Context
  readonly frame: DataFrameWire
  urls: readonly SignedUrl[]
  hasRefreshed: boolean
}

/**
 * A frame's records, streamed. Everything up to the first batch is retried here; a failure after it ends the batches with
 * an error item, and the reader starts over.
 */
export async function exportRows(
  context: Context,
  frameId: string,
): Promise<Result<RowExport, BenchlingError>> {
  const frame = await getFrame(context, frameId)
  if (!frame.ok) return frame
  const urls = partUrls(context, frame.value)
  if (!urls.ok) return urls
  const source: Source = { context, frame: frame.value, urls: urls.value, hasRefreshed: false }
  return withRetries({ ...context, rule: { kind: 'safe' } }, () => start(source))
}

async function start(source: Source): Promise<Attempt<RowExport>> {
  const opened = await openPart(source, 0)
  if (!opened.ok) return opened
  const batches = readAllParts(source, opened.value)
  const { signal } = source.context.operation
  // Until the first batch is there, the call's deadline holds; later only the reader's patience does.
  const onDeadline = () => opened.value.close()
  signal.addEventListener('abort', onDeadline, { once: true })
  const first = await batches.next()
  signal.removeEventListener('abort', onDeadline)
  const batch: Batch = first.done === true ? ok([]) : first.value
  if (!batch.ok) return fail(batch.error)
  const [header, ...rows] = batch.value
  if (header === undefined) return fail({ kind: 'bad-csv', part: 0, row: 1, reason: 'no-header' })
  return ok({ columns: describeColumns(source.frame, header, rows), batches: resume(rows, batches) })
}

async function* resume(first: Rows, rest: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  try {
    if (first.length > 0) yield ok(first)
    yield* rest
  } finally {
    // Reached when the reader leaves early, too: the connection must not stay open.
    await rest.return(undefined)
  }
}

/** Every part in order, the first with its header; a later part's first record goes if it repeats that header. */
async function* readAllParts(source: Source, firstPart: Download): AsyncGenerator<Batch> {
  const signal = source.context.operation.callerSignal
  let header: readonly string[] | null = null
  for (let part = 0; part < source.urls.length; part += 1) {
    const opened = part === 0 ? ok(firstPart) : await openLater(source, part)
    if (!opened.ok) return yield opened
    let isPartStart = true
    for await (const batch of readPart(opened.value, { part, signal })) {
      if (!batch.ok) return yield batch
      const checked = isPartStart && header !== null ? joinPart(batch.value, header, part) : batch
      header ??= batch.value[0] ?? []
      isPartStart = false
      if (!checked.ok || checked.value.length > 0) yield checked
      if (!checked.ok) return
    }
  }
}

function joinPart(rows: Rows, header: readonly string[], part: number): Batch {
  const [first, ...rest] = rows
  if (first === undefined) return ok([])
  if (first.length !== header.length) return err({ kind: 'bad-csv', part, row: 1, reason: 'other-columns' })
  return ok(first.every((cell, index) => cell === header[index]) ? rest : rows)
}

async function openLater(source: Source, part: number): Promise<Result<Download, BenchlingError>> {
  // Parts may be opened long after the call began; its deadline covered the first one.
  const operation = { ...source.context.operation, remainingMs: () => LATER_PART_WAIT_MS }
  const signal = source.context.operation.callerSignal ?? new AbortController().signal
  const context = { ...source.context, operation: { ...operation, signal } }
  const later = { ...source, context }
  const opened = await withRetries({ ...context, rule: { kind: 'safe' } }, () => openPart(later, part))
  source.urls = later.urls
  source.hasRefreshed = later.hasRefreshed
  return opened
}

const LATER_PART_WAIT_MS = 60_000

/** On a 403 the frame is asked for fresh addresses, once: they live an hour. */
async function openPart(source: Source, part: number): Promise<Attempt<Download>> {
  const url = source.urls[part]
  if (url === undefined) return fail({ kind: 'unexpected-answer', what: 'data frame', path: 'manifest' })
  const opened = await openDownload(source.context, url)
  const isRefused = !opened.ok && ['url-expired', 'storage-refused'].includes(opened.error.error.kind)
  if (!isRefused || source.hasRefreshed) return opened

  source.hasRefreshed = true
  const frame = await getFrame(source.context, source.frame.id)
  if (!frame.ok) return fail(frame.error, { isFinal: true })
  const urls = partUrls(source.context, frame.value)
  if (!urls.ok) return fail(urls.error)
  source.urls = urls.value
  return openPart(source, part)
}

/** Addresses of the parts of a frame that is ready. */
export function partUrls(
  context: Context,
  frame: DataFrameWire,
): Result<readonly SignedUrl[], BenchlingError> {
  if (frame.uploadStatus !== 'SUCCEEDED') {
    const message = frame.errorMessage == null ? null : tidy(frame.errorMessage, 300)
    return err({ kind: 'frame-not-ready', status: frame.uploadStatus, message })
  }
  const parts = frame.manifest ?? []
  if (parts.length === 0 || parts.length > LIMITS.parts) {
    return err({ kind: 'unexpected-answer', what: 'data frame', path: 'manifest' })
  }
  const urls: SignedUrl[] = []
  for (const [index, { url }] of parts.entries()) {
    if (url == null)
      return err({ kind: 'unexpected-answer', what: 'data frame', path: `manifest.${index}.url` })
    const admitted = admitSignedUrl(url, context.tenant)
    if (!admitted.ok) return admitted
    urls.push(admitted.value)
  }
  return ok(urls)
}

/**
 * The tenant's description where it fits the header name by name; otherwise the header as it stands, typed by the first
 * batch. A description in another order must not rename columns.
 */
function describeColumns(frame: DataFrameWire, header: readonly string[], rows: Rows): readonly ColumnMeta[] {
  const described = toColumns(frame)
  const fits =
    described?.length === header.length &&
    described.every((column, index) => column.displayName === header[index])
  if (described !== null && fits) return described
  return header.map((displayName, index) => ({ displayName, typeName: inferType(rows, index) }))
}

function inferType(rows: Rows, column: number): 'Float' | 'String' {
  const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '')
  return cells.length > 0 && cells.every((cell) => Number.isFinite(Number(cell))) ? 'Float' : 'String'
}
