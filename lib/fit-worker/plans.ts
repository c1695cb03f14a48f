import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'
import type { ChunkReply, TaskName, WorkerRequest, WorkerTasks } from './messages.ts'
import { packAsked } from './pack.ts'

export interface FitJob {
  readonly id: string
  readonly request: FitRequest
  /** Doses to return curve and band at with the fit; none when absent. */
  readonly bandDose?: Float64Array
}

export interface FitOptions {
  /** A newer request on the same channel supersedes this one. */
  readonly channel: string
  readonly signal?: AbortSignal
  /** Somebody waits for these: they go before all others, the newest first. */
  readonly isUrgent?: boolean
  /** Called as each curve is ready; of several workers the faster one answers first. */
  readonly onResult: (id: string, fit: CurveFit, band: BandValues | null) => void
  /** Called for a curve whose worker crashed or failed. */
  readonly onError?: (id: string, reason: string) => void
}

/** How a task ended. */
export type TaskEnd<Answer> =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'cancelled' }
  /** The engine failed, or its worker could not be started or loaded. */
  | { readonly kind: 'failed'; readonly reason: string }

/** A message and what of it changes hands. */
export interface Sending {
  readonly message: WorkerRequest
  readonly transfer: ArrayBuffer[]
}

/** What a run sends and what becomes of the replies; the pool knows places alone. */
export interface Plan {
  /** Null: nothing supersedes it. */
  readonly channel: string | null
  readonly signal: AbortSignal | undefined
  readonly count: number
  readonly isUrgent: boolean
  /** The jobs at these places as one message. */
  sending(run: number, chunk: number, places: readonly number[]): Sending
  onReply(reply: ChunkReply): void
  onFailure(index: number, reason: string): void
}

export function fitPlan(jobs: readonly FitJob[], options: FitOptions): Plan {
  const { channel, signal, isUrgent = false, onResult, onError } = options
  return {
    channel,
    signal,
    count: jobs.length,
    isUrgent,
    sending: (run, chunk, places) => {
      const asked = places.flatMap((index) => {
        const job = jobs[index]
        return job ? [{ index, request: job.request, bandDose: job.bandDose ?? null }] : []
      })
      const { values, buffer } = packAsked(asked)
      return { message: { kind: 'fit', run, chunk, isUrgent, jobs: values }, transfer: [buffer] }
    },
    onReply: (reply) => {
      if (reply.kind !== 'fitted') return
      for (const { index, fit, band } of reply.fits) {
        const job = jobs[index]
        if (job) onResult(job.id, fit, band)
      }
    },
    onFailure: (index, reason) => {
      const job = jobs[index]
      if (job) onError?.(job.id, reason)
    },
  }
}

/** A task as a plan, and how to read what came of it once its run is done. */
export function taskPlan<Name extends TaskName>(
  name: Name,
  ask: WorkerTasks[Name]['ask'],
  signal: AbortSignal | undefined,
): { readonly plan: Plan; answer(): TaskEnd<WorkerTasks[Name]['answer']> } {
  let found: TaskEnd<WorkerTasks[Name]['answer']> = {
    kind: 'failed',
    reason: 'The fit worker left this out.',
  }
  const plan: Plan = {
    channel: null,
    signal,
    count: 1,
    isUrgent: true,
    sending: (run, chunk) => ({ message: { kind: 'task', run, chunk, name, ask }, transfer: [] }),
    onReply: (reply) => {
      // The worker answers a task by its name, so the answer is of the kind that was asked for.
      if (reply.kind === 'solved') found = { kind: 'done', answer: reply.answer }
    },
    onFailure: (_, reason) => {
      found = { kind: 'failed', reason }
    },
  }
  return { plan, answer: () => found }
}
