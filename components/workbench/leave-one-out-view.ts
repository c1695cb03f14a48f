import { formatTrimmed } from '@/lib/format/format-number.ts'
import { multipleText } from '@/lib/workbench/deciding-point.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'

export interface LeaveOneOutCell {
  readonly row: number
  /** "×1.07", or "out" for an excluded well. */
  readonly text: string
  readonly spoken: string
  /** 0 to 45: share of the accent in the tint, full at the largest change. */
  readonly weight: number
  readonly isExcluded: boolean
  /** Without the well the potency leaves its interval. */
  readonly isDeciding: boolean
  /** Where the potency lies without the well, 0 to 1 along the cell; null where there is none to draw. */
  readonly whisker: number | null
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
  /** The potency's interval along a cell, 0 to 1, the potency itself at 0.5; an open side ends at the edge. */
  readonly band: readonly [number, number]
  /** One row a replicate; with many, or several wells of one number at a dose, one row of those that move it most. */
  readonly replicates: readonly {
    /** Null for the wells that move it most. */
    readonly replicate: number | null
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
  /** Of the potency, on log10, as distances from it: [−0.1, 0.12]. Infinite on an open side. */
  readonly limits: readonly [number, number]
}

/** More doses than this are no strip any more; the table's residuals serve instead. */
const MOST_DOSES = 24
/** More rows than this would take the plot's room: each dose then shows the well that moves the potency most. */
const MOST_REPLICATES = 6
/** The interval fills this share of the half cell that its longer side lies in. */
const BAND_SHARE = 0.7

/** Doses across, replicates down; null where the strip would not be readable. */
export function leaveOneOutView(options: Options): LeaveOneOutView | null {
  const { curve, isIncluded, multiples } = options
  const doses = [...new Set(curve.dose)].sort((a, b) => a - b)
  if (doses.length > MOST_DOSES) return null
  const scale = scaleOf(options)
  let included = 0
  const wells = Array.from(curve.rows, (row, index): Well => {
    const multiple = isIncluded[index] === true ? (multiples[included++] ?? NaN) : null
    const fold = multiple === null ? 0 : foldOf(multiple)
    const cell = cellOf(row, multiple, scale)
    return { replicate: curve.replicate[index] ?? 0, dose: curve.dose[index] ?? NaN, fold, cell }
  })
  const most = mostOf(wells)
  return {
    shortTitle: `Without one well, ${options.potencyName} ×`,
    title: `Leave one out: ${options.potencyName} without the well, as a multiple of ${options.potencyText}`,
    most: most && most.fold > 1 ? `most: row ${most.cell.row + 1}, ${most.cell.text}` : '',
    doseHeader: options.doseUnit,
    doses: doses.map((dose) => formatTrimmed(dose)),
    doseValues: doses,
    band: scale.band,
    replicates: rowsOf(wells, doses),
  }
}

interface Well {
  readonly replicate: number
  readonly dose: number
  /** Distance from no change; infinite where there is no fit, 0 for an excluded well. */
  readonly fold: number
  readonly cell: LeaveOneOutCell
}

function rowsOf(wells: readonly Well[], doses: readonly number[]): LeaveOneOutView['replicates'] {
  const replicates = [...new Set(wells.map(({ replicate }) => replicate))].sort((a, b) => a - b)
  if (replicates.length <= MOST_REPLICATES && !sharesPlaces(wells)) {
    return replicates.map((replicate) => {
      const own = wells.filter((well) => well.replicate === replicate)
      return {
        replicate,
        cells: doses.map((dose) => own.find((well) => well.dose === dose)?.cell ?? null),
      }
    })
  }
  const cells = doses.map((dose) => mostOf(wells.filter((well) => well.dose === dose))?.cell ?? null)
  return [{ replicate: null, cells }]
}

/** Replicates that are numbered anew in each run: a cell would hide all its wells but one. */
function sharesPlaces(wells: readonly Well[]): boolean {
  return new Set(wells.map(({ dose, replicate }) => `${dose} ${replicate}`)).size < wells.length
}

function mostOf(wells: readonly Well[]): Well | null {
  return wells.toSorted((a, b) => b.fold - a.fold)[0] ?? null
}

/** What multiples are drawn against. */
interface Scale {
  readonly fullFold: number
  readonly limits: readonly [number, number]
  /** On log10, from the middle of a cell to its edge. */
  readonly half: number
  readonly band: readonly [number, number]
}

function scaleOf({ multiples, limits }: Options): Scale {
  const known = limits.map(Math.abs).filter((limit) => Number.isFinite(limit) && limit > 0)
  const half = known.length > 0 ? Math.max(...known) / BAND_SHARE : Math.log10(1.5)
  return {
    // Full tint at the largest change, at most threefold; under 5 % nothing is worth an alarm.
    fullFold: Math.min(3, Math.max(1.05, ...multiples.filter(Number.isFinite).map(foldOf))),
    limits,
    half,
    band: [placeOf(limits[0], half), placeOf(limits[1], half)],
  }
}

/** Along a cell, 0 to 1; what lies beyond an edge stands on it. */
function placeOf(distance: number, half: number): number {
  return Math.min(1, Math.max(0, 0.5 + distance / half / 2))
}

/** Distance from 1 in either direction. */
function foldOf(multiple: number): number {
  return Number.isFinite(multiple) && multiple > 0 ? Math.max(multiple, 1 / multiple) : Infinity
}

function cellOf(row: number, multiple: number | null, { fullFold, limits, half }: Scale): LeaveOneOutCell {
  if (multiple === null) {
    const none = { weight: 0, isExcluded: true, isDeciding: false, whisker: null }
    return { row, text: 'out', spoken: `Row ${row + 1}, out: excluded`, ...none }
  }
  if (!Number.isFinite(multiple)) {
    const none = { weight: 45, isExcluded: false, isDeciding: true, whisker: null }
    return { row, text: 'no fit', spoken: `Row ${row + 1}, no fit without it`, ...none }
  }
  const distance = Math.log10(multiple)
  const isDeciding = distance < limits[0] || distance > limits[1]
  const text = multipleText(multiple)
  return {
    row,
    text,
    spoken: `Row ${row + 1}, ${text} without it${isDeciding ? ', outside the interval' : ''}`,
    weight: 4 + Math.round(Math.min(1, Math.log(foldOf(multiple)) / Math.log(fullFold)) * 41),
    isExcluded: false,
    isDeciding,
    whisker: placeOf(distance, half),
  }
}
