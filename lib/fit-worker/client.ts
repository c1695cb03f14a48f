import {
  readReply,
  type TaskName,
  type WorkerReply,
  type WorkerRequest,
  type WorkerTasks,
} from './messages.ts'
import { fitPlan, taskPlan, type FitJob, type FitOptions, type Plan, type TaskEnd } from './plans.ts'

export type FitRunEnd =
  | { readonly kind: 'done'; readonly failed: number }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'cancelled' }
  /** The worker cannot be started or keeps crashing before it answers anything. */
  | { readonly kind: 'failed'; readonly reason: string }

export interface FitClient {
  /** Fits curves off the main thread. Never rejects: how it ended is the value. */
  fitCurves(jobs: readonly FitJob[], options: FitOptions): Promise<FitRunEnd>
  /** Works one other task out off the main thread. Never rejects; nothing supersedes it but its signal. */
  solve<Name extends TaskName>(
    name: Name,
    ask: WorkerTasks[Name]['ask'],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<TaskEnd<WorkerTasks[Name]['answer']>>
  /** Ends the worker; open requests resolve as cancelled. */
  dispose(): void
}

/** The part of a browser `Worker` in use, so that tests can stand in for it. */
export interface WorkerLike {
  postMessage(message: WorkerRequest): void
  terminate(): void
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: Event) => void): void
}

interface Run extends Plan {
  readonly id: number
  readonly end: (how: FitRunEnd) => void
  /** First job not sent yet. */
  next: number
  /** Chunks that a worker still has. */
  out: number
  failed: number
}

/** One worker of the pool, started when there is work for it. */
interface Slot {
  worker: WorkerLike | null
  /** The chunk the worker has, and which of its jobs it still owes. */
  sent: { readonly run: Run; readonly open: Set<number> } | null
}

/** Jobs per message: about 25 ms of work, the longest a newer request waits. */
const CHUNK = 8
const MAX_BARREN_CRASHES = 3

/**
 * A client of a pool of fit workers. Of several requests the newest is served first; each goes out in small chunks to
 * whichever worker is idle, so that a newer one overtakes a long batch, which then goes on. A crashed worker is replaced
 * and its chunk reported as errors. Points are copied, not transferred: those of a curve are a few hundred bytes, and the
 * page still shows them.
 *
 * @param makeWorker  starts a worker running `worker.ts`; called when there is work for one more and after a crash
 * @param size  most workers at a time
 */
export function createFitClient(makeWorker: () => WorkerLike, size = 1): FitClient {
  return new PoolClient(makeWorker, size)
}

class PoolClient implements FitClient {
  readonly #makeWorker: () => WorkerLike
  readonly #runs: Run[] = []
  readonly #slots: readonly Slot[]
  #nextId = 1
  #barrenCrashes = 0

  constructor(makeWorker: () => WorkerLike, size: number) {
    this.#makeWorker = makeWorker
    this.#slots = Array.from({ length: size }, () => ({ worker: null, sent: null }))
  }

  fitCurves(jobs: readonly FitJob[], options: FitOptions): Promise<FitRunEnd> {
    for (const run of this.#runs.filter(({ channel }) => channel === options.channel)) {
      this.#finish(run, { kind: 'superseded' })
    }
    return this.#start(fitPlan(jobs, options))
  }

