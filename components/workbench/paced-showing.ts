/** Results of curves that are not watched are shown this often at most: each look redraws a list of thousands. */
const LEAST_MS = 200
const MOST_MS = 2000
/** Showing takes no more than about this share of the page's time, which else goes from the fits themselves. */
const SHOWING_SHARE = 0.1

export interface PacedShowing {
  /** What is watched is shown at once and takes along what waits. */
  ask(when: 'now' | 'in-batches'): void
  stop(): void
}

/** One render for many results, as often as the page has the time for it. */
export function createPacedShowing(show: () => void): PacedShowing {
  let timer: ReturnType<typeof setTimeout> | undefined
  let atMs = Infinity
  let batchMs = LEAST_MS
  const showTimed = () => {
    atMs = Infinity
    const from = performance.now()
    show()
    // The page renders at the end of this task; the next one finds out how long that took.
    setTimeout(() => {
      const tookMs = performance.now() - from
      batchMs = Math.min(MOST_MS, Math.max(LEAST_MS, tookMs / SHOWING_SHARE))
    })
  }
  return {
    ask(when) {
      const delayMs = when === 'now' ? 0 : batchMs
      const wantedMs = performance.now() + delayMs
      if (wantedMs >= atMs) return
      clearTimeout(timer)
      atMs = wantedMs
      timer = setTimeout(showTimed, delayMs)
    },
    stop: () => clearTimeout(timer),
  }
}
