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
  bench.dispatch({
    kind: 'exclude',
    exclusions: [
      {
        row,
        responseColumn,
        cause: 'hand',
        reason: NO_REASON,
        author: readAuthor(),
        at: new Date().toISOString(),
      },
    ],
    label: `exclude ${label}`,
  })
}
