import type { Bench } from '../use-bench.ts'
import type { Wells } from '../exclusions/use-exclusions.ts'

export type Marking = 'only' | 'add' | 'toggle'

/** Selects wells of one curve on the plot; the ring, which the keys and the reading follow, goes to one of them. */
export function selectOnPlot(bench: Bench, wells: Wells, how: Marking): void {
  const { selection, curve, selectedRow } = bench
  const { curveId } = wells
  const rows = withRows(selection?.curveId === curveId ? selection.rows : [], wells.rows, how)
  const anchor = rows.at(-1)
  if (anchor === undefined) return bench.selectWells(null)
  bench.selectWells({ rows, curveId, anchor, place: 'plot' })
  const isRead = curveId === curve?.id && selectedRow !== null && rows.includes(selectedRow)
  if (!isRead) bench.selectPoint(anchor, curveId)
}

/** With these rows too, or, where all of them are in already and may be let go, without them. */
export function withRows(
  before: readonly number[],
  rows: readonly number[],
  how: Marking,
): readonly number[] {
  if (how === 'only') return rows
  const others = before.filter((row) => !rows.includes(row))
  const isGoing = how === 'toggle' && others.length === before.length - rows.length
  return isGoing ? others : [...others, ...rows]
}
