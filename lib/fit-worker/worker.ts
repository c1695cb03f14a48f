import { handleRequest } from './handle-request.ts'
import type { WorkerReply } from './messages.ts'

/** The two members of the worker's global scope in use: lib "webworker" clashes with lib "dom". */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  postMessage(message: WorkerReply): void
}

// What guarantees the cast: this file is only ever the entry of a dedicated worker.
const scope = globalThis as unknown as WorkerScope

scope.addEventListener('message', ({ data }) => {
  handleRequest(data, (reply) => {
    scope.postMessage(reply)
  })
})
