import type { BandValues, CurveFit, FitRequest } from '../fit/types.ts'
import { WorkerReply, type WorkerRequest } from './messages.ts'

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
  /** Called as each curve is ready, in the order of the jobs. */
  readonly onResult: (id: string, fit: CurveFit, band: BandValues | null) => void
  /** Called for a curve whose worker crashed or failed. */
  readonly onError?: (id: string, reason: string) => void
}

export type FitRunEnd =
  | { readonly kind: 'done'; readonly failed: number }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'cancelled' }
  /** The worker cannot be started or keeps crashing before it answers anything. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface FitClient {
  /** Fits curves off the main thread. Never rejects: how it ended is the value. */
  fitCurves(jobs: readonly FitJob[], options: FitOptions): Promise<FitRunEnd>
  /** Ends the worker; open requests resolve as cancelled. */
  dispose(): void
}

/** The part of a browser `Worker` in use, so that tests can stand in for it. */
export interface WorkerLike {
  postMessage(message: WorkerRequest): void
  terminate(): void
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void
}

interface Run {
  readonly id: number
  readonly jobs: readonly FitJob[]
  readonly options: FitOptions
  readonly end: (how: FitRunEnd) => void
  /** First job not sent yet. */
  next: number
  failed: number
}

/** Jobs per message: about 25 ms of work, the longest a newer request waits. */
const CHUNK = 8
const MAX_BARREN_CRASHES = 3

/**
 * A client of one fit worker. Of several requests the newest is served first; each goes out in small chunks, so that a
 * newer one overtakes a long batch, which then goes on. A crashed worker is replaced and its chunk reported as errors.
 *
 * @param makeWorker  starts a worker running `worker.ts`; called when the first request comes and after a crash
 */
export function createFitClient(makeWorker: () => WorkerLike): FitClient {
  const runs: Run[] = []
  let worker: WorkerLike | null = null
  let sent: { readonly run: Run; readonly open: Set<number> } | null = null
  let nextId = 1
  let barrenCrashes = 0

  const finish = (run: Run, how: FitRunEnd) => {
    const place = runs.indexOf(run)
    if (place === -1) return
    runs.splice(place, 1)
    run.end(how)
  }

  const reportOpen = (reason: string) => {
    if (!sent) return
    const { run, open } = sent
    sent = null
    for (const index of open) {
      run.failed += 1
      const job = run.jobs[index]
      if (job && runs.includes(run)) run.options.onError?.(job.id, reason)
    }
  }

  const crash = (from: WorkerLike, reason: string) => {
    if (from !== worker) return
    from.terminate()
    worker = null
    barrenCrashes += 1
    reportOpen(reason)
    if (barrenCrashes < MAX_BARREN_CRASHES) advance()
    else for (const run of [...runs]) finish(run, { kind: 'failed', reason })
  }

  const receive = (from: WorkerLike, raw: unknown) => {
    if (from !== worker) return
    const parsed = WorkerReply.safeParse(raw)
    if (!parsed.success || parsed.data.kind === 'rejected') {
      crash(
        from,
        parsed.success ? 'The fit worker refused a request.' : 'The fit worker sent an unknown message.',
      )
      return
    }
    barrenCrashes = 0
    const reply = parsed.data
    if (!sent || sent.run.id !== reply.run) return
    if (reply.kind === 'chunk-done') {
      reportOpen('The fit worker left this curve out.')
      advance()
      return
    }
    sent.open.delete(reply.index)
    deliver(sent.run, reply)
  }

  const deliver = (run: Run, reply: Extract<WorkerReply, { index: number }>) => {
    const job = run.jobs[reply.index]
    if (!job || !runs.includes(run)) return
    if (reply.kind === 'fitted') run.options.onResult(job.id, reply.fit, reply.band)
    else {
      run.failed += 1
      run.options.onError?.(job.id, reply.reason)
    }
  }

  const start = (): WorkerLike | null => {
    if (worker) return worker
    try {
      const made = makeWorker()
      made.addEventListener('message', (event) => {
        if (event instanceof MessageEvent) receive(made, event.data)
      })
      made.addEventListener('error', () => crash(made, 'The fit worker crashed.'))
      made.addEventListener('messageerror', () =>
        crash(made, 'A message of the fit worker could not be read.'),
      )
      worker = made
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      for (const run of [...runs]) finish(run, { kind: 'failed', reason })
    }
    return worker
  }

  const advance = () => {
    if (sent) return
    for (const run of [...runs]) {
      if (run.next >= run.jobs.length) finish(run, { kind: 'done', failed: run.failed })
    }
    const run = runs.at(-1)
    if (!run) return
    const target = start()
    if (!target) return
    const jobs = run.jobs.slice(run.next, run.next + CHUNK).map((job, offset) => ({
      index: run.next + offset,
      request: job.request,
      bandDose: job.bandDose ?? null,
    }))
    run.next += jobs.length
    sent = { run, open: new Set(jobs.map(({ index }) => index)) }
    target.postMessage({ kind: 'fit', run: run.id, jobs })
  }

  return {
    fitCurves(jobs, options) {
      for (const run of runs.filter((other) => other.options.channel === options.channel)) {
        finish(run, { kind: 'superseded' })
      }
      if (options.signal?.aborted) return Promise.resolve({ kind: 'cancelled' })
      return new Promise((end) => {
        const run: Run = { id: nextId++, jobs, options, end, next: 0, failed: 0 }
        runs.push(run)
        options.signal?.addEventListener('abort', () => finish(run, { kind: 'cancelled' }), { once: true })
        advance()
      })
    },
    dispose() {
      worker?.terminate()
      worker = null
      sent = null
      for (const run of [...runs]) finish(run, { kind: 'cancelled' })
    },
  }
}
