/** The part of a worker thread in use, so that tests can stand in for it. */
export interface WorkerLike<Task, Answer> {
  postMessage(task: Task): void
  on(event: 'message', listener: (answer: Answer) => void): unknown
  on(event: 'error' | 'messageerror', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  terminate(): Promise<number>
}

export type TaskEnd<Answer> = Answer | { readonly kind: 'crashed'; readonly reason: string }

export interface WorkerPool<Task, Answer> {
  readonly size: number
  /** Resolves with the answer, or with `crashed` where the worker ended over it; rejects where no worker starts. */
  run(task: Task): Promise<TaskEnd<Answer>>
  close(): Promise<void>
}

interface Job<Task, Answer> {
  readonly task: Task
  readonly end: (how: TaskEnd<Answer>) => void
  readonly fail: (reason: Error) => void
}

/** Workers that end before any of them has answered anything: the fault is not in the data. */
const MOST_BARREN_CRASHES = 3

/** Worker threads, started when there is a task for one more; one that ends over a task is replaced. */
export function createWorkerPool<Task, Answer>(
  size: number,
  makeWorker: () => WorkerLike<Task, Answer>,
): WorkerPool<Task, Answer> {
  type Thread = WorkerLike<Task, Answer>
  const idle: Thread[] = []
  const jobOf = new Map<Thread, Job<Task, Answer>>()
  const waiting: Job<Task, Answer>[] = []
  const all = new Set<Thread>()
  let [barrenCrashes, hasAnswered] = [0, false]

  function serve(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (all.size < size ? start() : null)
      if (worker === null) return
      const job = waiting.shift()
      if (job === undefined) return
      jobOf.set(worker, job)
      worker.postMessage(job.task)
    }
  }

  function start(): Thread {
    const worker = makeWorker()
    all.add(worker)
    worker.on('message', (answer) => {
      hasAnswered = true
      const job = jobOf.get(worker)
      jobOf.delete(worker)
      idle.push(worker)
      job?.end(answer)
      serve()
    })
    worker.on('error', (error) => drop(worker, error))
    worker.on('messageerror', (error) => drop(worker, error))
    worker.on('exit', (code) => drop(worker, new Error(`the worker ended with code ${code}`)))
    return worker
  }

  function drop(worker: Thread, error: Error): void {
    if (!all.delete(worker)) return
    const job = jobOf.get(worker)
    jobOf.delete(worker)
    const at = idle.indexOf(worker)
    if (at >= 0) idle.splice(at, 1)
    void worker.terminate()
    if (!hasAnswered) barrenCrashes += 1
    if (!hasAnswered && barrenCrashes >= MOST_BARREN_CRASHES) {
      for (const open of [...(job ? [job] : []), ...waiting.splice(0)]) open.fail(error)
      return
    }
    job?.end({ kind: 'crashed', reason: error.message })
    serve()
  }

  return {
    size,
    run: (task) =>
      new Promise((end, fail) => {
        waiting.push({ task, end, fail })
        serve()
      }),
    close: async () => {
      const workers = [...all]
      all.clear()
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
