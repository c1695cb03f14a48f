/**
 * A screen of 10,000 curves of 10 doses in triplicate in the page's own pool of workers, with class, verdict and intervals:
 * from the first curve asked for to the last one answered, against the same fits on as many workers that are asked once and
 * have no page to serve, and against the engine's CPU time in this program divided by the workers.
 */
import { loadavg } from 'node:os'
import { fitCurve } from '../../lib/fit/fit-curve.ts'
import { say } from '../lib/say.mjs'
import { stackInBrowser } from '../lib/stack-in-browser.mjs'
import { cpuMs } from './fit/measure.mjs'
import { manyCurves } from './grid/many-curves.mjs'
import { engineAlone, recordPool } from './pool/record-pool.mjs'
import { between, threadTimes } from './pool/thread-times.mjs'

const CURVES = 10_000
const REPLICATES = 3
const DOSES = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000]
const ROUNDS = 2
const LIMIT = 1.2
const SAMPLE = 300
const FIT_TIMEOUT_MS = 900_000

const { stack, browser, stop } = await stackInBrowser('bench')
try {
  say(`Load before: ${loadavg()[0].toFixed(1)}.`)
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await onePage(round))
  report(rounds)
} finally {
  await stop()
}

async function onePage(round) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(recordPool)
    await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
    await page.locator('input[type="file"]').setInputFiles({
      name: 'screen.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(manyCurves(CURVES, { doses: DOSES, replicates: REPLICATES })),
    })
    await page.getByRole('button', { name: 'Fit the curves' }).click({ timeout: 60_000 })
    await fittedBy(page, CURVES / 20)
    const poolFrom = await look(page)
    await fittedBy(page, CURVES)
    const poolTimes = since(poolFrom, await look(page))
    const pool = await page.evaluate(() => {
      const { firstMs, lastMs } = globalThis.recordedPool
      return (lastMs - firstMs) / 1000
    })
    const workers = await page.evaluate(() => Math.min(8, navigator.hardwareConcurrency))
    const aloneFrom = await look(page)
    const alone = await page.evaluate(engineAlone, workers)
    const aloneTimes = since(aloneFrom, await look(page))
    await page.evaluate(() => globalThis.recordedPool.alone.forEach((worker) => worker.terminate()))
    const cpu = engineMs(await page.evaluate(sampleJobs, SAMPLE))
    const result = {
      pool,
      alone: alone.seconds,
      cpu: (cpu * CURVES) / 1000 / workers,
      workers,
      threads: perCurve(poolTimes, aloneTimes, alone.fits),
    }
    say(
      `round ${round + 1}: pool ${pool.toFixed(1)} s, ${alone.fits} fits on ${workers} bare workers ${alone.seconds.toFixed(1)} s, engine in this program ${cpu.toFixed(2)} ms of CPU a curve; load ${loadavg()[0].toFixed(1)}`,
    )
    return result
  } finally {
    await context.close()
  }
}

function fittedBy(page, count) {
  return page.waitForFunction((wanted) => globalThis.recordedPool.fitted >= wanted, count, {
    timeout: FIT_TIMEOUT_MS,
    polling: 200,
  })
}

async function look(page) {
  const fitted = await page.evaluate(() => globalThis.recordedPool.fitted)
  return { fitted, at: performance.now(), threads: await threadTimes(browser) }
}

function since(from, to) {
  const clockMs = to.at - from.at
  const threads = from.threads && to.threads && between(from.threads, to.threads)
  return { clockMs, fitted: to.fitted - from.fitted, ...threads }
}

/** Runs in the page: some of what it asked, as JSON can carry it. */
function sampleJobs(count) {
  const { jobs } = globalThis.recordedPool
  return jobs
    .filter(({ request }) => request.detail === 'full' && request.comparisons === false)
    .slice(0, count)
    .map(({ request }) => ({
      ...request,
      dose: Array.from(request.dose),
      response: Array.from(request.response),
    }))
}

/** CPU milliseconds of one full fit in this program, compiled. */
function engineMs(sample) {
  const requests = sample.map((request) => ({
    ...request,
    dose: Float64Array.from(request.dose),
    response: Float64Array.from(request.response),
  }))
  const pass = () => {
    for (const request of requests) fitCurve(request)
  }
  pass()
  return Math.min(...[1, 2, 3].map(() => cpuMs(pass))) / requests.length
}

/** What a curve costs the threads of the page, and how much of the time its workers had something to do; null where the system does not say. */
function perCurve(pool, alone, aloneFits) {
  if (pool.workerMs === undefined || alone.workerMs === undefined) return null
  const busyMs = pool.workerMs + pool.workerWaitMs
  return {
    worker: pool.workerMs / pool.fitted,
    main: pool.mainMs / pool.fitted,
    aloneWorker: alone.workerMs / aloneFits,
    all: (pool.workerMs + pool.mainMs + pool.otherMs) / pool.fitted,
    aloneAll: (alone.workerMs + alone.mainMs + alone.otherMs) / aloneFits,
    busy: busyMs / (pool.clockMs * pool.workers),
  }
}

function report(rounds) {
  const count = CURVES.toLocaleString('en')
  const best = (name) => Math.min(...rounds.map((round) => round[name]))
  const spread = (name) =>
    `${best(name).toFixed(1)} s (to ${Math.max(...rounds.map((round) => round[name])).toFixed(1)})`
  const ratios = rounds.map(({ pool, alone }) => pool / alone).toSorted((a, b) => a - b)
  const ratio = best('pool') / best('alone')
  say(
    `\n${count} curves of ${DOSES.length} doses × ${REPLICATES}, ${rounds[0].workers} workers, best of ${ROUNDS}`,
  )
  say(`  in the page's pool              ${spread('pool')}`)
  say(`  on workers without a page       ${spread('alone')}`)
  say(`  engine's CPU time / workers     ${spread('cpu')}`)
  say(
    `  pool over workers without a page ${ratio.toFixed(2)} (rounds ${ratios[0].toFixed(2)} to ${ratios.at(-1).toFixed(2)}); within ${LIMIT}: ${ratio <= LIMIT ? 'met' : 'MISSED'}`,
  )
  for (const { threads } of rounds) {
    if (!threads) continue
    say(
      `  CPU a curve: worker ${threads.worker.toFixed(2)} ms (alone ${threads.aloneWorker.toFixed(2)}), main thread ${threads.main.toFixed(2)} ms, whole page over workers alone ${(threads.all / threads.aloneAll).toFixed(2)}; workers at work or ready for it ${(100 * threads.busy).toFixed(0)} % of the time`,
    )
  }
}
