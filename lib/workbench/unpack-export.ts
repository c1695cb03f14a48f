import type { FrameChunk } from '../data-frame/types.ts'
import { LENGTHS, type PackedColumn } from './pack-export.ts'
import type { ExportItem, FrameExport } from './ports.ts'

type Head = { readonly kind: 'chunk'; readonly rowCount: number; readonly columns: readonly PackedColumn[] }

/**
 * What `packExport` made, from our own server, which alone may answer there. The stream closes early where the bytes do,
 * without an end item; throws where not even name and columns arrived.
 */
export async function unpackExport(bytes: ReadableStream<Uint8Array>): Promise<FrameExport> {
  const records = readRecords(bytes)
  const first = await records.next()
  if (first.done === true) throw new Error('The answer ended before its columns')
  const { name, columns } = first.value.head as Pick<FrameExport, 'name' | 'columns'>
  return {
    name,
    columns,
    chunks: new ReadableStream<ExportItem>({
      async pull(controller) {
        const next = await records.next()
        if (next.done === true) controller.close()
        else controller.enqueue(unpackItem(next.value))
      },
      cancel: async () => void (await records.return(undefined)),
    }),
  }
}

interface PackedRecord {
  readonly head: unknown
  readonly body: ArrayBuffer
}

async function* readRecords(stream: ReadableStream<Uint8Array>): AsyncGenerator<PackedRecord, undefined> {
  const reader = stream.getReader()
  const take = takerOf(reader)
  try {
    for (;;) {
      const lengths = await take(LENGTHS)
      if (lengths === null) return undefined
      const view = new DataView(lengths)
      const head = await take(view.getUint32(0, true))
      const body = await take(view.getUint32(4, true))
      if (head === null || body === null) return undefined
      yield { head: JSON.parse(new TextDecoder().decode(head)), body }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** @returns a reader of so many bytes, in a buffer of their own; null where the stream ends before */
function takerOf(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array(0)
  return async (count: number): Promise<ArrayBuffer | null> => {
    const bytes = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      if (rest.length === 0) {
        // A connection that breaks is an end before the end item, too.
        const next = await reader.read().catch(() => null)
        if (next === null || next.done) return null
        rest = next.value
      }
      const part = rest.subarray(0, count - filled)
      bytes.set(part, filled)
      filled += part.length
      rest = rest.subarray(part.length)
    }
    return bytes.buffer
  }
}

function unpackItem({ head, body }: PackedRecord): ExportItem {
  const item = head as Head | Exclude<ExportItem, { kind: 'chunk' }>
  return item.kind === 'chunk' ? { kind: 'chunk', chunk: unpackChunk(item, body) } : item
}

function unpackChunk({ rowCount, columns }: Head, body: ArrayBuffer): FrameChunk {
  let at = 0
  const numbers = columns.map(({ hasNumbers }) => {
    if (!hasNumbers) return new Float64Array(rowCount).fill(Number.NaN)
    at += 8 * rowCount
    return new Float64Array(body, at - 8 * rowCount, rowCount)
  })
  const codes = columns.map(({ hasCodes }) => {
    if (!hasCodes) return new Uint32Array(rowCount)
    at += 4 * rowCount
    return new Uint32Array(body, at - 4 * rowCount, rowCount)
  })
  return {
    rowCount,
    columns: columns.map(({ newTexts, startsAnew }, index) => ({
      numbers: numbers[index] ?? new Float64Array(rowCount),
      codes: codes[index] ?? new Uint32Array(rowCount),
      newTexts,
      startsAnew,
    })),
  }
}
