import { createHash } from 'node:crypto'
import { buildCurves } from '../data-frame/build-curves.ts'
import type { CurveData, DataFrame } from '../data-frame/types.ts'
import { readAs } from '../detective/read-as.ts'
import { normaliseFrame } from '../plates/normalise-frame.ts'
import { pointKey } from '../workbench/point-key.ts'
import type { Work } from '../workbench/types.ts'

/** The curves of a frame as the page has them for the same work. */
export interface BatchPlan {
  readonly frame: DataFrame
  readonly work: Work
  readonly curves: readonly CurveData[]
}

/** @param loaded  as exported; the answers of the work have it read otherwise, and its normalisation scales it */
export function planBatch(loaded: DataFrame, work: Work): BatchPlan {
  const { normalisation, mapping, exclusions } = work
  const measured = readAs(loaded, work.answers)
  const frame =
    normalisation === null
      ? measured
      : normaliseFrame(measured, {
          normalisation,
          responses: mapping.responses,
          isLeftOut: (row, responseColumn) => Object.hasOwn(exclusions, pointKey({ row, responseColumn })),
        })
  return { frame, work, curves: buildCurves(frame, mapping) }
}

/** Equal for equal curves of equal points: what was fitted of them before a restart holds after it. */
export function digestOf(curves: readonly CurveData[]): string {
  const hash = createHash('sha256')
  for (const { id, rows, dose, response } of curves) {
    hash.update(`${JSON.stringify(id)}\n`)
    for (const column of [rows, dose, response]) {
      hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
    }
  }
  return hash.digest('hex')
}

const LEAST_CURVES = 4000
const MOST_CURVES = 16_000
/** More chunks than this are made larger ones. */
const USUAL_CHUNKS = 64

/** How many curves each chunk has, all but the last alike. */
export function chunkSizes(curveCount: number, wanted?: number): readonly number[] {
  const size = wanted ?? Math.min(MOST_CURVES, Math.max(LEAST_CURVES, Math.ceil(curveCount / USUAL_CHUNKS)))
  return Array.from({ length: Math.ceil(curveCount / size) }, (_, chunk) =>
    Math.min(size, curveCount - chunk * size),
  )
}
