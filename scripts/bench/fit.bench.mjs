/**
 * The engine's speed, in one table: CPU time of this process, ratios against ml-levenberg-marquardt in the same run, the
 * best of several passes with the median and spread beside it.
 */
import { loadavg } from 'node:os'
import { say } from '../lib/say.mjs'
import { heap } from './fit/heap.mjs'
import { interactive } from './fit/interactive.mjs'
import { throughput } from './fit/throughput.mjs'
import { batch } from './fit/workers.mjs'

const WIDTHS = [50, 24, 44, 22]

say(`Load before: ${loadavg()[0].toFixed(1)}. Times are CPU time; a busy machine still makes them longer.\n`)
line(['', 'best', 'median and spread', 'bar', ''])
for (const part of [throughput, interactive, batch, heap]) {
  for (const { name, value, spread = '', bar = '', ok, isGoal } of await part()) {
    line([name, value, spread, bar, ok === undefined ? '' : isGoal ? 'goal met' : ok ? 'met' : 'MISSED'])
  }
}

function line(cells) {
  say(
    cells
      .map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
