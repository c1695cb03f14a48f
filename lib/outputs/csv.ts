import { madeInPieces } from '../made-once.ts'
import { encodePieces } from './encode-pieces.ts'
import type { Cell, OutputTable } from './types.ts'

/**
 * Which texts get an apostrophe before them, behind which a spreadsheet takes them for text: those it would `run`, or
 * every one that `begins` as a formula does.
 */
type FormulaGuard = 'run' | 'begins'

/**
 * RFC 4180 with `\n`, no byte order mark, and a header row. Null is an empty cell; numbers are the shortest text that
 * reads back to the same double. A text that a spreadsheet would run as a formula gets an apostrophe before it; every
 * other text is written as it is, ids such as `+ctrl`, `-80C` and `@home` among them.
 */
export function tableToCsv(table: OutputTable): string {
  return csvRows([table.headers, ...table.rows], 'run')
}

/** The same as UTF-8. */
export const csvBytes = madeInPieces((table: OutputTable) =>
  encodePieces(iterate([table.headers, ...table.rows])),
)

function* iterate(rows: OutputTable['rows']): Generator<string> {
  for (const row of rows) yield csvRows([row], 'run')
}

/** Rows alone, for a table that is written piece by piece; cells as in `tableToCsv`. */
export function csvRows(rows: readonly (readonly Cell[])[], guard: FormulaGuard): string {
  return rows.map((row) => `${csvRow(row, FORMULA[guard])}\n`).join('')
}

function csvRow(row: readonly Cell[], formula: RegExp): string {
  const text = row.map((cell) => csvCell(cell, formula)).join(',')
  // A lone empty cell would be a blank line, which readers skip.
  return text === '' ? '""' : text
}

function csvCell(cell: Cell, formula: RegExp): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell + 0) : ''
  // Zero bytes end a text in too many stores; lone surrogates have no UTF-8 form.
  const plain = cell.replaceAll('\u0000', '').toWellFormed()
  const text = formula.test(plain) ? `'${plain}` : plain
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const FORMULA: Readonly<Record<FormulaGuard, RegExp>> = {
  // Excel, LibreOffice and Sheets take it for a formula after blanks, too. Without `=` it needs a call or a reference to
  // another sheet or program to do any harm.
  run: /^\s*(?:=|[+@-](?=.*(?:[A-Za-z]\(|\||!)))/s,
  begins: /^\s*[=+\-@\t\r]/,
}
