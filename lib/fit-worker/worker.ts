import { createFitQueue } from './fit-queue.ts'
import { handleTask, isTaskRequest } from './handle-task.ts'
import type { WorkerReply } from './messages.ts'

/** The two members of the worker's global scope in use: lib "webworker" clashes with lib "dom". */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  postMessage(message: WorkerReply, transfer: ArrayBuffer[]): void
}

// What guarantees the cast: this file is only ever the entry of a dedicated worker.
const scope = globalThis as unknown as WorkerScope

// Half of the engine works only at rest: it comes apart from what a drag needs, at once and before any answer.
const loading = import('../fit/at-rest.ts')

const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []) => scope.postMessage(message, transfer)

// A message to itself comes after those of the page that are there already.
const { port1, port2 } = new MessageChannel()
let next = () => {}
port1.addEventListener('message', () => next())
port1.start()
const later = (work: () => void) => {
  next = work
  port2.postMessage(null)
}

const queueing = loading.then(({ atRest }) => createFitQueue({ reply, rest: atRest, later }))

scope.addEventListener('message', ({ data }) => {
  if (isTaskRequest(data)) {
    void handleTask(data, reply)
    return
  }
  queueing.then(
    (take) => take(data),
    (error: unknown) => reply({ kind: 'rejected', reason: String(error) }),
  )
})
