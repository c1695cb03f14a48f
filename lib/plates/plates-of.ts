import { cellText, isEmptyCell } from '../data-frame/cell.ts'
import { groupRows, groupValues } from '../data-frame/row-groups.ts'
import type { DataFrame } from '../data-frame/types.ts'
import { plateFormat, type PlateFormat } from './well-name.ts'
import { parseWell } from './well-name.ts'
import type { PlateLayout, WellPlace } from './types.ts'

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

/** The plates of a frame in the order they first appear. Rows without a plate are left out; empty without the column. */
export function platesOf(frame: DataFrame, { run, plate, well }: PlateLayout): readonly Plate[] {
  const plateColumn = plate === null ? undefined : frame.columns[plate]
  if (!plateColumn) return []
  const runColumn = run === null || run === plate ? undefined : frame.columns[run]
  const keys = runColumn ? [runColumn, plateColumn] : [plateColumn]
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
