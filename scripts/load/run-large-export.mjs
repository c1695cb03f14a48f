import { loadavg } from 'node:os'
import { startStack } from '../../e2e/support/stack.ts'
import { HUGE_ANALYSIS } from '../../lib/sandbox/seeds/huge.ts'
import { say } from '../lib/say.mjs'
import { actionIds, createPerson } from './server-actions.mjs'
import { exportFrame, openAnalysis, readPage, readRows, rowBytes } from './steps.mjs'
import { createStopwatch } from './stopwatch.mjs'
import { createWatch } from './watch-server.mjs'

/** Benchling's own limit for one CSV. */
const MEGABYTES = 150
/** 1 GiB, in MB as they are counted here. */
const MOST_MB = 2 ** 30 / 1e6
/** Within the requests that a tenant takes: a wait for that would be no stall of the server. */
const OTHERS = 4
const OTHERS_PAUSE_MS = 3500
const ALONE_MS = 30_000
/** A line of 8 Mbit/s, looked at for a while and then hung up. */
const SLOW_BYTES_PER_S = 1e6
const SLOW_MS = 30_000
/** What nobody at a page takes for a stall. */
const STALL_S = 1
const LOOK_EVERY_MS = 200

/**
 * One person exports a frame of 150 MB while others work: the most memory that the server takes, and what the others
 * notice. Then the same for one who reads slowly and leaves.
 *
 * @returns {Promise<number>} 0 where memory stays below 1 GiB, nobody saw an error, and 95 of 100 steps of others take under a second
 */
export async function runLargeExport() {
  const server = createWatch()
  const stack = await startStack('large-export', {
    appEnv: () => Promise.resolve(server.env),
    sandboxFlags: ['--huge-mb', String(MEGABYTES)],
  })
  try {
    // Nobody waits for the tenant's limit here: what is measured is the server.
    await stack.sandbox.settings({ rateLimit: 1_000_000 })
    const run = await prepare(stack, server)
    say(`  at rest: ${memoryText(await server.now())}`)
    const alone = await withOthers(run, () => pause(ALONE_MS))
    const during = await withOthers(run, () => exportHuge(run))
    say(`  while it was exported, at most: ${memoryText(during.most)}`)
    const slow = await withOthers(run, () => readSlowly(run))
    say(`  with a slow reader, at most: ${memoryText(slow.most)}`)
    reportTimes('others alone', alone)
    reportTimes('others meanwhile', during)
    reportTimes('others beside the slow reader', slow)
    say(`load of this machine at the end ${loadavg()[0].toFixed(1)}`)
    return verdict({ peak: Math.max(during.most.rss, slow.most.rss), problems: run.problems, during })
  } finally {
    await stack.stop()
    server.close()
  }
}

async function prepare(stack, server) {
  const ids = actionIds()
  const newPerson = () => createPerson({ appUrl: stack.appUrl, ids })
  const sample = stack.sandbox.sampleKeys.find(({ analysisId }) => analysisId === HUGE_ANALYSIS)
  const person = newPerson()
  const { analysisId, frame } = await openAnalysis(person, sample.key)
  const place = { analysisId, frameId: frame.id }
  const run = { stack, server, newPerson, person, place, problems: [] }
  // The tenant makes its file when first asked, and stands still meanwhile; the first answers of the app are its slowest.
  const reader = (await rowBytes(person, place)).getReader()
  await reader.read()
  await reader.cancel()
  await visitSmall(run, createStopwatch())
  return run
}

/** @returns {Promise<{ watch: object, most: object }>} times of others while `work` goes on, and the most memory seen */
async function withOthers(run, work) {
  const watch = createStopwatch()
  const over = new AbortController()
  let most = { rss: 0, heapUsed: 0, external: 0 }
  await run.server.delay()
  const others = Array.from({ length: OTHERS }, async () => {
    while (!over.signal.aborted) {
      await visitSmall(run, watch).catch((error) => run.problems.push(error.message))
      await pause(OTHERS_PAUSE_MS)
    }
  })
  const looking = (async () => {
    while (!over.signal.aborted) {
      const memory = await run.server.now()
      if (memory.rss > most.rss) most = memory
      await pause(LOOK_EVERY_MS)
    }
  })()
  try {
    await work()
    return { watch, most, delay: await run.server.delay() }
  } finally {
    over.abort()
    await Promise.all([...others, looking])
  }
}

async function visitSmall({ stack, newPerson }, { timed }) {
  const person = newPerson()
  await timed('start page', () => readPage(person, '/'))
  const { analysisId, frame } = await timed('open', () =>
    openAnalysis(person, stack.sandbox.key('mortality')),
  )
  await timed('workbench page', () => readPage(person, `/analysis/${analysisId}`))
  const place = { analysisId, frameId: frame.id }
  await timed('export', async () => readRows((await exportFrame(person, place)).chunks))
}

async function exportHuge({ person, place }) {
  const from = performance.now()
  const { chunks } = await exportFrame(person, place)
  const rows = await readRows(chunks)
  say(
    `  ${MEGABYTES} MB, ${rows.toLocaleString('en')} rows, in ${((performance.now() - from) / 1000).toFixed(1)} s`,
  )
}

async function readSlowly({ person, place }) {
  const reader = (await rowBytes(person, place)).getReader()
  const from = performance.now()
  let bytes = 0
  while (performance.now() - from < SLOW_MS) {
    const { done, value } = await reader.read()
    if (done) break
    bytes += value.byteLength
    await pause(Math.max(0, (bytes / SLOW_BYTES_PER_S) * 1000 - (performance.now() - from)))
  }
  await reader.cancel()
  say(`  the slow reader took ${(bytes / 1e6).toFixed(0)} MB`)
}

function reportTimes(words, { watch, delay }) {
  const { turnMs, turnsOver50, delayMs } = delay
  say(`${words}:`)
  watch.report()
  say(
    `  event loop        held up for ${delayMs.toFixed(0)} ms at most, by work of its own for ${turnMs.toFixed(0)} ms at most, ` +
      `over 50 ms ${turnsOver50} times`,
  )
}

function verdict({ peak, problems, during }) {
  const p95 = Math.max(...during.watch.names().map((name) => during.watch.quantile(name, 0.95)))
  say(
    `  peak ${peak.toFixed(0)} MB of ${MOST_MB.toFixed(0)}; p95 of the others' slowest step ${p95.toFixed(2)} s`,
  )
  say(`  errors seen: ${problems.length}`)
  for (const words of new Set(problems)) say(`    ${words}`)
  return peak < MOST_MB && p95 < STALL_S && problems.length === 0 ? 0 : 1
}

function memoryText({ rss, heapUsed, external }) {
  return `rss ${rss.toFixed(0)} MB, heap ${heapUsed.toFixed(0)}, external ${external.toFixed(0)}`
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
