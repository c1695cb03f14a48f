import type { Pieces } from '@/lib/made-once.ts'
import { whenIdle } from './questions/when-idle.ts'

/** Work at a time: far below what anybody notices of a key or a scroll. */
const SLICE_MS = 8

/** Makes something a slice at a time, whenever the page has nothing else to do. Throws where it is no longer wanted. */
export async function inSlices<Made>(pieces: Pieces<Made>, signal: AbortSignal): Promise<Made> {
  for (;;) {
    await new Promise<void>((resolve) => whenIdle(resolve))
    signal.throwIfAborted()
    const until = performance.now() + SLICE_MS
    do {
      const step = pieces.next()
      if (step.done === true) return step.value
    } while (performance.now() < until)
  }
}
