/** Results of curves that are not watched are shown this often at most: each look redraws a list of thousands. */
const LEAST_MS = 200
const MOST_MS = 2000
/** Showing takes no more than about this share of the page's time, which else goes from the fits themselves. */
const SHOWING_SHARE = 0.1

/** `now`: somebody waits for it. `in-batches`: whenever there is time. */
export type ShowWhen = 'now' | 'in-batches'

export interface PacedShowing {
  /** What is watched is shown at once and takes along what waits. */
  ask(when: ShowWhen): void
  /** The page has rendered what it was given last. */
  shown(): void
  stop(): void
}

/** One render for many results, as often as the page has the time for it, and none before the last one is done. */
export function createPacedShowing(show: (when: ShowWhen) => void): PacedShowing {
  let timer: ReturnType<typeof setTimeout> | undefined
  let atMs = Infinity
  let batchMs = LEAST_MS
  /** When the page was given what it has not rendered yet. */
  let givenMs: number | null = null
  const ask = (when: ShowWhen) => {
    const delayMs = when === 'now' ? 0 : givenMs === null ? batchMs : MOST_MS
    const wantedMs = performance.now() + delayMs
    if (wantedMs >= atMs) return
    clearTimeout(timer)
    atMs = wantedMs
    timer = setTimeout(() => {
      atMs = Infinity
      givenMs = performance.now()
      show(when)
    }, delayMs)
  }
  return {
    ask,
    shown() {
      if (givenMs === null) return
      batchMs = Math.min(MOST_MS, Math.max(LEAST_MS, (performance.now() - givenMs) / SHOWING_SHARE))
      givenMs = null
      if (atMs < Infinity) ask('in-batches')
    },
    stop: () => clearTimeout(timer),
  }
}
