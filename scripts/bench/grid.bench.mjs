/**
 * Scrolling 5,000 thumbnails in a production build on this machine: frames and long tasks by the page's own clock
 * (Performance API) under the browser's own scroll gesture, while curves are fitted and once they are, against a list of the same
 * height that draws nothing. Then the keys of the review, from the key to the frame that shows what it did; and what one more thumbnail costs the page's main thread, against the same by plotly.js.
 */
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { root } from '../lib/paths.mjs'
import { say } from '../lib/say.mjs'
import { stackInBrowser } from '../lib/stack-in-browser.mjs'
import { keyFrames } from './grid/key-frames.mjs'
import { manyCurves } from './grid/many-curves.mjs'
import { plotlyThumbnails } from './grid/plotly-thumbnails.mjs'
import { plainList } from './grid/plain-list.mjs'
import { watchFrames } from './watch-frames.mjs'

const CURVES = 5000
const TILE_PX = 98
const SPEEDS = [800, 3000]
const SECONDS = 4
const P95_MS = 17
const LONG_MS = 50
const PLOTLY_COUNT = 100
const KEYS = [
  ['j', 'next'],
  ['k', 'previous'],
  ['a', 'approve'],
]
const KEY_COUNT = 60
const FIT_TIMEOUT_MS = 600_000

const { stack, browser, stop } = await stackInBrowser('bench')
try {
  say(`Load before: ${loadavg()[0].toFixed(1)}. ${SECONDS} s of scrolling each.\n`)
  const plain = await newPage()
  await plain.evaluate(plainList, (CURVES / 6) * TILE_PX)
  for (const speed of SPEEDS)
    await scrolled(plain, { list: plain.locator('#list'), speed, name: 'plain list' })
  const { page, list } = await openGrid()
  for (const speed of SPEEDS) await scrolled(page, { list, speed, name: 'while fitting' })
  const fitFrom = performance.now()
  await page
    .getByRole('progressbar', { name: 'Curves fitted' })
    .waitFor({ state: 'detached', timeout: FIT_TIMEOUT_MS })
  say(`all ${CURVES} fitted ${((performance.now() - fitFrom) / 1000).toFixed(0)} s later`)
  for (const speed of SPEEDS) await scrolled(page, { list, speed, name: 'fitted' })
  const heapMb = await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6)
  say(`heap ${heapMb.toFixed(0)} MB; canvases ${await page.locator('canvas').count()}\n`)
  await keys(page, list)
  await perThumbnail(page, list)
} finally {
  await stop()
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  return context.newPage()
}

/** By the table's own way in: no tenant is asked. */
async function openGrid() {
  const page = await newPage()
  await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
  await page.locator('input[type="file"]').setInputFiles({
    name: 'many-curves.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(manyCurves(CURVES)),
  })
  await page.getByRole('button', { name: 'Fit the curves' }).click()
  await page.getByRole('radio', { name: 'All curves' }).check({ timeout: 60_000 })
  const list = page.getByRole('listbox', { name: 'All curves' })
  await list.getByRole('option').first().waitFor()
  return { page, list }
}

/** With the script's own time beside it: a frame waits for the screen as well. */
async function keys(page, list) {
  await list.focus()
  for (const [key, name] of KEYS) {
    const { times, script, unfitted } = await keyFrames(page, { key, count: KEY_COUNT })
    const at = (share, of) => of[Math.floor(share * (of.length - 1))].toFixed(1)
    say(
      `key ${key} (${name}): key to frame ${at(0.5, times)} ms (p95 ${at(0.95, times)}), script ${at(0.5, script)} ms (p95 ${at(0.95, script)}); curves not fitted yet: ${unfitted}`,
    )
  }
}

async function scrolled(page, { list, speed, name }) {
  await page.bringToFront()
  await list.evaluate((element) => element.scrollTo(0, 0))
  await page.evaluate(() => new Promise(requestAnimationFrame))
  const door = await page.context().newCDPSession(page)
  await page.evaluate(watchFrames, 'longtask')
  await gesture(door, { list, distance: speed * SECONDS, speed })
  const { frames, long } = await page.evaluate(() => globalThis.endFrames())
  await door.detach()
  const sorted = frames.toSorted((a, b) => a - b)
  const p95 = sorted[Math.floor(0.95 * (sorted.length - 1))]
  const over = frames.filter((frame) => frame > LONG_MS).length
  const isMet = p95 < P95_MS && over === 0
  say(
    `${name.padEnd(14)} ${String(speed).padStart(5)} px/s: ${sorted.length} frames, p95 ${p95.toFixed(1)} ms, longest ${sorted.at(-1).toFixed(1)} ms, over ${LONG_MS} ms: ${over}, long tasks ${long.length}; p95 under ${P95_MS} and none over ${LONG_MS}: ${isMet ? 'met' : 'MISSED'}`,
  )
}

async function gesture(door, { list, distance, speed }) {
  const box = await list.boundingBox()
  await door.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 3,
    y: box.y + box.height / 2,
    yDistance: -distance,
    speed,
    gestureSourceType: 'mouse',
  })
}

/** Main-thread time of all tasks, so that layout and painting count as well as the drawing itself. */
async function perThumbnail(page, list) {
  const rows = 80
  const columns = await list.evaluate((element) => Math.max(1, Math.floor(element.clientWidth / 148)))
  // Half way down, where no row has been drawn yet.
  await list.evaluate((element, at) => element.scrollTo(0, at), (CURVES / columns / 2) * TILE_PX)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const own = await taskMs(page, (door) => gesture(door, { list, distance: rows * TILE_PX, speed: 2000 }))
  const peer = await newPage()
  await peer.addScriptTag({ path: join(root, 'node_modules/plotly.js/dist/plotly.min.js') })
  await peer.evaluate(plotlyThumbnails, 2)
  const theirs = await taskMs(peer, () => peer.evaluate(plotlyThumbnails, PLOTLY_COUNT))
  const [each, theirEach] = [own / (rows * columns), theirs / PLOTLY_COUNT]
  say(
    `one more thumbnail, main thread: ${each.toFixed(2)} ms scrolled into sight, plotly.js ${theirEach.toFixed(1)} ms`,
  )
  say(`  ${(theirEach / each).toFixed(0)} times less`)
}

async function taskMs(page, act) {
  const door = await page.context().newCDPSession(page)
  await door.send('Performance.enable')
  const read = async () => {
    const { metrics } = await door.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  }
  const before = await read()
  await act(door)
  const spent = (await read()) - before
  await door.detach()
  return spent
}
