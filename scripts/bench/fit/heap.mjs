/** Whether memory grows with the number of fits. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { fitPacked } from '../../../lib/fit/fit-packed.ts'
import { makeCurves, pack } from './curves.mjs'
import { FREE, limit } from './rows.mjs'

const CURVES = 1000
const ROUNDS = 20

/** @returns {import('./rows.mjs').Row[]} */
export function heap() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  const packed = pack(makeCurves(CURVES))
  const live = () => {
    collect()
    collect()
    return process.memoryUsage().heapUsed
  }
  for (let i = 0; i < 3; i++) fitPacked(packed, FREE)
  const before = live()
  for (let i = 0; i < ROUNDS; i++) fitPacked(packed, FREE)
  const growth = Math.max(0, (live() - before) / (ROUNDS * CURVES))
  return [
    limit('heap that stays after a fit', growth, {
      unit: 'B',
      bar: 256,
      goal: 0,
      spread: `${ROUNDS * CURVES} fits`,
    }),
  ]
}
