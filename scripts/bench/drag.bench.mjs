/**
 * From a pointer's move on the top plateau's handle to the frame that shows the curve refitted for it, in a production
 * build on this machine, against the same moves over a page that only moves one mark. Times are the page's own
 * (Performance API), to the end of the frame on its main thread.
 */
import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { chromium } from 'playwright'
import { startStack } from '../../e2e/support/stack.ts'
import { say } from '../lib/say.mjs'
import { plainPage } from './drag/plain-page.mjs'
import { watchMoves } from './drag/watch-moves.mjs'

const RUNS = 7
/** A mouse of 125 Hz, a second and a half per run. */
const MOUSE_MS = 8
const MOVES = 190
const PER_SWEEP = 20
const CURVES = [
  { name: 'KW-24', wells: 24, goalMs: 16 },
  { name: 'KW-120', wells: 120, goalMs: 33 },
]

const stack = await startStack('bench')
const browser = await chromium.launch({
  executablePath: process.env.HALFMAX_BROWSER,
  env: { ...process.env, ...JSON.parse(process.env.HALFMAX_BROWSER_ENV ?? '{}') },
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  say(
    `Load before: ${loadavg()[0].toFixed(1)}. ${RUNS} runs of ${MOVES} moves of a mouse; p50, p95 and (median p95 of a run).\n`,
  )
  const plain = await measurePlain()
  line('plain page, one mark moves', plain)
  for (const curve of CURVES) {
    const drag = await measureDrag(curve)
    line(`${curve.wells} wells`, drag)
    verdict(drag, { plain, goalMs: curve.goalMs })
  }
} finally {
  await browser.close()
  await stack.stop()
}

async function measurePlain() {
  const page = await newPage()
  await page.setContent(plainPage())
  const runs = []
  for (let run = 0; run < RUNS; run++) runs.push(await watched(page, { x: 700, y: 300, selector: '#mark' }))
  await page.context().close()
  return runs
}

async function measureDrag({ name }) {
  const page = await newPage()
  await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('manyWells'))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  const handle = page.getByRole('slider', { name: 'Top plateau' })
  await handle.waitFor()
  await page.waitForLoadState('networkidle')
  const runs = []
  for (let run = 0; run < RUNS; run++) {
    const box = await handle.boundingBox()
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    runs.push(await watched(page, { ...at, selector: '[data-live-curve] path:last-of-type' }))
    await page.keyboard.press('Escape')
    await page.mouse.up()
  }
  await page.context().close()
  return runs
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  return context.newPage()
}

/**
 * Up and down between 3 and 45 px below the start, at the rate of a mouse and without waiting for the page, as a mouse
 * does: the browser hands over the newest position once per frame.
 */
async function watched(page, { x, y, selector }) {
  await page.evaluate(watchMoves, selector)
  const sent = []
  for (let move = 1; move <= MOVES; move++) {
    const phase = (move / PER_SWEEP) % 2
    sent.push(page.mouse.move(x, y + 3 + 42 * (phase < 1 ? phase : 2 - phase)))
    await setTimeout(MOUSE_MS)
  }
  await Promise.all(sent)
  return page.evaluate(() => globalThis.endWatch())
}

function line(name, runs) {
  const all = runs.flat()
  const cells = ['fromInput', 'fromHandler'].map((kind) => {
    const times = all.map((move) => move[kind])
    const p95s = runs.map((run) =>
      quantile(
        run.map((move) => move[kind]),
        0.95,
      ),
    )
    return `${ms(quantile(times, 0.5))} ${ms(quantile(times, 0.95))} (${ms(quantile(p95s, 0.5))})`
  })
  say(`${name.padEnd(28)} input to frame ${cells[0]}   handler to frame ${cells[1]}   frames ${all.length}`)
}

function verdict(runs, { plain, goalMs }) {
  const p95 = (list, kind) =>
    quantile(
      list.flat().map((move) => move[kind]),
      0.95,
    )
  const own = p95(runs, 'fromInput')
  const ratio = own / p95(plain, 'fromInput')
  say(
    `  p95 ${ms(own)} of ${goalMs} ms: ${own < goalMs ? 'met' : 'MISSED'}; ${ratio.toFixed(2)} × the plain page`,
  )
}

function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

function ms(time) {
  return `${time.toFixed(1)} ms`
}