  async solve<Name extends TaskName>(
    name: Name,
    ask: WorkerTasks[Name]['ask'],
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<TaskEnd<WorkerTasks[Name]['answer']>> {
    const { plan, answer } = taskPlan(name, ask, signal)
    const end = await this.#start(plan)
    if (end.kind === 'failed') return end
    return end.kind === 'done' ? answer() : { kind: 'cancelled' }
  }

  dispose(): void {
    for (const slot of this.#slots) {
      slot.worker?.terminate()
      slot.worker = null
      slot.sent = null
    }
    this.#finishAll({ kind: 'cancelled' })
  }

  #start(plan: Plan): Promise<FitRunEnd> {
    if (plan.signal?.aborted) return Promise.resolve({ kind: 'cancelled' })
    return new Promise((end) => {
      const run: Run = { ...plan, id: this.#nextId++, end, next: 0, out: 0, failed: 0 }
      this.#runs.push(run)
      plan.signal?.addEventListener('abort', () => this.#finish(run, { kind: 'cancelled' }), { once: true })
      this.#advance()
    })
  }

  /** Gives every idle worker a chunk of the newest run that has one; those at work already come before new ones. */
  #advance(): void {
    for (const run of [...this.#runs]) {
      if (run.next >= run.count && run.out === 0) this.#finish(run, { kind: 'done', failed: run.failed })
    }
    const idle = this.#slots.filter(({ sent }) => sent === null)
    for (const slot of idle.toSorted((a, b) => Number(b.worker !== null) - Number(a.worker !== null))) {
      const run = this.#runs.findLast(({ count, next }) => next < count)
      if (!run || !this.#send(slot, run)) return
    }
  }

  #send(slot: Slot, run: Run): boolean {
    const worker = this.#workerOf(slot)
    if (!worker) return false
    const from = run.next
    const until = Math.min(run.count, from + CHUNK)
    run.next = until
    run.out += 1
    slot.sent = { run, open: new Set(Array.from({ length: until - from }, (_, offset) => from + offset)) }
    worker.postMessage(run.message(run.id, from, until))
    return true
  }

  #workerOf(slot: Slot): WorkerLike | null {
    if (slot.worker) return slot.worker
    try {
      const worker = this.#makeWorker()
      const crash = (reason: string) => this.#crash(slot, worker, reason)
      worker.addEventListener('message', (event) => {
        if (event instanceof MessageEvent) this.#receive(slot, worker, event.data)
      })
      worker.addEventListener('error', () => crash('The fit worker crashed.'))
      worker.addEventListener('messageerror', () => crash('The fit worker sent an unreadable message.'))
      slot.worker = worker
    } catch (error) {
      // Where one worker runs, the others can do without this one.
      if (this.#slots.every(({ worker }) => worker === null)) {
        this.#finishAll({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
      }
    }
    return slot.worker
  }

  #receive(slot: Slot, from: WorkerLike, raw: unknown): void {
    if (from !== slot.worker) return
    const reply = readReply(raw)
    if (reply === null || reply.kind === 'rejected') {
      const reason = reply ? 'The fit worker refused a request.' : 'The fit worker sent an unknown message.'
      this.#crash(slot, from, reason)
      return
    }
    this.#barrenCrashes = 0
    if (!slot.sent || slot.sent.run.id !== reply.run) return
    if (reply.kind === 'chunk-done') {
      this.#failOpen(slot, 'The fit worker left this curve out.')
      this.#advance()
    } else {
      slot.sent.open.delete(reply.index)
      this.#deliver(slot.sent.run, reply)
    }
  }

  #deliver(run: Run, reply: Extract<WorkerReply, { index: number }>): void {
    if (!this.#runs.includes(run)) return
    if (reply.kind === 'failed') this.#fail(run, reply.index, reply.reason)
    else run.onReply(reply)
  }

  #crash(slot: Slot, from: WorkerLike, reason: string): void {
    if (from !== slot.worker) return
    from.terminate()
    slot.worker = null
    this.#barrenCrashes += 1
    this.#failOpen(slot, reason)
    if (this.#barrenCrashes < MAX_BARREN_CRASHES) this.#advance()
    else {
      this.#barrenCrashes = 0
      this.#finishAll({ kind: 'failed', reason })
    }
  }

  /** The chunk of a worker is over, whatever it still owes. */
  #failOpen(slot: Slot, reason: string): void {
    if (!slot.sent) return
    const { run, open } = slot.sent
    slot.sent = null
    run.out -= 1
    for (const index of open) this.#fail(run, index, reason)
  }

  #fail(run: Run, index: number, reason: string): void {
    run.failed += 1
    if (this.#runs.includes(run)) run.onFailure(index, reason)
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
