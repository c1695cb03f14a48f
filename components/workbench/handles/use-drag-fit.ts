import { useEffect, useState } from 'react'
import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import type { Bench } from '../use-bench.ts'

type DragFit = (request: FitRequest) => CurveFit

/** Longer fits go to the worker: the pointer must not wait for them. */
const MOST_MS = 10
const WARM_UPS = 3

/**
 * The fit that follows the pointer on the page's own thread, loaded when the plot is at rest and warmed by the curve
 * on show.
 *
 * @returns null until it is there, where it cannot be had, and for a curve or a loss that takes too long
 */
export function useDragFit({ curve, entry, work }: Bench): DragFit | null {
  const [engine, setEngine] = useState<DragFit | null>(null)
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    let isGone = false
    const load = async () => {
      try {
        const { fitCurve } = await import('./drag-engine.ts')
        if (!isGone) setEngine(() => fitCurve)
      } catch {
        // Without it a drag goes by way of the worker.
      }
    }
    void load()
    return () => {
      isGone = true
    }
  }, [])
  const key = entry?.key ?? null
  useEffect(() => {
    if (engine === null || curve === null || key === null) return undefined
    const { request } = curveRequest(work, curve, 'drag')
    return whenIdle(() => setSlow(warmUp(engine, request) > MOST_MS))
    // The key stands for the work as far as it concerns this curve.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [engine, curve, key])
  return isSlow ? null : engine
}

/** ms that the last of a few fits took. */
function warmUp(engine: DragFit, request: FitRequest): number {
  let tookMs = 0
  for (let run = 0; run < WARM_UPS; run++) {
    const startMs = performance.now()
    engine(request)
    tookMs = performance.now() - startMs
  }
  return tookMs
}

function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 200)
    return () => clearTimeout(timer)
  }
  const id = requestIdleCallback(act, { timeout: 1000 })
  return () => cancelIdleCallback(id)
}
