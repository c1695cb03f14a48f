import { gunzipSync } from 'fflate'
import { decompress as unzstd } from 'fzstd'
import { parquetReadObjects, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import type { Compressors, FileMetaData } from 'hyparquet'
import { cellOf } from './cell-of.ts'
import { err, ok } from '../result.ts'
import type { Result } from '../result.ts'
import { gridExcess } from './problems.ts'
import type { Grid, TableProblem } from './types.ts'

/** Snappy and uncompressed pages are the reader's own; these are what other writers use. */
export const COMPRESSORS: Compressors = {
  GZIP: (input) => gunzipSync(input),
  ZSTD: (input) => unzstd(input),
}

/** A Parquet file as cells, the names of its columns first. Rejects where the bytes are no Parquet file. */
export async function parquetGrid(bytes: ArrayBuffer): Promise<Result<Grid, TableProblem>> {
  const file = { byteLength: bytes.byteLength, slice: (from: number, to?: number) => bytes.slice(from, to) }
  const metadata = await parquetMetadataAsync(file)
  const columns = parquetColumns(metadata)
  const excess = gridExcess(Number(metadata.num_rows), columns.length)
  if (excess !== null) return err(excess)
  const rows = await parquetReadObjects({ file, metadata, compressors: COMPRESSORS })
  const cells = rows.map((row) => columns.map(({ name, toText }) => toText(row[name])))
  return ok([columns.map(({ name }) => name), ...cells])
}

/** Names of the columns of a file, and what their values are as text. */
export function parquetColumns(
  metadata: FileMetaData,
): readonly { readonly name: string; readonly toText: (value: unknown) => string }[] {
  return parquetSchema(metadata).children.map(({ element: { name, type } }) => ({
    name,
    toText: type === 'FLOAT' ? singleText : cellOf,
  }))
}

/** Single precision: the shortest text that is the same single, 0.1 and not 0.10000000149011612. */
function singleText(value: unknown): string {
  if (typeof value !== 'number') return cellOf(value)
  const short = [7, 8, 9]
    .map((digits) => Number(value.toPrecision(digits)))
    .find((n) => Math.fround(n) === value)
  return cellOf(short ?? value)
}
