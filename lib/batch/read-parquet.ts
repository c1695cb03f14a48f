import { open } from 'node:fs/promises'
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { COMPRESSORS, parquetColumns } from '../table-file/parquet.ts'

/** Rows that are objects at a time, within a row group. */
const AT_A_TIME = 10_000

/**
 * The records of a Parquet file as texts, in batches: one row group after the other is read from the disk, and of it some
 * thousand rows at a time.
 *
 * @param names  system names of the columns, in the order in which their cells are given. Throws where the file lacks one
 */
export async function* readParquet(
  path: string,
  names: readonly string[],
): AsyncGenerator<readonly (readonly string[])[]> {
  const handle = await open(path, 'r')
  try {
    const { size: byteLength } = await handle.stat()
    const slice = async (from: number, to = byteLength) => {
      const bytes = new Uint8Array(Math.max(0, to - from))
      await handle.read(bytes, 0, bytes.byteLength, from)
      return bytes.buffer
    }
    const file = { byteLength, slice }
    const metadata = await parquetMetadataAsync(file)
    const own = new Map(parquetColumns(metadata).map(({ name, toText }) => [name, toText]))
    const columns = names.map((name) => {
      const toText = own.get(name)
      if (toText === undefined) throw new Error(`the Parquet file has no column ${name}`)
      return { name, toText }
    })
    let rowStart = 0
    for (const group of metadata.row_groups) {
      const end = rowStart + Number(group.num_rows)
      for (let start = rowStart; start < end; start += AT_A_TIME) {
        const rowEnd = Math.min(start + AT_A_TIME, end)
        const rows = await parquetReadObjects({
          ...{ file, metadata, compressors: COMPRESSORS, columns: [...names] },
          ...{ rowStart: start, rowEnd },
        })
        yield rows.map((row) => columns.map(({ name, toText }) => toText(row[name])))
      }
      rowStart = end
    }
  } finally {
    await handle.close()
  }
}
