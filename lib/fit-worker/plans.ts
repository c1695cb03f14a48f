import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'
import type { TaskName, WorkerReply, WorkerRequest, WorkerTasks } from './messages.ts'

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

/** What a run sends and what becomes of the replies; the pool knows places alone. */
export interface Plan {
  /** Null: nothing supersedes it. */
  readonly channel: string | null
  readonly signal: AbortSignal | undefined
  readonly count: number
  /** Jobs `from` to `until` (exclusive) as one message. */
  message(run: number, from: number, until: number): WorkerRequest
  onReply(reply: Extract<WorkerReply, { index: number }>): void
  onFailure(index: number, reason: string): void
}

export function fitPlan(jobs: readonly FitJob[], { channel, signal, onResult, onError }: FitOptions): Plan {
  return {
    channel,
    signal,
    count: jobs.length,
    message: (run, from, until) => ({
      kind: 'fit',
      run,
      jobs: jobs.slice(from, until).map(({ request, bandDose = null }, offset) => ({
        index: from + offset,
        request,
        bandDose,
      })),
    }),
    onReply: (reply) => {
      const job = jobs[reply.index]
      if (job && reply.kind === 'fitted') onResult(job.id, reply.fit, reply.band)
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
    message: (run) => ({ kind: 'task', run, name, ask }),
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
