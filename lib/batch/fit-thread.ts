/** A thread that fits: started by `table-thread.ts`, as many as the machine has to spare. */
import { parentPort } from 'node:worker_threads'
import { fitCurve } from '../fit/fit-curve.ts'
import type { FitAnswer, FitAsk } from './messages.ts'

parentPort?.on('message', ({ requests }: FitAsk) => {
  parentPort?.postMessage({
    kind: 'fitted',
    fits: requests.map((request) => fitCurve(request)),
  } satisfies FitAnswer)
})
