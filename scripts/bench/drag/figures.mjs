import { say } from '../../lib/say.mjs'

/** One line of the runs of a page: both times with their spread. */
export function line(name, runs) {
  const cells = ['fromInput', 'fromHandler'].map((kind) => {
    const times = timesOf(runs.flat(), kind)
    const p95s = runs.map((run) => quantile(timesOf(run, kind), 0.95))
    const spread = [0, 0.5, 1].map((share) => quantile(p95s, share).toFixed(1)).join(', ')
    return `${ms(quantile(times, 0.5))} ${ms(quantile(times, 0.95))} (${spread})`
  })
  say(
    `${name.padEnd(28)} input to frame ${cells[0]}   handler to frame ${cells[1]}   moves ${runs.flat().length}`,
  )
}

/** Whether the goal is met, and how it stands to the plain page; of a plain page that misses it itself, that too. */
export function verdict(runs, { plain, goalMs }) {
  const [own, least] = [runs, plain].map((all) => quantile(timesOf(all.flat(), 'fromInput'), 0.95))
  const met = own < goalMs ? 'met' : least < goalMs ? 'MISSED' : 'missed, as by the plain page'
  say(`  p95 ${ms(own)} of ${goalMs} ms: ${met}; ${(own / least).toFixed(2)} × the plain page`)
}

function timesOf(moves, kind) {
  return moves.map((move) => move[kind])
}

function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function ms(time) {
  return `${time.toFixed(1)} ms`
}
