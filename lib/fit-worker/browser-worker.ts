'use client'

import { createFitClient, type FitClient } from './client.ts'

/** A fit client on a real browser worker. Call in the browser only, and `dispose()` it. */
export function createBrowserFitClient(): FitClient {
  // The bundler finds the worker's entry by this literal form alone.
  return createFitClient(() => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
}
