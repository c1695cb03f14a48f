/** Runs in the page: frames from now on, and the tasks over 50 ms among them, until `endFrames` is called. */
export function watchFrames() {
  const frames = []
  const longTasks = []
  const observer = new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map(({ duration }) => duration))
  })
  observer.observe({ type: 'longtask' })
  let last = null
  let isOn = true
  const tick = (now) => {
    if (last !== null) frames.push(now - last)
    last = now
    if (isOn) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  globalThis.endFrames = () => {
    isOn = false
    observer.disconnect()
    return { frames, longTasks }
  }
}

/** Runs in an empty page: a list of the same height that draws nothing. */
export function plainList(heightPx) {
  document.body.innerHTML = `<div id="list" style="height:740px;overflow-y:scroll"><div style="height:${heightPx}px;background:linear-gradient(#fff,#06c)"></div></div>`
}
