/**
 * From a pointer's move on the top plateau's handle to the frame that shows the curve refitted for it, in a production
 * build on this machine, against the same moves over a page that only moves one mark. Times are the page's own
 * (Performance API), to the end of the frame on its main thread. The pages take turns, so that what else the machine
 * does meets all of them.
 */
import { loadavg } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { say } from '../lib/say.mjs'
import { stackInBrowser } from '../lib/stack-in-browser.mjs'
import { line, verdict } from './drag/figures.mjs'
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
const HANDLE = '[role="slider"][aria-label="Top plateau"]'

const { stack, browser, stop } = await stackInBrowser('bench')
try {
  const load = loadavg()[0].toFixed(1)
  say(`Load before: ${load}. ${RUNS} runs of ${MOVES} moves of a mouse in turns; p50, p95 of all moves`)
  say(`(lowest, median and highest p95 of a run).\n`)
  const plain = await openPlain()
  const curves = []
  for (const curve of CURVES) curves.push({ ...curve, page: await openCurve(curve.name), runs: [] })
  const plainRuns = []
  for (let run = 0; run < RUNS; run++) {
    plainRuns.push(await watchedDrag(plain, { path: '#mark', follower: '#mark' }))
    for (const { page, runs } of curves) runs.push(await watchedDrag(page, await watchedCurve(page)))
  }
  line('plain page, one mark moves', plainRuns)
  for (const { wells, runs, goalMs } of curves) {
    line(`${wells} wells`, runs)
    verdict(runs, { plain: plainRuns, goalMs })
  }
} finally {
  await stop()
}

async function openPlain() {
  const page = await newPage()
  await page.setContent(plainPage())
  return page
}

async function openCurve(name) {
  const page = await newPage()
  await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
  await page.getByLabel('Analysis key').fill(stack.sandbox.key('manyWells'))
  await page.getByRole('button', { name: 'Load analysis' }).click()
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  await page.locator(HANDLE).waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

async function watchedCurve(page) {
  const box = await page.locator(HANDLE).boundingBox()
  return {
    path: '[data-live-curve] path:last-of-type',
    follower: HANDLE,
    at: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  }
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  return context.newPage()
}

/**
 * Up and down between 3 and 45 px below the start, at the rate of a mouse and without waiting for the page, as a mouse
 * does: the browser hands over the newest position once per frame. The events go in by the browser's own door, since
 * Playwright's mouse puts listeners for drags into the page at each move.
 */
async function watchedDrag(page, { path, follower, at = { x: 700, y: 300 } }) {
  await page.bringToFront()
  // A page that lay behind takes no press before it has drawn itself.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const door = await page.context().newCDPSession(page)
  const send = (type, y, rest = { buttons: 1 }) =>
    door.send('Input.dispatchMouseEvent', { type, x: at.x, y, button: 'left', ...rest })
  await send('mouseMoved', at.y, { button: 'none' })
  await send('mousePressed', at.y, { clickCount: 1 })
  await page.evaluate(watchMoves, { path, follower })
  const sent = []
  for (let move = 1; move <= MOVES; move++) {
    const phase = (move / PER_SWEEP) % 2
    sent.push(send('mouseMoved', at.y + 3 + 42 * (phase < 1 ? phase : 2 - phase)))
    await setTimeout(MOUSE_MS)
  }
  await Promise.all(sent)
  const moves = await page.evaluate(() => globalThis.endWatch())
  await page.keyboard.press('Escape')
  await send('mouseReleased', at.y, { clickCount: 1 })
  await door.detach()
  return moves
}
