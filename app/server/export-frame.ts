import 'server-only'
import type { RowExport } from '@/lib/benchling/client.ts'
import { toProblem } from '@/lib/benchling/words.ts'
import { createChunkEncoder } from '@/lib/data-frame/encode-chunk.ts'
import { err, ok, type Problem, type Result } from '@/lib/result.ts'
import type { ExportItem, FrameExport } from '@/lib/workbench/ports.ts'
import type { AnalysisConnection } from './connection.ts'
import { NOT_IN_ANALYSIS } from './problems.ts'

/** Enough for any screen, and what a browser tab still holds as typed arrays. */
const MAX_ROWS = 2_000_000

/** A large frame may take Benchling minutes. */
const DEADLINE_MS = 10 * 60_000

/**
 * The rows of a frame as a stream of typed arrays, so that the table fills while they load. The grant is for the analysis:
 * a frame that the analysis does not list is none of this session's business.
 */
export async function exportFrame(
  { client, grant }: AnalysisConnection,
  frameId: string,
): Promise<Result<FrameExport, Problem>> {
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
  if (refusal !== null || !frame.ok) {
    leaving.abort()
    return err(refusal ?? NOT_IN_ANALYSIS)
  }
  if (!rows.ok) return err(toProblem(rows.error))
  const chunks = chunkStream(rows.value, { maxRows: MAX_ROWS, onCancel: () => leaving.abort() })
  return ok({ name: frame.value.name, columns: rows.value.columns, chunks })
}

/** One item per pull, so that a slow reader holds back the download instead of filling the memory. */
export function chunkStream(
  rows: RowExport,
  { maxRows, onCancel }: { readonly maxRows: number; readonly onCancel: () => void },
): ReadableStream<ExportItem> {
  const batches = rows.batches[Symbol.asyncIterator]()
  const encoder = createChunkEncoder(rows.columns)
  let rowCount = 0
  return new ReadableStream<ExportItem>({
    async pull(controller) {
      const next = await batches.next()
      if (next.done === true) {
        controller.enqueue({ kind: 'end', rowCount })
        return controller.close()
      }
      if (!next.value.ok) {
        controller.enqueue({ kind: 'problem', problem: toProblem(next.value.error) })
        return controller.close()
      }
      rowCount += next.value.value.length
      if (rowCount > maxRows) {
        controller.enqueue({ kind: 'problem', problem: tooManyRows(maxRows) })
        onCancel()
        await batches.return?.()
        return controller.close()
      }
      controller.enqueue({ kind: 'chunk', chunk: encoder.encode(next.value.value) })
    },
    async cancel() {
      onCancel()
      await batches.return?.()
    },
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
