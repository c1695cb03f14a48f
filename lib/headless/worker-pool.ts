import { Worker } from 'node:worker_threads'
import { createWorkerPool as createPool } from '../threads/worker-pool.ts'
import type { WorkerLike as Thread, WorkerPool as Pool } from '../threads/worker-pool.ts'
import type { WorkerAnswer, WorkerTask } from './messages.ts'

export type WorkerLike = Thread<WorkerTask, WorkerAnswer>
export type WorkerPool = Pool<WorkerTask, WorkerAnswer>

export function createWorkerPool(size: number, makeWorker: () => WorkerLike = startWorker): WorkerPool {
  return createPool(size, makeWorker)
}

function startWorker(): WorkerLike {
  return new Worker(new URL('./worker.ts', import.meta.url))
}
