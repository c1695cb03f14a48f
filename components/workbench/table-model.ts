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

const WIDTHS: Readonly<Record<TableColumn['kind'], string>> = {
  row: 'minmax(56px, 0.6fr)',
  dose: 'minmax(88px, 1.2fr)',
  replicate: 'minmax(40px, 0.5fr)',
  response: 'minmax(92px, 1.2fr)',
  residual: 'minmax(72px, 0.9fr)',
  group: 'minmax(96px, 1.2fr)',
  other: 'minmax(92px, 1fr)',
}
const WIDTHS_PX: Readonly<Record<TableColumn['kind'], number>> = {
  row: 56,
  dose: 88,
  replicate: 40,
  response: 92,
  residual: 72,
  group: 96,
  other: 92,
}
const ACT_PX = 30

export function gridTemplate(columns: readonly TableColumn[]): string {
  return [...columns.map(({ kind }) => WIDTHS[kind]), `${ACT_PX}px`].join(' ')
}

export function gridWidth(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, { kind }) => sum + WIDTHS_PX[kind], ACT_PX)
}

/** "Row 12, Dose: “<0.5” is not a number". */
export function badCellText(cell: BadCell, title: string): string {
  const what =
    cell.problem === 'empty'
      ? 'the cell is empty'
      : cell.problem === 'negative-dose'
        ? `“${cell.text}” is a negative dose`
        : `“${cell.text}” is not a number`
  return `Row ${cell.row + 1}, ${title}: ${what}`
}
