import { parentPort } from 'node:worker_threads'
import { doTask } from './do-task.ts'
import type { WorkerTask } from './messages.ts'

parentPort?.on('message', (task: WorkerTask) => {
  parentPort?.postMessage(doTask(task))
})
