import { useMemo, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { pointLabel } from '@/lib/workbench/point-label.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Exclusion } from '@/lib/workbench/types.ts'
import { readingOf } from '../reading.ts'
import type { Reading } from '../reading-line.tsx'
import type { Bench } from '../use-bench.ts'
import { usualPoint } from './usual-point.ts'

/** The point of the focused curve that `X` acts on. */
export interface FocusedPoint {
  readonly row: number | null
  readonly reading: Reading | null
  readonly exclusion: Exclusion | null
  /** "Exclude 1.11 µM, replicate 1"; null where there is no point. */
  readonly act: string | null
  choose(row: number, curveId: string): void
  toggle(): void
}

export function useFocusedPoint(bench: Bench, curve: CurveData | null): FocusedPoint {
  const { work, fits } = bench
  const [chosen, setChosen] = useState<{ readonly row: number; readonly curveId: string } | null>(null)
  const entry = curve ? fits.entries.get(curve.id) : undefined
  const usual = useMemo(() => curve && usualPoint(work, curve, entry), [work, curve, entry])
  const row = curve && chosen?.curveId === curve.id ? chosen.row : usual
  const index = curve && row !== null ? curve.rows.indexOf(row) : -1
  const exclusion = curve && row !== null ? exclusionOf(work, curve.responseColumn, row) : null
  return {
    row,
    reading: curve && row !== null ? readingOf({ row, curve, entry: entry ?? null, work }) : null,
    exclusion,
    act:
      curve && index >= 0
        ? `${exclusion ? 'Include' : 'Exclude'} ${pointLabel(curve, index, work.mapping.doseUnit)}`
        : null,
    choose: (at, curveId) => setChosen({ row: at, curveId }),
    toggle() {
      if (!curve || row === null) return
      // Chosen from now on: the same key includes it again, wherever the refit puts the others.
      setChosen({ row, curveId: curve.id })
      bench.togglePoint(row, curve.id)
    },
  }
}
