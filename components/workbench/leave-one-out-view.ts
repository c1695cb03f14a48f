import { formatNumber, formatTrimmed } from '@/lib/format/format-number.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'

export interface LeaveOneOutCell {
  readonly row: number
  /** "×1.07", or "out" for an excluded well. */
  readonly text: string
  readonly spoken: string
  /** 0 to 45: share of the accent in the tint, full at the largest change. */
  readonly weight: number
  readonly isExcluded: boolean
}

export interface LeaveOneOutView {
  readonly title: string
  /** Where the cells have no room for the sign of multiplication. */
  readonly shortTitle: string
  /** "most: row 19, ×1.07". */
  readonly most: string
  readonly doseHeader: string
  readonly doses: readonly string[]
  /** The same as numbers, ascending. */
  readonly doseValues: readonly number[]
  readonly replicates: readonly {
    readonly replicate: number
    readonly cells: readonly (LeaveOneOutCell | null)[]
  }[]
}

interface Options {
  readonly curve: CurveData
  readonly isIncluded: readonly boolean[]
  /** One multiple per included point, in order; NaN where that fit fails. */
  readonly multiples: Float64Array
  /** "22.9 µM". */
  readonly potencyText: string
  readonly potencyName: string
  readonly doseUnit: string
}

/** More wells than this are no strip any more; the table's residuals serve instead. */
const MOST_DOSES = 12
const MOST_REPLICATES = 6

/** Doses across, replicates down; null where the strip would not be readable. */
export function leaveOneOutView(options: Options): LeaveOneOutView | null {
  const { curve, isIncluded, multiples } = options
  const doses = [...new Set(curve.dose)].sort((a, b) => a - b)
  const replicates = [...new Set(curve.replicate)].sort((a, b) => a - b)
  if (doses.length > MOST_DOSES || replicates.length > MOST_REPLICATES) return null
  const grid = replicates.map((replicate) => ({
    replicate,
    cells: doses.map((): LeaveOneOutCell | null => null),
  }))
  // Full tint at the largest change, at most threefold; under 5 % nothing is worth an alarm.
  const fullFold = Math.min(3, Math.max(1.05, ...multiples.filter(Number.isFinite).map(foldOf)))
  let most = { row: -1, multiple: 1 }
  let included = 0
  for (const [index, row] of curve.rows.entries()) {
    const multiple = isIncluded[index] === true ? (multiples[included++] ?? NaN) : null
    const cells = grid[replicates.indexOf(curve.replicate[index] ?? 0)]?.cells
    if (cells) cells[doses.indexOf(curve.dose[index] ?? NaN)] = cellOf(row, multiple, fullFold)
    if (multiple !== null && foldOf(multiple) > foldOf(most.multiple)) most = { row, multiple }
  }
  return {
    shortTitle: `Without one well, ${options.potencyName} ×`,
    title: `Leave one out: ${options.potencyName} without the well, as a multiple of ${options.potencyText}`,
    most: most.row < 0 ? '' : `most: row ${most.row + 1}, ${multipleText(most.multiple)}`,
    doseHeader: options.doseUnit,
    doses: doses.map((dose) => formatTrimmed(dose)),
    doseValues: doses,
    replicates: grid,
  }
}

/** Distance from 1 in either direction. */
function foldOf(multiple: number): number {
  return Number.isFinite(multiple) && multiple > 0 ? Math.max(multiple, 1 / multiple) : 1
}

function multipleText(multiple: number): string {
  return `×${multiple < 10 ? multiple.toFixed(2) : formatNumber(multiple)}`
}

function cellOf(row: number, multiple: number | null, fullFold: number): LeaveOneOutCell {
  if (multiple === null) {
    return { row, text: 'out', spoken: `Row ${row + 1}, out: excluded`, weight: 0, isExcluded: true }
  }
  if (!Number.isFinite(multiple)) {
    return { row, text: 'no fit', spoken: `Row ${row + 1}, no fit without it`, weight: 45, isExcluded: false }
  }
  const weight = 4 + Math.round(Math.min(1, Math.log(foldOf(multiple)) / Math.log(fullFold)) * 41)
  const text = multipleText(multiple)
  return { row, text, spoken: `Row ${row + 1}, ${text} without it`, weight, isExcluded: false }
}
