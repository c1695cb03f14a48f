/** Texts up to this length are written with the next frame, longer ones once the acts rest. */
const SMALL_LENGTH = 50_000
const REST_MS = 250
/** From the first act that is not saved yet to its saving, whatever comes after it: what a crash may cost. */
const LONGEST_MS = 800

/** What a browser gives; another one in tests. */
export interface SavingClock {
  /** Once the next frame is painted, or would be. Returns how to call it off. */
  afterPaint(act: () => void): () => void
  after(ms: number, act: () => void): () => void
  nowMs(): number
}

export interface PacedSaving<T> {
  /** Has the value saved soon; of several only the last. */
  ask(value: T): void
  /** Saves at once what waits. */
  flush(): void
}

/**
 * Puts saving behind the frame that shows a change: the key that made it is answered first. A long text is written once for
 * several acts, never later than 0.8 s after the first of them.
 *
 * @param save  returns the length of what it wrote
 */
export function createPacedSaving<T>(
  save: (value: T) => number,
  clock: SavingClock = BROWSER,
): PacedSaving<T> {
  let waiting: { readonly value: T; readonly sinceMs: number; callOff: () => void } | null = null
  let length = 0
  const flush = () => {
    if (waiting === null) return
    const { value, callOff } = waiting
    waiting = null
    callOff()
    length = save(value)
  }
  return {
    ask(value) {
      const sinceMs = waiting?.sinceMs ?? clock.nowMs()
      waiting?.callOff()
      const left = sinceMs + LONGEST_MS - clock.nowMs()
      const callOff =
        length <= SMALL_LENGTH
          ? clock.afterPaint(flush)
          : clock.after(Math.max(0, Math.min(REST_MS, left)), flush)
      waiting = { value, sinceMs, callOff }
    },
    flush,
  }
}

/** A page that nobody looks at paints no frame. */
const UNPAINTED_MS = 100

const BROWSER: SavingClock = {
  afterPaint(act) {
    let timer = setTimeout(act, UNPAINTED_MS)
    // What a frame's own callback plans comes after its paint.
    const frame = requestAnimationFrame(() => {
      clearTimeout(timer)
      timer = setTimeout(act)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  },
  after(ms, act) {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
  nowMs: () => performance.now(),
}
