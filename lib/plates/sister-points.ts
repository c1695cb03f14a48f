import { isEmptyCell } from '../data-frame/cell.ts'
import { groupRows } from '../data-frame/row-groups.ts'
import type { CurveData, DataFrame } from '../data-frame/types.ts'
import type { PlateLayout } from './types.ts'

/** A point of another readout or time of the same well. */
export interface SisterPoint {
  readonly curve: CurveData
  readonly row: number
}

/**
 * Finds the other points of a well: other responses of its row, and, where wells are named, rows of the same run, plate
 * and well in other curves, as long tables have one row for each time.
 */
export function sisterFinder(
  frame: DataFrame,
  layout: PlateLayout,
  curves: readonly CurveData[],
): (row: number, responseColumn: number) => readonly SisterPoint[] {
  const curvesOfRow = new Map<number, CurveData[]>()
  for (const curve of curves) {
    for (const row of curve.rows) {
      const known = curvesOfRow.get(row)
      if (known) known.push(curve)
      else curvesOfRow.set(row, [curve])
    }
  }
  const rowsOfWell = wellRows(frame, layout)
  return (row, responseColumn) => {
    const own = curvesOfRow.get(row)?.find((curve) => curve.responseColumn === responseColumn)
    if (own === undefined) return []
    return rowsOfWell(row).flatMap((other) =>
      (curvesOfRow.get(other) ?? [])
        // A second row of the same curve is a repeat of the well, not another readout.
        .filter((curve) => curve !== own)
        .map((curve) => ({ curve, row: other })),
    )
  }
}

function wellRows(
  { columns, rowCount }: DataFrame,
  { run, plate, well }: PlateLayout,
): (row: number) => readonly number[] {
  const wellColumn = well === null ? undefined : columns[well]
  if (wellColumn === undefined) return (row) => [row]
  const keys = [run, plate, well].flatMap((index) => columns[index ?? -1] ?? [])
  const { groupOfRow, firstRow } = groupRows(keys, rowCount)
  if (firstRow.length === rowCount) return (row) => [row]
  const rows: number[][] = firstRow.map(() => [])
  for (let row = 0; row < rowCount; row += 1) rows[groupOfRow[row] ?? 0]?.push(row)
  return (row) => (isEmptyCell(wellColumn, row) ? [row] : (rows[groupOfRow[row] ?? 0] ?? [row]))
}
