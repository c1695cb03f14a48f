import { handleRequest } from './handle-request.ts'
import { handleTask, isTaskRequest } from './handle-task.ts'
import type { WorkerReply } from './messages.ts'

/** The two members of the worker's global scope in use: lib "webworker" clashes with lib "dom". */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  postMessage(message: WorkerReply): void
}

// What guarantees the cast: this file is only ever the entry of a dedicated worker.
const scope = globalThis as unknown as WorkerScope

// Half of the engine works only at rest: it comes apart from what a drag needs, at once and before any answer.
const loading = import('../fit/at-rest.ts')

scope.addEventListener('message', ({ data }) => {
  const reply = (message: WorkerReply) => scope.postMessage(message)
  if (isTaskRequest(data)) {
    void handleTask(data, reply)
    return
  }
  loading.then(
    ({ atRest }) => handleRequest(data, reply, atRest),
    (error: unknown) => reply({ kind: 'rejected', reason: String(error) }),
  )
})
