'use client'

import { createFitClient, type FitClient } from './client.ts'

let ahead: Worker | null = null

const MOST_WORKERS = 8

/** One worker per core. Call in the browser only. */
export function workerCount(): number {
  return Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency))
}

/** A fit client on real browser workers. Call in the browser only, and `dispose()` it. */
export function createBrowserFitClient(): FitClient {
  return createFitClient(() => {
    const worker = ahead ?? startWorker()
    ahead = null
    return worker
  }, workerCount())
}

/** Starts the worker of the next client before there is anything to fit: fetching and compiling it takes a while. */
export function startWorkerAhead(): void {
  if (ahead !== null) return
  const worker = startWorker()
  // One that cannot start is no use to anybody; the client starts another and reports what comes of it.
  worker.addEventListener('error', () => {
    if (ahead === worker) ahead = null
  })
  ahead = worker
}

function startWorker(): Worker {
  // The bundler finds the worker's entry by this literal form alone.
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
}
