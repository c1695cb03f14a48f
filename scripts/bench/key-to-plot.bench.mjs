/**
 * From pasting the sample key to the first fitted curve on screen, in a production build on this machine. A browser
 * context of its own per run, so nothing is cached; the start page is loaded before the clock starts, as it is for a
 * person who pastes.
 */
import { say } from '../lib/say.mjs'
import { stackInBrowser } from '../lib/stack-in-browser.mjs'

const RUNS = 9
const LATENCY_MS = 150
const GOAL_MS = 1000

const { stack, browser, stop } = await stackInBrowser('bench')
try {
  await keyToCurve()
  const near = await measure({ latencyMs: 0 })
  const far = await measure({ latencyMs: LATENCY_MS })
  report(near, far)
} finally {
  await stop()
}

async function measure(settings) {
  await stack.sandbox.settings(settings)
  const times = []
  for (let run = 0; run < RUNS; run++) times.push(await keyToCurve())
  return times.toSorted((a, b) => a - b)
}

/** @returns {Promise<number>} milliseconds on the page's own clock, up to the frame after the curve was drawn. */
async function keyToCurve() {
  await stack.sandbox.clearRequests()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    await page.goto(`${stack.appUrl}/`, { waitUntil: 'networkidle' })
    return await page.evaluate(pasteAndWait, stack.sandbox.key('mortality'))
  } finally {
    await context.close()
  }
}

/** Runs in the page; the address changes without a new document, so the clock goes on. */
function pasteAndWait(key) {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', key)
  performance.mark('paste')
  document
    .querySelector('#analysis-key')
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no curve within 30 s')), 30_000)
    const look = () => {
      const line = document.querySelector('.js-plotly-plot path.js-line')
      if (line === null || (line.getAttribute('d') ?? '').length < 20) {
        requestAnimationFrame(look)
        return
      }
      // The frame in which it is found is painted before the next one begins.
      requestAnimationFrame(() => {
        clearTimeout(timer)
        resolve(performance.measure('key to curve', 'paste').duration)
      })
    }
    look()
  })
}

function report(near, far) {
  const tenantMs = median(far) - median(near)
  const calls = Math.round(tenantMs / LATENCY_MS)
  say(`key to first curve, ${RUNS} runs each: median (fastest to slowest)`)
  say(`  tenant answers at once          ${spread(near)}`)
  say(`  tenant takes ${LATENCY_MS} ms per answer  ${spread(far)}`)
  say(`  of that the tenant's own share  ${tenantMs.toFixed(0)} ms: about ${calls} answers one after another`)
  say(`  over the tenant's own time      ${median(near).toFixed(0)} ms (goal: below ${GOAL_MS} ms)`)
}

function spread(times) {
  return `${median(times).toFixed(0)} ms (${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)})`
}

function median(sorted) {
  return sorted[Math.floor(sorted.length / 2)]
}
