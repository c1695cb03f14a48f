import { parentPort } from 'node:worker_threads'
import { fitPacked } from '../../../lib/fit/fit-packed.ts'
import { FREE } from './rows.mjs'

parentPort.on('message', (curves) => {
  const fits = fitPacked(curves, FREE)
  parentPort.postMessage(
    fits,
    Object.values(fits).map(({ buffer }) => buffer),
  )
})
