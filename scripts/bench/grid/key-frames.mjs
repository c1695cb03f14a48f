/**
 * Keys of the review, one after the other.
 *
 * @param {import('playwright').Page} page in the review
 * @param {{ key: string, count: number }} keys
 * @returns {Promise<{ times: number[], script: number[], unfitted: number }>} milliseconds, ascending: from the key as the browser got
 *   it to the frame that shows what it did, and of them those until the page's script was done; how many curves came into focus without
 *   their fit
 */
export async function keyFrames(page, { key, count }) {
  const times = []
  const script = []
  let unfitted = 0
  for (let i = 0; i < count; i++) {
    // The page listens before the key is sent.
    await page.evaluate(watchNextKey)
    await page.keyboard.press(key)
    const { frameMs, scriptMs, isFitted } = await page.evaluate(() => globalThis.nextKeyFrame)
    times.push(frameMs)
    script.push(scriptMs)
    if (!isFitted) unfitted++
  }
  const ascending = (values) => values.toSorted((a, b) => a - b)
  return { times: ascending(times), script: ascending(script), unfitted }
}

/** Runs in the page. A task posted within a frame's callback runs once the frame is drawn. */
function watchNextKey() {
  const task = (then) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', then)
    port1.start()
    port2.postMessage(null)
  }
  globalThis.nextKeyFrame = new Promise((done) => {
    const look = ({ timeStamp }) => {
      let scriptMs = 0
      const from = performance.now()
      // React answers a key before it gives the thread back.
      task(() => (scriptMs = performance.now() - from))
      requestAnimationFrame(() =>
        task(() => {
          const focused = document.querySelector('[role="listbox"] [aria-selected="true"]')
          const isFitted =
            focused !== null && !(focused.getAttribute('aria-label') ?? '').includes(', Fitting')
          done({ frameMs: performance.now() - timeStamp, scriptMs, isFitted })
        }),
      )
    }
    window.addEventListener('keydown', look, { capture: true, once: true })
  })
}
