/** What crosses between the page and the fit worker. */
import * as z from 'zod/mini'
import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'

export interface WorkerJob {
  readonly index: number
  readonly request: FitRequest
  /** Doses to draw curve and band at, or null for none. */
  readonly bandDose: Float64Array | null
}

/** A chunk of jobs, by their place in the run; fitted in order, one reply each, then `chunk-done`. */
export interface WorkerRequest {
  readonly kind: 'fit'
  readonly run: number
  readonly jobs: readonly WorkerJob[]
}

// The engine of the same build made it, so only its presence is checked: walking each fit again costs more than it.
const isObject = (value: unknown) => typeof value === 'object' && value !== null

export const WorkerReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fitted'),
    run: z.number(),
    index: z.number(),
    fit: z.custom<CurveFit>(isObject),
    band: z.nullable(z.custom<BandValues>(isObject)),
  }),
  z.object({ kind: z.literal('failed'), run: z.number(), index: z.number(), reason: z.string() }),
  z.object({ kind: z.literal('chunk-done'), run: z.number() }),
  z.object({ kind: z.literal('rejected'), reason: z.string() }),
])
export type WorkerReply = z.infer<typeof WorkerReply>
