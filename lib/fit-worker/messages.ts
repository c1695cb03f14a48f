/** What crosses between the page and the fit worker. */
import * as z from 'zod/mini'
import type { ParallelismRequest, Parallelism } from '../fit/joint/parallelism.ts'
import type { ProfileCurveAnswer, ProfileCurveRequest } from '../fit/inference/profile-curve.ts'
import type { JointFit, JointRequest } from '../fit/joint/types.ts'
import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'

export interface WorkerJob {
  readonly index: number
  readonly request: FitRequest
  /** Doses to draw curve and band at, or null for none. */
  readonly bandDose: Float64Array | null
}

/** A chunk of jobs, by their place in the run; fitted in order, one reply each, then `chunk-done`. */
export interface FitChunk {
  readonly kind: 'fit'
  readonly run: number
  readonly jobs: readonly WorkerJob[]
}

/** What the worker works out besides fits of single curves; its engine is loaded when it is first asked. */
export interface WorkerTasks {
  readonly joint: { readonly ask: JointRequest; readonly answer: JointFit }
  readonly parallelism: { readonly ask: ParallelismRequest; readonly answer: Parallelism }
  readonly profile: { readonly ask: ProfileCurveRequest; readonly answer: ProfileCurveAnswer }
}
export type TaskName = keyof WorkerTasks

/** One task: `solved` or `failed` with index 0, then `chunk-done`. */
export interface TaskRequest {
  readonly kind: 'task'
  readonly run: number
  readonly name: TaskName
  readonly ask: WorkerTasks[TaskName]['ask']
}

export type WorkerRequest = FitChunk | TaskRequest

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
  z.object({
    kind: z.literal('solved'),
    run: z.number(),
    index: z.number(),
    answer: z.custom<WorkerTasks[TaskName]['answer']>(isObject),
  }),
  z.object({ kind: z.literal('failed'), run: z.number(), index: z.number(), reason: z.string() }),
  z.object({ kind: z.literal('chunk-done'), run: z.number() }),
  z.object({ kind: z.literal('rejected'), reason: z.string() }),
])
export type WorkerReply = z.infer<typeof WorkerReply>
