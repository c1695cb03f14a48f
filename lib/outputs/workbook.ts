import writeXlsx, { type Cell as SheetCell, type Sheet } from 'write-excel-file/universal'
import { shortened } from '../figure/printable-text.ts'
import { cleanedTable } from './cleaned-table.ts'
import { comparisonTable } from './comparison-table.ts'
import { exclusionsTable } from './exclusions-table.ts'
import { policyTable } from './policy-table.ts'
import { resultsTable } from './results-table.ts'
import type { Cell, OutputContext, OutputTable } from './types.ts'

/** A cell of a workbook holds 32,767 UTF-16 units; here characters are counted, of two units at most. */
const MAX_TEXT = 16_383
/** In characters: wide enough for a header, narrow enough that a sentence does not push the rest away. */
const WIDTH = { least: 8, most: 40 }
/** Rows that a column's width is taken from. */
const MEASURED_ROWS = 100

/**
 * A workbook of what a push would write as tables: results, data with exclusions and reasons, exclusions, policy, and the
 * comparison where there is one. Numbers are numbers at full precision; every text is a text, whatever it begins with,
 * so that no spreadsheet runs it.
 */
export async function workbookBytes(context: OutputContext): Promise<Uint8Array<ArrayBuffer>> {
  const comparison = comparisonTable(context)
  const sheets = [
    sheetOf('Results', resultsTable(context)),
    sheetOf('Data', cleanedTable(context)),
    sheetOf('Exclusions', exclusionsTable(context)),
    sheetOf('Policy', policyTable(context)),
    ...(comparison.rows.length === 0 ? [] : [sheetOf('Comparison', comparison)]),
  ]
  const file = await writeXlsx(sheets).toBlob()
  return new Uint8Array(await file.arrayBuffer())
}

function sheetOf(sheet: string, { headers, rows }: OutputTable): Sheet<Blob> {
  return {
    sheet,
    stickyRowsCount: 1,
    columns: headers.map((header, column) => ({ width: widthOf(header, rows, column) })),
    data: [
      headers.map((header) => ({ ...textCell(header), fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cellOf)),
    ],
  }
}

function cellOf(cell: Cell): SheetCell {
  if (cell === null) return null
  if (typeof cell === 'number') return Number.isFinite(cell) ? { type: Number, value: cell + 0 } : null
  return textCell(cell)
}

/** The type says that it is a text: nothing is guessed from how it begins. */
function textCell(text: string) {
  return { type: String, value: shortened(text, MAX_TEXT) }
}

function widthOf(header: string, rows: OutputTable['rows'], column: number): number {
  const lengths = rows.slice(0, MEASURED_ROWS).map((row) => String(row[column] ?? '').length)
  return Math.min(WIDTH.most, Math.max(WIDTH.least, header.length, ...lengths) + 1)
}
