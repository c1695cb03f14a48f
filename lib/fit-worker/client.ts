import { readReply, type ChunkReply, type TaskName, type WorkerTasks } from './messages.ts'
import {
  hasMore,
  takePlaces,
  type Chunk,
  type FitRunEnd,
  type Run,
  type Slot,
  type WorkerLike,
} from './pool-run.ts'
import { fitPlan, taskPlan, type FitJob, type FitOptions, type Plan, type TaskEnd } from './plans.ts'

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

/** Chunks a worker has at a time: one in work and one that it goes on with while the page is busy. */
const DEPTH = 2
const MAX_BARREN_CRASHES = 3

/**
 * A client of a pool of fit workers. Of several requests the newest is served first; each goes out in small chunks to
 * whichever worker has least to do, so that a newer one overtakes a long batch, which then goes on. An urgent one waits for
 * no chunk at all. A crashed worker is replaced, and what it had is sent again, curve by curve. The points of a chunk are
 * copied into one buffer, since the page still shows them, and that is transferred.
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
    this.#slots = Array.from({ length: size }, () => ({ worker: null, chunks: [] }))
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
      slot.chunks = []
    }
    this.#finishAll({ kind: 'cancelled' })
  }

  #start(plan: Plan): Promise<FitRunEnd> {
    if (plan.signal?.aborted) return Promise.resolve({ kind: 'cancelled' })
    return new Promise((end) => {
      const run: Run = { ...plan, id: this.#nextId++, end, next: 0, again: [], out: 0, failed: 0 }
      this.#runs.push(run)
      const cancel = () => {
        this.#finish(run, { kind: 'cancelled' })
        this.#advance()
      }
      plan.signal?.addEventListener('abort', cancel, { once: true })
      this.#advance()
    })
  }

  /** Gives workers with room a chunk of the newest run that has one; those at work already come before new ones. */
  #advance(): void {
    for (const run of [...this.#runs]) {
      if (!hasMore(run) && run.out === 0) this.#finish(run, { kind: 'done', failed: run.failed })
    }
    for (;;) {
      const run =
        this.#runs.findLast((one) => one.isUrgent && hasMore(one) && this.#roomFor(one) !== undefined) ??
        this.#runs.findLast((one) => !one.isUrgent && hasMore(one))
      const slot = run && this.#roomFor(run)
      if (!run || !slot || !this.#send(slot, run)) return
    }
  }

  /** The worker with least to do that may have one chunk more; urgent chunks count among themselves. */
  #roomFor({ isUrgent }: Run): Slot | undefined {
    return this.#slots
      .filter(({ chunks }) => chunks.filter(({ run }) => !isUrgent || run.isUrgent).length < DEPTH)
      .toSorted(
        (a, b) => a.chunks.length - b.chunks.length || Number(b.worker !== null) - Number(a.worker !== null),
      )[0]
  }

  #send(slot: Slot, run: Run): boolean {
    const worker = this.#workerOf(slot)
    if (!worker) return false
    const chunk = { id: this.#nextId++, run, places: takePlaces(run) }
    run.out += 1
    slot.chunks = [...slot.chunks, chunk]
    const { message, transfer } = run.sending(run.id, chunk.id, chunk.places)
    worker.postMessage(message, transfer)
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
    const chunk = slot.chunks.find(({ id }) => id === reply.chunk)
    // Of a run that nobody waits for any more.
    if (!chunk) return
    slot.chunks = slot.chunks.filter((one) => one !== chunk)
    chunk.run.out -= 1
    this.#deliver(chunk, reply)
    this.#advance()
  }

  #deliver({ run, places }: Chunk, reply: ChunkReply): void {
    run.onReply(reply)
    if (reply.kind === 'failed') for (const place of places) this.#fail(run, place, reply.reason)
    if (reply.kind !== 'fitted') return
    const open = new Set(places)
    for (const { index } of reply.fits) open.delete(index)
    for (const { index, reason } of reply.failed) {
      open.delete(index)
      this.#fail(run, index, reason)
    }
    for (const place of open) this.#fail(run, place, 'The fit worker left this curve out.')
  }

  #crash(slot: Slot, from: WorkerLike, reason: string): void {
    if (from !== slot.worker) return
    from.terminate()
    slot.worker = null
    this.#barrenCrashes += 1
    const { chunks } = slot
    slot.chunks = []
    for (const [i, { run, places }] of chunks.entries()) {
      run.out -= 1
      const [place] = places
      if (i === 0 && places.length === 1 && place !== undefined) this.#fail(run, place, reason)
      else run.again.push(...places)
    }
    if (this.#barrenCrashes < MAX_BARREN_CRASHES) this.#advance()
    else {
      this.#barrenCrashes = 0
      this.#finishAll({ kind: 'failed', reason })
    }
  }

  #fail(run: Run, index: number, reason: string): void {
    run.failed += 1
    if (this.#runs.includes(run)) run.onFailure(index, reason)
  }

  #finish(run: Run, how: FitRunEnd): void {
    const place = this.#runs.indexOf(run)
    if (place === -1) return
    this.#runs.splice(place, 1)
    if (run.out > 0) this.#drop(run)
    run.end(how)
  }

  /** What lies with the workers makes room at once: their answers come too late for anybody. */
  #drop(run: Run): void {
    for (const slot of this.#slots) {
      if (slot.chunks.every((chunk) => chunk.run !== run)) continue
      slot.chunks = slot.chunks.filter((chunk) => chunk.run !== run)
      slot.worker?.postMessage({ kind: 'drop', run: run.id }, [])
    }
  }

  #finishAll(how: FitRunEnd): void {
    for (const run of [...this.#runs]) this.#finish(run, how)
  }
}
