import Papa from 'papaparse'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { canonicalText, describeColumns, inferType } from './column-types.ts'
import type { Column } from './records.ts'

export interface Ingested {
  readonly columns: Column[]
  readonly rowCount: number
  /** UTF-8 CSV in the tenant's own form: not byte-equal to what was put. */
  readonly canonical: Uint8Array
}

/**
 * What the tenant does with a pushed CSV: parse, infer one type per column, rewrite.
 *
 * @param bytes  the file as uploaded
 * @returns      the frame, or the message its `errorMessage` carries
 */
export function ingestCsv(bytes: Uint8Array): Result<Ingested, string> {
  const text = decodeUtf8(bytes)
  if (text === null) return err('Invalid CSV File. The file is not UTF-8 text.')
  const parsed = Papa.parse<string[]>(text, { delimiter: ',' })
  const fault = parsed.errors[0]
  if (fault !== undefined) return err(`Invalid CSV File. ${fault.message} (row ${(fault.row ?? 0) + 1}).`)
  const records = withoutLastEmptyLine(parsed.data)
  const [header, ...rows] = records
  if (header === undefined) return err('Invalid CSV File. The file is empty.')
  if (header.some((name) => name.trim() === '')) return err('Invalid CSV File. A column has no name.')
  if (rows.length === 0) return err('Invalid CSV File. There are no rows below the header.')
  const ragged = rows.findIndex((row) => row.length !== header.length)
  if (ragged >= 0) {
    const found = rows[ragged]?.length ?? 0
    return err(
      `Invalid CSV File. Row ${ragged + 2} has ${found} values where the header has ${header.length}.`,
    )
  }
  return ok(rewrite(header, rows))
}

function rewrite(header: readonly string[], rows: readonly string[][]): Ingested {
  const types = header.map((_, index) => inferType(rows.map((row) => row[index] ?? '')))
  const columns = describeColumns(
    header.map((displayName, index) => ({
      displayName,
      type: {
        name: types[index] ?? 'String',
        isNullable: rows.some((row) => row[index] === ''),
        isList: false,
      },
    })),
  )
  const written = rows.map((row) => row.map((value, index) => canonicalText(value, types[index] ?? 'String')))
  return { columns, rowCount: rows.length, canonical: csvBytes([[...header], ...written]) }
}

/** Records as UTF-8 CSV, `\n` between and after them. */
export function csvBytes(records: readonly (readonly string[])[]): Uint8Array {
  return Buffer.from(
    `${Papa.unparse(
      records.map((record) => [...record]),
      { newline: '\n' },
    )}\n`,
    'utf8',
  )
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The line break that ends a file opens one more, empty, record for the parser. */
function withoutLastEmptyLine(records: string[][]): string[][] {
  const last = records.at(-1)
  return last !== undefined && last.length === 1 && last[0] === '' ? records.slice(0, -1) : records
}
