import { useMemo, useState } from 'react'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import { readoutLabels } from '@/lib/data-frame/readout.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import {
  linkChoices,
  linkedCurves,
  linkedLabel,
  type LinkChoice,
  type LinkedBy,
} from '@/lib/workbench/linked-curves.ts'
import { sisterRows } from '../plates/sister-offers.ts'
import type { Bench } from '../use-bench.ts'

/** Panels at most: more are too small to read. */
export const MOST_PANELS = 5

/** One of the curves that are looked at together. */
export interface LinkedCurve {
  readonly curve: CurveData
  /** What tells it from the others: "48 h", "Run 2". */
  readonly label: string
  /** Its wells that belong to the well selected: that well itself, or another reading of it. */
  readonly selectedRows: readonly number[]
}

export interface Linked {
  readonly choices: readonly LinkChoice[]
  /** Null where the curve has no others beside it. */
  readonly by: LinkedBy | null
  setBy(by: LinkedBy): void
  /** At most `MOST_PANELS`, the curve in focus among them. */
  readonly shown: readonly LinkedCurve[]
  readonly count: number
}

/** The curve in focus beside those of the same sample that differ in one thing. */
export function useLinked({ curves, curve, work, frame, measured, selectedRow }: Bench): Linked {
  const [chosen, setBy] = useState<LinkedBy | null>(null)
  const { groups, responses } = work.mapping
  const headers = useMemo(() => displayHeaders(frame.columns), [frame])
  const choices = useMemo(
    () =>
      curve
        ? linkChoices(
            curves,
            curve,
            groups.map((index) => headers[index] ?? ''),
          )
        : [],
    [curves, curve, groups, headers],
  )
  const by = (choices.find((one) => one.by === chosen) ?? choices[0])?.by ?? null
  const all = useMemo(
    () => (curve && by !== null ? linkedCurves(curves, curve, by) : []),
    [curves, curve, by],
  )
  const shown = useMemo((): readonly LinkedCurve[] => {
    if (!curve || by === null) return []
    const readouts = readoutLabels(frame.columns, responses)
    const readoutOf = (column: number) => readouts[responses.indexOf(column)] ?? ''
    const sisters =
      selectedRow === null
        ? new Map<string, readonly number[]>()
        : sisterRows({ frame: measured, curves, work }, { row: selectedRow, curve })
    return around(all, curve).map((one) => ({
      curve: one,
      label: linkedLabel(one, by, readoutOf),
      selectedRows: sisters.get(one.id) ?? [],
    }))
  }, [all, curve, curves, by, frame, measured, responses, selectedRow, work])
  return { choices, by, setBy, shown, count: all.length }
}

/** The first ones, or those about the curve in focus where it stands further back. */
function around(all: readonly CurveData[], curve: CurveData): readonly CurveData[] {
  const place = all.findIndex(({ id }) => id === curve.id)
  const from = Math.max(0, Math.min(place - MOST_PANELS + 1, all.length - MOST_PANELS))
  return all.slice(from, from + MOST_PANELS)
}
