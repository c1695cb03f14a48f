import { useCallback, useState, type Dispatch } from 'react'
import type { CurveData, DoseUnit } from '@/lib/data-frame/types.ts'
import { counted } from '@/lib/format/format-number.ts'
import { pointLabel } from '@/lib/workbench/point-label.ts'
import { exclusionOf } from '@/lib/workbench/selectors.ts'
import type { Work, WorkAction } from '@/lib/workbench/types.ts'
import { readAuthor } from '../use-author.ts'
import { NO_REASON } from './reasons.ts'

/** Wells of one curve, by the rows of the table. */
export interface Wells {
  readonly rows: readonly number[]
  readonly curveId: string
}

export interface ExclusionActs {
  /** Wells that were just excluded and whose reason is asked for. */
  readonly asked: Wells | null
  endAsking(): void
  /** Excludes a point, or includes it again. */
  togglePoint(row: number, curveId: string): void
  /** Several at once: excludes those still in, and includes all where none is. */
  toggleWells(wells: Wells): void
  /** A reason for excluded wells; joins the step that excluded them if that is the newest. */
  giveReason(wells: Wells, reason: string): void
}

interface Options {
  readonly curves: readonly CurveData[]
  readonly work: Work
  readonly dispatch: Dispatch<WorkAction>
}

export function useExclusions({ curves, work, dispatch }: Options): ExclusionActs {
  const [asked, setAsked] = useState<Wells | null>(null)
  const { doseUnit } = work.mapping
  const toggleWells = useCallback(
    ({ rows, curveId }: Wells) => {
      const curve = curves.find(({ id }) => id === curveId)
      const known = curve ? rows.filter((row) => curve.rows.includes(row)) : []
      if (!curve || known.length === 0) return
      const { responseColumn } = curve
      const label = wellsLabel(curve, known, doseUnit)
      const kept = known.filter((row) => !exclusionOf(work, responseColumn, row))
      if (kept.length === 0) {
        const points = known.map((row) => ({ row, responseColumn }))
        dispatch({ kind: 'include', points, label: `include ${label}` })
        setAsked(null)
        return
      }
      const at = new Date().toISOString()
      const given = { responseColumn, cause: 'hand', reason: NO_REASON, author: readAuthor(), at } as const
      dispatch({
        kind: 'exclude',
        exclusions: kept.map((row) => ({ row, ...given })),
        gesture: gestureOf(at),
        label: `exclude ${wellsLabel(curve, kept, doseUnit)}`,
      })
      setAsked({ rows: kept, curveId })
    },
    [curves, work, doseUnit, dispatch],
  )
  const giveReason = useCallback(
    ({ rows, curveId }: Wells, reason: string) => {
      const curve = curves.find(({ id }) => id === curveId)
      if (!curve) return
      const author = readAuthor()
      const found = rows.flatMap((row) => exclusionOf(work, curve.responseColumn, row) ?? [])
      const [first] = found
      if (!first) return
      dispatch({
        kind: 'exclude',
        exclusions: found.map((exclusion) => ({ ...exclusion, reason, author })),
        gesture: gestureOf(first.at),
        label: `exclude ${wellsLabel(curve, rows, doseUnit)}: ${reason}`,
      })
    },
    [curves, work, doseUnit, dispatch],
  )
  const askedCurve = asked && curves.find(({ id }) => id === asked.curveId)
  const isStillOut =
    askedCurve?.rows.some(
      (row) => asked?.rows.includes(row) === true && exclusionOf(work, askedCurve.responseColumn, row),
    ) ?? false
  return {
    // Undone, or gone with another mapping: nothing is asked any more.
    asked: isStillOut ? asked : null,
    endAsking: useCallback(() => setAsked(null), []),
    togglePoint: useCallback((row, curveId) => toggleWells({ rows: [row], curveId }), [toggleWells]),
    toggleWells,
    giveReason,
  }
}

function wellsLabel(curve: CurveData, rows: readonly number[], doseUnit: DoseUnit): string {
  const [row] = rows
  const isOne = rows.length === 1 && row !== undefined
  return isOne ? pointLabel(curve, curve.rows.indexOf(row), doseUnit) : counted(rows.length, 'well')
}

/** Wells that went out together share their time. */
function gestureOf(at: string): string {
  return `exclude ${at}`
}
