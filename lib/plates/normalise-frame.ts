import { groupRows } from '../data-frame/row-groups.ts'
import type { Column, DataFrame } from '../data-frame/types.ts'
import { controlSides, type ControlSide } from './control-rows.ts'
import { mean, median } from '../data-frame/scatter.ts'
import type { Normalisation } from './types.ts'

interface Options {
  readonly normalisation: Normalisation
  /** Columns to normalise. */
  readonly responses: readonly number[]
  /** Control wells that take no part in what values are normalised to. */
  readonly isLeftOut: (row: number, responseColumn: number) => boolean
}

/**
 * The frame with every response set against the controls of its own plate or run (science.md 5), without clipping:
 * percent inhibition 100 (y − negative) / (positive − negative), percent of control 100 y / negative.
 *
 * Controls are normalised too, so that they can be looked at. Cells of a plate that lacks a control, or whose controls
 * are equal, are NaN. A limit (`<0.5`) is no control, and points the other way where the scale is turned over. `raw` of
 * a normalised column is the column before.
 */
export function normaliseFrame(
  frame: DataFrame,
  { normalisation, responses, isLeftOut }: Options,
): DataFrame {
  const keys = normalisation.by.flatMap((index) => frame.columns[index] ?? [])
  const groups = groupRows(keys, frame.rowCount)
  const sideOf = controlSides(frame, normalisation)
  const columns = frame.columns.map((column, index) => {
    if (!responses.includes(index)) return column
    const controls = collectControls(column, {
      rowCount: frame.rowCount,
      groupOfRow: groups.groupOfRow,
      sideOf: (row) => (isLeftOut(row, index) ? null : sideOf(row)),
    })
    const scales = groups.firstRow.map((_, group) => scaleOf(controls[group], normalisation))
    return normalised(column, (row) => scales[groups.groupOfRow[row] ?? 0] ?? NO_SCALE)
  })
  return { ...frame, columns }
}

interface Wells {
  readonly negative: number[]
  readonly positive: number[]
}

interface Source {
  readonly rowCount: number
  readonly groupOfRow: Uint32Array
  readonly sideOf: (row: number) => ControlSide | null
}

function collectControls(
  { numbers, limits }: Column,
  { rowCount, groupOfRow, sideOf }: Source,
): readonly Wells[] {
  const wells: Wells[] = []
  for (let row = 0; row < rowCount; row += 1) {
    const side = sideOf(row)
    const value = numbers[row] ?? Number.NaN
    if (side === null || Number.isNaN(value) || (limits?.[row] ?? 0) !== 0) continue
    const ofGroup = (wells[groupOfRow[row] ?? 0] ??= { negative: [], positive: [] })
    ofGroup[side].push(value)
  }
  return wells
}

/** y ↦ factor · (y − zero). */
interface Scale {
  readonly zero: number
  readonly factor: number
}

const NO_SCALE: Scale = { zero: Number.NaN, factor: Number.NaN }

function scaleOf(wells: Wells | undefined, { kind, centre }: Normalisation): Scale {
  if (!wells) return NO_SCALE
  const level = centre === 'mean' ? mean : median
  const negative = level(wells.negative)
  const [zero, factor] =
    kind === 'inhibition' ? [negative, 100 / (level(wells.positive) - negative)] : [0, 100 / negative]
  return Number.isFinite(factor) ? { zero, factor } : NO_SCALE
}

function normalised(column: Column, scaleOfRow: (row: number) => Scale): Column {
  const numbers = column.numbers.map((value, row) => {
    const { zero, factor } = scaleOfRow(row)
    return factor * (value - zero)
  })
  const limits = column.limits?.map((sign, row) => sign * Math.sign(scaleOfRow(row).factor || 1))
  return {
    ...column,
    numbers,
    ...(limits && { limits }),
    raw: column,
    exported: column.exported ?? column,
  }
}
