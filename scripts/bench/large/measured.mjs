/**
 * What an act costs a page.
 *
 * @param {import('playwright').Page} page
 * @param {import('playwright').CDPSession} door of the page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<{ frames: number[], long: number[], blockedMs: number, cpuMs: number }>} milliseconds: between frames,
 *   ascending; of frames over 50 ms, by the Long Animation Frames API; for how long those kept the next input
 *   waiting; CPU time of the main thread's tasks
 */
export async function measured(page, door, act) {
  await door.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.evaluate(watchFrames)
  const before = await taskMs(door)
  await act()
  const { frames, long } = await page.evaluate(() => globalThis.endFrames())
  const cpuMs = (await taskMs(door)) - before
  await door.send('Performance.disable')
  return {
    frames: frames.toSorted((a, b) => a - b),
    long: long.map(({ duration }) => duration),
    blockedMs: long.reduce((sum, { blocking }) => sum + blocking, 0),
    cpuMs,
  }
}

/** The JavaScript heap of the page's main thread, once collected. */
export async function heapMb(door) {
  await door.send('HeapProfiler.collectGarbage')
  await door.send('HeapProfiler.collectGarbage')
  const { usedSize } = await door.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

async function taskMs(door) {
  const { metrics } = await door.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
}

/** Runs in the page: frames from now on, and what the browser says of the long ones, until `endFrames` is called. */
function watchFrames() {
  const frames = []
  const long = []
  const take = (entries) => {
    for (const { duration, blockingDuration } of entries) long.push({ duration, blocking: blockingDuration })
  }
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: 'long-animation-frame' })
  let last = null
  let isOn = true
  const tick = (now) => {
    if (last !== null) frames.push(now - last)
    last = now
    if (isOn) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  globalThis.endFrames = () =>
    new Promise((done) => {
      requestAnimationFrame(() =>
        setTimeout(() => {
          isOn = false
          take(observer.takeRecords())
          observer.disconnect()
          done({ frames, long })
        }, 100),
      )
    })
}
