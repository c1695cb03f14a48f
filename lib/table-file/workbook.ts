import readXlsx from 'read-excel-file/web-worker'
import { cellOf } from './cell-of.ts'
import type { Grid } from './types.ts'

/** The sheets of an XLSX workbook in their order, cells as text. Rejects where the bytes are no workbook. */
export async function workbookSheets(
  bytes: ArrayBuffer,
): Promise<readonly { readonly name: string; readonly grid: Grid }[]> {
  const sheets = await readXlsx(bytes)
  return sheets.map(({ sheet, data }) => ({ name: sheet, grid: data.map((row) => row.map(workbookCell)) }))
}

/** Spreadsheets count in doubles and show fifteen digits: 0.30000000000000004 was meant as 0.3. */
function workbookCell(value: unknown): string {
  return cellOf(typeof value === 'number' ? Number(value.toPrecision(15)) : value)
}
