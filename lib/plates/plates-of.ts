import { cellText, isEmptyCell } from '../data-frame/cell.ts'
import { groupRows, groupValues } from '../data-frame/row-groups.ts'
import type { Column, DataFrame } from '../data-frame/types.ts'
import { plateFormat, type PlateFormat } from './well-name.ts'
import { parseWell } from './well-name.ts'
import type { PlateLayout, WellPlace } from './types.ts'

/**
 * Those of the columns that tell several rows of one well apart, such as the time of a long table: control wells are then
 * controls of their own time only. Empty where every well has one row, or wells have no names.
 */
export function repeatColumns(
  { columns, rowCount }: DataFrame,
  { run, plate, well }: PlateLayout,
  candidates: readonly number[],
): readonly number[] {
  if (plate === null || well === null) return []
  const onPlate = [run, plate].flatMap((index) => columns[index ?? -1] ?? [])
  const onWell = [...onPlate, ...[well].flatMap((index) => columns[index] ?? [])]
  const groupsOf = (keys: readonly Column[]) => groupRows(keys, rowCount)
  const countOf = (keys: readonly Column[]) => groupsOf(keys).firstRow.length
  const wells = groupsOf(onWell)
  if (wells.firstRow.length === rowCount) return []
  const readings = largestGroup(wells.groupOfRow, wells.firstRow.length) * countOf(onPlate)
  return candidates.filter((index) => {
    const column = columns[index]
    if (!column || countOf([...onWell, column]) === wells.firstRow.length) return false
    // A compound of two plates with one name also tells rows of a well apart, and has a few wells of the plate only.
    return countOf([...onPlate, column]) <= readings
  })
}

function largestGroup(groupOfRow: Uint32Array, count: number): number {
  const sizes = new Uint32Array(count)
  for (const group of groupOfRow) sizes[group] = (sizes[group] ?? 0) + 1
  return sizes.reduce((most, size) => Math.max(most, size), 0)
}

/** The rows of one plate. */
export interface Plate {
  /** "P001", or "Run 2, P001" where runs are told apart. */
  readonly name: string
  /** Row numbers of the frame, ascending. */
  readonly rows: readonly number[]
  /** Where each row stands, in the order of `rows`; null without a readable well. */
  readonly places: readonly (WellPlace | null)[]
  /** Null where no row has a readable well. */
  readonly format: PlateFormat | null
}

/**
 * The plates of a frame in the order they first appear, each reading of a plate by itself. Rows without a plate are left
 * out; empty without the column.
 *
 * @param readings  columns that tell the readings of one well apart, as `repeatColumns` finds them
 */
export function platesOf(
  frame: DataFrame,
  { run, plate, well }: PlateLayout,
  readings: readonly number[] = [],
): readonly Plate[] {
  const plateColumn = plate === null ? undefined : frame.columns[plate]
  if (!plateColumn) return []
  const others = [run, plate, ...readings].filter((index, i, all) => all.indexOf(index) === i)
  const keys = others.flatMap((index) => frame.columns[index ?? -1] ?? [])
  const groups = groupRows(keys, frame.rowCount)
  const rowsOf: number[][] = groups.firstRow.map(() => [])
  for (let row = 0; row < frame.rowCount; row += 1) {
    if (!isEmptyCell(plateColumn, row)) rowsOf[groups.groupOfRow[row] ?? 0]?.push(row)
  }
  const wellColumn = well === null ? undefined : frame.columns[well]
  const placeOf = (row: number) => (wellColumn ? parseWell(cellText(wellColumn, row)) : null)
  return rowsOf.flatMap((rows, group) => {
    if (rows.length === 0) return []
    const places = rows.map(placeOf)
    const name = groupValues(keys, groups.firstRow[group] ?? 0).filter((value) => value !== '')
    return { name: name.join(', '), rows, places, format: plateFormat(places.filter((p) => p !== null)) }
  })
}
