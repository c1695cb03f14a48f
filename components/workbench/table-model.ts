import type { BadCell, DataFrame } from '@/lib/data-frame/types.ts'
import type { Exclusion } from '@/lib/workbench/types.ts'
import type { TableColumn } from './table-columns.ts'
import type { DerivedCells } from './table-order.ts'

/** All the table needs to draw itself; one object, so that rows compare it by identity. */
export interface TableModel {
  readonly frame: DataFrame
  readonly columns: readonly TableColumn[]
  readonly derived: DerivedCells
  readonly exclusions: Readonly<Record<string, Exclusion>>
  readonly badCells: ReadonlyMap<string, BadCell>
  /** The response column whose curve is selected. */
  readonly activeResponse: number | null
  readonly seriesOf: ReadonlyMap<number, number>
  /** Digits behind the point of the residual column. */
  readonly residualDecimals: number
  /** "1 of 42 wells excluded". */
  readonly exclusionText: string
  /** Rows of the selected curve, for the "this curve" scope; null where the frame holds one sample. */
  readonly curveRows: Uint32Array | null
}

export function badCellKey(row: number, column: number): string {
  return `${row}:${column}`
}

export function exclusionsOfRow(model: TableModel, row: number): readonly Exclusion[] {
  return model.columns.flatMap(({ kind, column }) => {
    const exclusion = kind === 'response' ? model.exclusions[`${row}:${column}`] : undefined
    return exclusion ? [exclusion] : []
  })
}

export const ROW_PX = 28
export const REASON_PX = 20

export function rowHeight(model: TableModel, row: number): number {
  return exclusionsOfRow(model, row).length > 0 ? ROW_PX + REASON_PX : ROW_PX
}

/** Least widths; the room that is left over is shared out in their proportion. */
const WIDTHS_PX: Readonly<Record<Exclude<TableColumn['kind'], 'row'>, number>> = {
  dose: 92,
  replicate: 38,
  response: 86,
  residual: 62,
  group: 80,
  other: 92,
}
const ACT_PX = 24

export function gridTemplate(model: TableModel): string {
  const widths = model.columns.map((column) => widthOf(model, column))
  return [...widths.map((px) => `minmax(${px}px, ${px}fr)`), `${ACT_PX}px`].join(' ')
}

export function gridWidth(model: TableModel): number {
  return model.columns.reduce((sum, column) => sum + widthOf(model, column), ACT_PX)
}

/** With the value as measured beside it. */
const NORMALISED_PX = 122

/** Row numbers need room for their digits. */
function widthOf({ frame }: TableModel, { kind, column }: TableColumn): number {
  if (kind === 'response' && frame.columns[column ?? -1]?.raw) return NORMALISED_PX
  return kind === 'row' ? Math.max(48, 28 + 8 * String(frame.rowCount).length) : WIDTHS_PX[kind]
}

/** "Row 12, Dose: “<0.5” is not a number". */
export function badCellText(cell: BadCell, title: string): string {
  const what =
    cell.problem === 'empty'
      ? 'the cell is empty'
      : cell.problem === 'negative-dose'
        ? `“${cell.text}” is a negative dose`
        : cell.problem === 'left-out'
          ? `“${cell.text}” is left out, as you answered`
          : cell.problem === 'no-controls'
            ? `“${cell.text}” has no controls to be normalised to`
            : `“${cell.text}” is not a number`
  return `Row ${cell.row + 1}, ${title}: ${what}`
}
