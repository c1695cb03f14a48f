import 'server-only'
import * as z from 'zod'
import type { RowExport } from '@/lib/benchling/client.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { createChunkEncoder } from '@/lib/data-frame/encode-chunk.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { ExportItem, FrameExport } from '@/lib/workbench/ports.ts'
import { logBug } from './answer.ts'
import { connectTo, type AnalysisConnection } from './connection.ts'
import { INVALID_INPUT, NOT_IN_ANALYSIS, unexpected } from './problems.ts'
import { recordActs } from './record.ts'
import { runtime } from './runtime.ts'

/** Enough for any screen, and what a browser tab still holds as typed arrays. */
const MAX_ROWS = 2_000_000

/** A large frame may take Benchling minutes. */
const DEADLINE_MS = 10 * 60_000

const Place = z.object({
  analysisId: z.string().max(100),
  frameId: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
})

/** As `exportFrame`, for whoever holds a grant of the analysis. */
export async function exportGrantedFrame(raw: unknown): Promise<Result<FrameExport, Problem>> {
  const input = Place.safeParse(raw)
  if (!input.success) return err(INVALID_INPUT)
  const connection = await connectTo(input.data)
  return connection.ok ? exportFrame(connection.value, input.data.frameId) : connection
}

/**
 * The rows of a frame as a stream of typed arrays, so that the table fills while they load. The grant is for the analysis:
 * a frame that the analysis does not list is none of this session's business.
 */
export async function exportFrame(
  { client, grant, by, person }: AnalysisConnection,
  frameId: string,
): Promise<Result<FrameExport, Problem>> {
  const subject = `data frame ${frameId}`
  const leaving = new AbortController()
  const options = { signal: leaving.signal, deadlineMs: DEADLINE_MS }
  const [analysis, frame, rows] = await Promise.all([
    client.getAnalysis(grant.analysisId, options),
    client.getDataFrame(frameId, options),
    client.exportRows(frameId, options),
  ])
  const refusal = !analysis.ok
    ? toProblem(analysis.error)
    : !analysis.value.dataFrameIds.includes(frameId)
      ? NOT_IN_ANALYSIS
      : !frame.ok
        ? toProblem(frame.error)
        : null
  if (refusal !== null || !frame.ok || !rows.ok) {
    leaving.abort()
    const problem = refusal ?? (rows.ok ? NOT_IN_ANALYSIS : toProblem(rows.error))
    await recordActs(person, grant, [{ action: 'export-failed', subject, reason: problem.title }])
    return err(problem)
  }
  await recordActs(person, grant, [{ action: 'exported', subject, after: { name: frame.value.name } }])
  const { analysisId, tenantHost: tenant } = grant
  runtime().log.info({ analysisId, frameId, tenant, by }, 'rows exported')
  const chunks = chunkStream(rows.value, {
    maxRows: MAX_ROWS,
    onCancel: () => leaving.abort(),
    onBug: (cause) => logBug({ name: 'export-rows', cause }),
  })
  return ok({ name: frame.value.name, columns: rows.value.columns, chunks })
}

export interface ChunkStreamOptions {
  readonly maxRows: number
  readonly onCancel: () => void
  /** Told of what should not happen; gives the id to quote. */
  readonly onBug: (cause: unknown) => string
}

/**
 * One item per pull, so that a slow reader holds back the download instead of filling the memory. Ends in words whatever
 * happens: a stream that breaks reaches the page without any.
 */
export function chunkStream(rows: RowExport, options: ChunkStreamOptions): ReadableStream<ExportItem> {
  const batches = rows.batches[Symbol.asyncIterator]()
  const encoder = createChunkEncoder(rows.columns)
  let rowCount = 0
  const nextItem = async (): Promise<ExportItem> => {
    const next = await batches.next()
    if (next.done === true) return { kind: 'end', rowCount }
    if (!next.value.ok) return { kind: 'problem', problem: toProblem(next.value.error) }
    rowCount += next.value.value.length
    if (rowCount <= options.maxRows) return { kind: 'chunk', chunk: encoder.encode(next.value.value) }
    return { kind: 'problem', problem: tooManyRows(options.maxRows) }
  }
  let isStopped = false
  const stop = async () => {
    isStopped = true
    options.onCancel()
    await batches.return?.()
  }
  return new ReadableStream<ExportItem>({
    async pull(controller) {
      try {
        const item = await nextItem()
        // The reader left while this was fetched: nobody is there to take it.
        if (isStopped) return
        controller.enqueue(item)
        if (item.kind === 'chunk') return
        if (item.kind === 'problem') await stop()
      } catch (cause) {
        if (isStopped) return
        controller.enqueue({ kind: 'problem', problem: unexpected(options.onBug(cause)) })
      }
      controller.close()
    },
    cancel: stop,
  })
}

function tooManyRows(maxRows: number): Problem {
  return {
    kind: 'too-many-rows',
    title: `The data frame has more than ${maxRows.toLocaleString('en')} rows`,
    detail: 'Halfmax does not load that many. Export a part of it in Benchling.',
    isRetryable: false,
    retryAfterS: null,
    requestId: null,
  }
}
