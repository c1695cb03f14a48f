import { watchFrames } from '../watch-frames.mjs'

/** For frames that the browser tells late. */
const AFTER_MS = 100

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
  await page.evaluate(watchFrames, 'long-animation-frame')
  const before = await taskMs(door)
  await act()
  const { frames, long } = await page.evaluate((afterMs) => globalThis.endFrames(afterMs), AFTER_MS)
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
