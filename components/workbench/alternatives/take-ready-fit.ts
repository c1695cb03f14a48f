import { controlMeans } from '@/lib/data-frame/control-means.ts'
import { readyFits, type ReadyFit } from '@/lib/workbench/ready-fits.ts'
import type { WorkAction } from '@/lib/workbench/types.ts'
import type { Bench } from '../use-bench.ts'

/** One act, one step of the history. */
export function takeAction(curveId: string, ready: ReadyFit): WorkAction | null {
  if (ready.settings === null || ready.isInUse) return null
  return { kind: 'set-curve', curveId, settings: ready.settings, label: `take ${ready.title}` }
}

/** What can be taken for the selected curve, in the order of the keys. */
export function readyList(
  { curve, frame, work }: Pick<Bench, 'curve' | 'frame' | 'work'>,
  sigma: number | null,
): readonly ReadyFit[] {
  if (!curve) return []
  // Controls that values were normalised to would count twice.
  const controls = work.normalisation ? [] : controlMeans(frame, work.mapping, curve.responseColumn)
  return readyFits({ work, curve, sigma, controls })
}

/** The fit that a digit key stands for, 1 for the first; does nothing where it cannot be offered. */
export function takeReadyFit(bench: Bench, digit: number): void {
  const ready = readyList(bench, bench.entry?.fit.sigma ?? null)[digit - 1]
  const action = bench.curve && ready && takeAction(bench.curve.id, ready)
  if (action) bench.dispatch(action)
}
