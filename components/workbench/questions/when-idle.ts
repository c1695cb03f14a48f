/** At most this long after it was asked for, however busy the page. */
const AT_LATEST_MS = 500

/** Calls once when the page has nothing else to do. @returns stops it from being called */
export function whenIdle(act: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 50)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act, { timeout: AT_LATEST_MS })
  return () => cancelIdleCallback(handle)
}
