import Papa from 'papaparse'
import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../data-frame/frame-builder.ts'
import { parseCellNumber } from '../data-frame/number-text.ts'
import type { ColumnTypeName, DataFrame } from '../data-frame/types.ts'
import { err, ok, type Result } from '../result.ts'

/**
 * A table of text as a frame: comma, semicolon or tab between cells, quotes as RFC 4180, headers in the first row.
 *
 * @returns the error in words where the text is no table
 */
export function readTable(text: string): Result<DataFrame, string> {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: true })
  const broken = errors.find(({ type }) => type === 'Quotes')
  if (broken) return err(`row ${(broken.row ?? 0) + 1} of the table: ${broken.message}`)
  const [headers, ...rows] = data
  if (headers === undefined || headers.every((header) => header.trim() === ''))
    return err('the table has no header row')
  if (rows.length === 0) return err('the table has no rows below its headers')
  const width = headers.length
  const long = rows.findIndex((row) => row.slice(width).some((cell) => cell.trim() !== ''))
  if (long >= 0) return err(`row ${long + 1} below the headers has more cells than there are headers`)

  const columns = headers.map((displayName, column) => ({ displayName, typeName: typeOf(rows, column) }))
  const builder = createFrameBuilder(columns)
  builder.append(createChunkEncoder(columns).encode(rows))
  return ok(builder.snapshot())
}

/** A padded number is an identifier: reading 007 as 7 would lose it. */
const PADDED = /^[+-]?0\d/

function typeOf(rows: readonly (readonly string[])[], column: number): ColumnTypeName {
  const filled = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '')
  const isNumber = (cell: string) => !PADDED.test(cell) && !Number.isNaN(parseCellNumber(cell))
  return filled.length > 0 && filled.every(isNumber) ? 'Float' : 'String'
}
