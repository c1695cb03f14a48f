import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { findDecimalMark, withPoint } from './decimal-mark.ts'
import { decodeText } from './decode-text.ts'
import { findDelimiter, splitText } from './delimited.ts'
import { TABLE_LIMITS } from './limits.ts'
import { NO_TABLE, OLD_EXCEL, tooManyBytes, unreadable } from './problems.ts'
import { readGrid } from './read-grid.ts'
import type { Grid, ReadOptions, TableProblem, TableReading, TableSource } from './types.ts'

type Reading = Result<TableReading, TableProblem>

/**
 * Reads copied cells or a file (CSV, TSV, XLSX, Parquet, told by its first bytes) into a table with a row per well. Never
 * rejects. The code of packed formats is loaded when such a file comes.
 */
export async function readTable(source: TableSource, options: ReadOptions): Promise<Reading> {
  if (source.kind === 'text') return readText(source.text, options)
  const bytes = new Uint8Array(source.bytes)
  const kind = kindOf(bytes)
  if (kind === 'xls') return err(OLD_EXCEL)
  const limit = kind === 'text' ? TABLE_LIMITS.textBytes : TABLE_LIMITS.packedBytes
  if (bytes.byteLength > limit) return err(tooManyBytes(limit))
  if (kind === 'text') return readText(decodeText(bytes), options)
  try {
    return kind === 'zip'
      ? await readWorkbook(source.bytes, options)
      : await readParquet(source.bytes, options)
  } catch {
    return err(unreadable(kind === 'zip' ? 'XLSX' : 'Parquet'))
  }
}

function kindOf(bytes: Uint8Array): 'text' | 'zip' | 'parquet' | 'xls' {
  const head = String.fromCharCode(...bytes.subarray(0, 4))
  if (head.startsWith('PK')) return 'zip'
  if (head === 'PAR1') return 'parquet'
  return head === '\u00d0\u00cf\u0011\u00e0' ? 'xls' : 'text'
}

function readText(text: string, options: ReadOptions): Reading {
  // A single-column paste carries no delimiter; the byte order mark of a pasted text is no part of its first header.
  const plain = text.replace(/^\uFEFF/, '')
  const delimiter = options.delimiter ?? findDelimiter(plain)
  const cells = splitText(plain, delimiter)
  const decimalMark = options.decimalMark ?? findDecimalMark(trimmed(cells.slice(0, 2000)), delimiter)
  const grid = decimalMark === 'comma' ? cells.map((row) => row.map((cell) => withPoint(cell.trim()))) : cells
  const reading = readGrid(grid, options.layout)
  return reading.ok ? ok({ ...reading.value, delimiter, decimalMark, sheets: [], sheet: null }) : reading
}

function trimmed(grid: Grid): Grid {
  return grid.map((row) => row.map((cell) => cell.trim()))
}

async function readWorkbook(bytes: ArrayBuffer, options: ReadOptions): Promise<Reading> {
  const { workbookSheets } = await import('./workbook.ts')
  const all = await workbookSheets(bytes)
  const sheets = all.map(({ name }) => name)
  const asked = all.find(({ name }) => name === options.sheet)
  // The first sheet may be a cover page: the first one that holds a table is taken.
  for (const { name, grid } of asked === undefined ? all : [asked]) {
    const reading = readGrid(grid, options.layout)
    if (reading.ok) return ok({ ...reading.value, delimiter: null, decimalMark: null, sheets, sheet: name })
    if (asked !== undefined || all.length === 1) return reading
  }
  return err(NO_TABLE)
}

async function readParquet(bytes: ArrayBuffer, options: ReadOptions): Promise<Reading> {
  const { parquetGrid } = await import('./parquet.ts')
  const grid = await parquetGrid(bytes)
  if (!grid.ok) return grid
  const reading = readGrid(grid.value, options.layout)
  return reading.ok
    ? ok({ ...reading.value, delimiter: null, decimalMark: null, sheets: [], sheet: null })
    : reading
}
