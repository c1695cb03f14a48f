import 'server-only'
import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import { LIMITS } from '../benchling/limits.ts'
import { outputFileName, outputName } from '../outputs/output-names.ts'
import type { OutputInput } from '../outputs/push-input.ts'
import { MAX_PUSH_BYTES } from '../outputs/push-limit.ts'
import { chunkBytes, type StoredChunk } from '../store/batches.ts'
import type { Database } from '../store/open-store.ts'
import type { FrameSize } from '../workbench/refit-results.ts'
import { cutRows } from './cut-rows.ts'

const MOST_BYTES: Readonly<Record<FrameSize, number>> = {
  fewest: MAX_PUSH_BYTES,
  small: LIMITS.csvWarnBytes,
}

/** Rows are about as long as one another: so much of a frame is left for those that are longer. */
const FILLED = 0.9

/** One data frame of the results of a batch: the curves `from` to `to`, that one not. */
export interface ResultsFrame {
  readonly name: string
  readonly fileName: string
  readonly from: number
  readonly to: number
}

/**
 * Cuts results into data frames of about as many curves each. The same results are always cut alike, so that pushing them
 * again finds the frames that are there.
 *
 * @param results  `byteLength` of all of them, header included
 */
export function planFrames(
  results: { readonly frameName: string; readonly curveCount: number; readonly byteLength: number },
  size: FrameSize,
): readonly ResultsFrame[] {
  const { frameName, curveCount, byteLength } = results
  const most = MOST_BYTES[size]
  const count = byteLength <= most ? 1 : Math.ceil(byteLength / (most * FILLED))
  const curves = Math.max(1, Math.ceil(curveCount / count))
  const frameCount = Math.max(1, Math.ceil(curveCount / curves))
  return Array.from({ length: frameCount }, (_, place) => {
    const part = frameCount === 1 ? '' : ` part ${place + 1} of ${frameCount}`
    return {
      name: outputName(`results${part}`, frameName),
      fileName: outputFileName(frameName, `results${part.replaceAll(' ', '-')}.csv`),
      from: place * curves,
      to: Math.min((place + 1) * curves, curveCount),
    }
  })
}

/** By its id a push of these results is known again. */
export function resultsOutputId(batchId: string): string {
  return `refit-${batchId.replaceAll('-', '')}`
}

/** A frame as the queue of pushes takes it: header and rows, read chunk by chunk. */
export async function resultsOutput(
  db: Database,
  batch: { readonly id: string; readonly header: string; readonly chunks: readonly StoredChunk[] },
  { name, fileName, from, to }: ResultsFrame,
): Promise<OutputInput> {
  const pieces: Uint8Array[] = [Buffer.from(batch.header)]
  let first = 0
  for (const { position, curveCount } of batch.chunks) {
    const [start, end] = [Math.max(from - first, 0), Math.min(to - first, curveCount)]
    first += curveCount
    if (start >= end) continue
    const packed = await chunkBytes(db, { batchId: batch.id, position }, 'rows')
    if (packed === null) throw new Error(`chunk ${position} of batch ${batch.id} has lost its rows`)
    const rows = await unzip(packed)
    pieces.push(start === 0 && end === curveCount ? rows : cutRows(rows, start, end))
  }
  return { id: resultsOutputId(batch.id), kind: 'data-frame', name, fileName, bytes: Buffer.concat(pieces) }
}

const unzip = promisify(gunzip)
