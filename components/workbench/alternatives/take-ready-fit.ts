import { controlMeans } from '@/lib/data-frame/control-means.ts'
import { readyFits, type ReadyFit } from '@/lib/workbench/ready-fits.ts'
import type { WorkAction } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'

/** One act, one step of the history. */
export function takeAction(curveId: string, ready: ReadyFit): WorkAction | null {
  if (ready.settings === null || ready.isInUse) return null
  return { kind: 'set-curve', curveId, settings: ready.settings, label: `take ${ready.title}` }
}

/** The fit that a digit key stands for, 1 for the first; does nothing where it cannot be offered. */
export function takeReadyFit({ curve, frame, work, entry, dispatch }: Bench, digit: number): void {
  if (!curve) return
  const controls = controlMeans(frame, work.mapping, curve.responseColumn)
  const ready = readyFits({ work, curve, controls, sigma: entry?.fit.sigma ?? null })[digit - 1]
  const action = ready && takeAction(curve.id, ready)
  if (action) dispatch(action)
}
