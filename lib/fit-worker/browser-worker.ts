'use client'

import { createFitClient, type FitClient } from './client.ts'

let ahead: Worker | null = null

/** A fit client on a real browser worker. Call in the browser only, and `dispose()` it. */
export function createBrowserFitClient(): FitClient {
  return createFitClient(() => {
    const worker = ahead ?? startWorker()
    ahead = null
    return worker
  })
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
