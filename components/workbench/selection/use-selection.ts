import { useCallback, useMemo, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { counted } from '@/lib/format/format-number.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { ValueStore } from '../value-store.ts'
import type { Wells } from '../exclusions/use-exclusions.ts'

/** Wells selected together, from plot or table: of one curve, and shown on both while that curve is. */
export interface WellSelection extends Wells {
  /** The row that a range in the table starts from. */
  readonly anchor: number
  /** Where it was made last: the acts on it stand there. */
  readonly place: 'plot' | 'table'
}

export interface SelectionActs {
  /** Never empty. */
  readonly selection: WellSelection | null
  /** Rows that are no wells of the curve are left out. */
  selectWells(selection: WellSelection | null): void
  /** What a key on this well is meant for: where it is selected, all selected ones that are in, or out, as it is. */
  wellsWith(row: number, curveId: string): Wells
}

interface Options {
  readonly curve: CurveData | null
  readonly work: Work
  /** Read out by the live region. */
  readonly said: ValueStore<string>
}

export function useSelection({ curve, work, said }: Options): SelectionActs {
  const [kept, setKept] = useState<WellSelection | null>(null)
  const selectWells = useCallback(
    (next: WellSelection | null) => {
      setKept(next)
      if (next) said.set(`${counted(next.rows.length, 'well')} selected`)
    },
    [said],
  )
  const selection = useMemo(() => {
    if (kept === null || kept.curveId !== curve?.id) return null
    const own = new Set(curve.rows)
    const rows = kept.rows.filter((row) => own.has(row))
    return rows.length === 0 ? null : { ...kept, rows }
  }, [kept, curve])
  const wellsWith = useCallback(
    (row: number, curveId: string): Wells => {
      if (!curve || selection?.curveId !== curveId || !selection.rows.includes(row))
        return { rows: [row], curveId }
      const isOut = (one: number) => exclusionOf(work, curve.responseColumn, one) !== null
      return { rows: selection.rows.filter((one) => isOut(one) === isOut(row)), curveId }
    },
    [selection, curve, work],
  )
  return { selection, selectWells, wellsWith }
}
