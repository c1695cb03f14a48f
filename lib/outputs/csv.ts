import type { Cell, OutputTable } from './types.ts'

/**
 * RFC 4180 with `\n`, no byte order mark, and a header row. Null is an empty cell; numbers are the shortest text that
 * reads back to the same double. A text that a spreadsheet would run as a formula gets an apostrophe before it; every
 * other text is written as it is, ids such as `+ctrl`, `-80C` and `@home` among them.
 */
export function tableToCsv(table: OutputTable): string {
  return [table.headers, ...table.rows].map((row) => `${csvRow(row)}\n`).join('')
}

function csvRow(row: readonly Cell[]): string {
  const text = row.map(csvCell).join(',')
  // A lone empty cell would be a blank line, which readers skip.
  return text === '' ? '""' : text
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell + 0) : ''
  // Zero bytes end a text in too many stores; lone surrogates have no UTF-8 form.
  const plain = cell.replaceAll('\u0000', '').toWellFormed()
  const text = FORMULA.test(plain) ? `'${plain}` : plain
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * What Excel, LibreOffice and Sheets take for a formula, also after blanks. Without `=` it needs a call or a reference to
 * another sheet or program to do any harm.
 */
const FORMULA = /^\s*(?:=|[+@-](?=.*(?:[A-Za-z]\(|\||!)))/s
