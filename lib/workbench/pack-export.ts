/**
 * An export as bytes. Records follow one another, each of two lengths (32 bits, least byte first), a head in JSON and a body:
 * first name and columns, then an item per record. The body of a chunk has the numbers of all columns that have some, then
 * the codes of all columns whose cells are no plain numbers, so that both lie on their own boundaries.
 */
import type { ColumnChunk, FrameChunk } from '../data-frame/types.ts'
import type { ExportItem, FrameExport } from './ports.ts'

/** Bytes of the two lengths. */
export const LENGTHS = 8

export interface PackedColumn {
  readonly newTexts: readonly string[]
  readonly startsAnew: boolean
  /** Otherwise no cell is a number. */
  readonly hasNumbers: boolean
  /** Otherwise each cell is a plain number. */
  readonly hasCodes: boolean
}

/**
 * One record per pull: whoever reads slowly holds back the download behind it. (As an action's answer it would be read as
 * fast as it comes and kept until it was sent.) `takeTurn` lets others have theirs between two records.
 */
export function packExport(
  { name, columns, chunks }: FrameExport,
  takeTurn: () => Promise<void>,
): ReadableStream<Uint8Array> {
  const items = chunks.getReader()
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(record({ name, columns }, [])),
      async pull(controller) {
        await takeTurn()
        const { done, value } = await items.read()
        if (done) controller.close()
        else controller.enqueue(packItem(value))
      },
      cancel: (reason) => items.cancel(reason),
    },
    { highWaterMark: 1 },
  )
}

function packItem(item: ExportItem): Uint8Array {
  return item.kind === 'chunk' ? packChunk(item.chunk) : record(item, [])
}

function packChunk({ rowCount, columns }: FrameChunk): Uint8Array {
  const packed = columns.map((column) => ({ column, head: headOf(column) }))
  const head = { kind: 'chunk', rowCount, columns: packed.map((one) => one.head) }
  return record(head, [
    ...packed.flatMap(({ column, head: { hasNumbers } }) => (hasNumbers ? [column.numbers] : [])),
    ...packed.flatMap(({ column, head: { hasCodes } }) => (hasCodes ? [column.codes] : [])),
  ])
}

function headOf({ newTexts, startsAnew = false, numbers, codes }: ColumnChunk): PackedColumn {
  const hasNumbers = numbers.some((number) => !Number.isNaN(number))
  return { newTexts, startsAnew, hasNumbers, hasCodes: codes.some((code) => code !== 0) }
}

function record(head: unknown, arrays: readonly (Float64Array | Uint32Array)[]): Uint8Array {
  const words = new TextEncoder().encode(JSON.stringify(head))
  const bodyLength = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const bytes = new Uint8Array(LENGTHS + words.length + bodyLength)
  const lengths = new DataView(bytes.buffer)
  lengths.setUint32(0, words.length, true)
  lengths.setUint32(4, bodyLength, true)
  bytes.set(words, LENGTHS)
  let at = LENGTHS + words.length
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += array.byteLength
  }
  return bytes
}
