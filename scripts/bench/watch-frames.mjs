/**
 * Runs in the page: frames from now on, in milliseconds from one to the next, and the entries of long work among them, until
 * `endFrames` is called; with a time it goes on for so long after the next frame, for what the browser tells late.
 *
 * @param {'longtask' | 'long-animation-frame'} kind
 */
export function watchFrames(kind) {
  const frames = []
  const long = []
  const take = (entries) => {
    for (const { duration, blockingDuration } of entries) long.push({ duration, blocking: blockingDuration })
  }
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: kind })
  let last = null
  let isOn = true
  const tick = (now) => {
    if (last !== null) frames.push(now - last)
    last = now
    if (isOn) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  globalThis.endFrames = async (afterMs = 0) => {
    if (afterMs > 0) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, afterMs)))
    }
    isOn = false
    take(observer.takeRecords())
    observer.disconnect()
    return { frames, long }
  }
}
