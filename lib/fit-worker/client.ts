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
  return new OneWorkerClient(makeWorker)
}

class OneWorkerClient implements FitClient {
  readonly #makeWorker: () => WorkerLike
  readonly #runs: Run[] = []
  #worker: WorkerLike | null = null
  /** The chunk the worker has, and which of its jobs it still owes. */
  #sent: { readonly run: Run; readonly open: Set<number> } | null = null
  #nextId = 1
  #barrenCrashes = 0

  constructor(makeWorker: () => WorkerLike) {
    this.#makeWorker = makeWorker
  }

  fitCurves(jobs: readonly FitJob[], options: FitOptions): Promise<FitRunEnd> {
    for (const run of this.#runs.filter((other) => other.options.channel === options.channel)) {
      this.#finish(run, { kind: 'superseded' })
    }
    if (options.signal?.aborted) return Promise.resolve({ kind: 'cancelled' })
    return new Promise((end) => {
      const run: Run = { id: this.#nextId++, jobs, options, end, next: 0, failed: 0 }
      this.#runs.push(run)
      options.signal?.addEventListener('abort', () => this.#finish(run, { kind: 'cancelled' }), {
        once: true,
      })
      this.#advance()
    })
  }

  dispose(): void {
    this.#worker?.terminate()
    this.#worker = null
    this.#sent = null
    this.#finishAll({ kind: 'cancelled' })
  }

  /** Sends the next chunk of the newest run, unless the worker still has one. */
  #advance(): void {
    if (this.#sent) return
    for (const run of [...this.#runs]) {
      if (run.next >= run.jobs.length) this.#finish(run, { kind: 'done', failed: run.failed })
    }
    const run = this.#runs.at(-1)
    const worker = run && this.#start()
    if (!run || !worker) return
    const jobs = run.jobs.slice(run.next, run.next + CHUNK).map((job, offset) => ({
      index: run.next + offset,
      request: job.request,
      bandDose: job.bandDose ?? null,
    }))
    run.next += jobs.length
    this.#sent = { run, open: new Set(jobs.map(({ index }) => index)) }
    worker.postMessage({ kind: 'fit', run: run.id, jobs })
  }

  #start(): WorkerLike | null {
    if (this.#worker) return this.#worker
    try {
      const worker = this.#makeWorker()
      worker.addEventListener('message', (event) => {
        if (event instanceof MessageEvent) this.#receive(worker, event.data)
      })
      worker.addEventListener('error', () => this.#crash(worker, 'The fit worker crashed.'))
      worker.addEventListener('messageerror', () =>
        this.#crash(worker, 'The fit worker sent an unreadable message.'),
      )
      this.#worker = worker
    } catch (error) {
      this.#finishAll({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
    }
    return this.#worker
  }

  #receive(from: WorkerLike, raw: unknown): void {
    if (from !== this.#worker) return
    const parsed = WorkerReply.safeParse(raw)
    if (!parsed.success || parsed.data.kind === 'rejected') {
      this.#crash(
        from,
        parsed.success ? 'The fit worker refused a request.' : 'The fit worker sent an unknown message.',
      )
      return
    }
    this.#barrenCrashes = 0
    const reply = parsed.data
    if (!this.#sent || this.#sent.run.id !== reply.run) return
    if (reply.kind === 'chunk-done') {
      this.#failOpen('The fit worker left this curve out.')
      this.#advance()
    } else {
      this.#sent.open.delete(reply.index)
      this.#deliver(this.#sent.run, reply)
    }
  }

  #deliver(run: Run, reply: Extract<WorkerReply, { index: number }>): void {
    const job = run.jobs[reply.index]
    if (!job || !this.#runs.includes(run)) return
    if (reply.kind === 'fitted') run.options.onResult(job.id, reply.fit, reply.band)
    else this.#fail(run, reply.index, reply.reason)
  }

  #crash(from: WorkerLike, reason: string): void {
    if (from !== this.#worker) return
    from.terminate()
    this.#worker = null
    this.#barrenCrashes += 1
    this.#failOpen(reason)
    if (this.#barrenCrashes < MAX_BARREN_CRASHES) this.#advance()
    else {
      this.#barrenCrashes = 0
      this.#finishAll({ kind: 'failed', reason })
    }
  }

  #failOpen(reason: string): void {
    if (!this.#sent) return
    const { run, open } = this.#sent
    this.#sent = null
    for (const index of open) this.#fail(run, index, reason)
  }

  #fail(run: Run, index: number, reason: string): void {
    run.failed += 1
    const job = run.jobs[index]
    if (job && this.#runs.includes(run)) run.options.onError?.(job.id, reason)
  }

  #finish(run: Run, how: FitRunEnd): void {
    const place = this.#runs.indexOf(run)
    if (place === -1) return
    this.#runs.splice(place, 1)
    run.end(how)
  }

  #finishAll(how: FitRunEnd): void {
    for (const run of [...this.#runs]) this.#finish(run, how)
  }
}
