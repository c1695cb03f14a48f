import { wellName } from '@/lib/plates/well-name.ts'
import { NO_REASON } from '../exclusions/reasons.ts'
import type { Bench } from '../use-bench.ts'
import { readAuthor } from '../use-author.ts'
import type { MapWell } from './plate-map.tsx'

/** Takes a well out or in again: a sample like any point, a control out of the controls of its plate. */
export function toggleWell(bench: Bench, { place, view }: MapWell): void {
  const { curve, row, side, exclusion } = view
  if (curve) {
    bench.selectPoint(row, curve.id)
    bench.togglePoint(row, curve.id)
    return
  }
  const responseColumn = bench.curve?.responseColumn ?? bench.work.mapping.responses[0]
  if (side === null || responseColumn === undefined) return
  const label = `control ${wellName(place)}`
  if (exclusion) {
    bench.dispatch({ kind: 'include', points: [{ row, responseColumn }], label: `include ${label}` })
    return
  }
  const at = new Date().toISOString()
  bench.dispatch({
    kind: 'exclude',
    exclusions: [{ row, responseColumn, cause: 'hand', reason: NO_REASON, author: readAuthor(), at }],
    label: `exclude ${label}`,
    gesture: `exclude ${at}`,
  })
}

/** Why a control is out; joins the step that took it out if that is the newest. */
export function giveControlReason(bench: Bench, { place, view }: MapWell, reason: string): void {
  const { exclusion } = view
  if (!exclusion) return
  bench.dispatch({
    kind: 'exclude',
    exclusions: [{ ...exclusion, reason, author: readAuthor() }],
    label: `exclude control ${wellName(place)}: ${reason}`,
    gesture: `exclude ${exclusion.at}`,
  })
}
