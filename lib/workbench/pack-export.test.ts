import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChunkEncoder } from '../data-frame/encode-chunk.ts'
import { createFrameBuilder } from '../data-frame/frame-builder.ts'
import type { ColumnMeta, DataFrame } from '../data-frame/types.ts'
import { packExport } from './pack-export.ts'
import type { ExportItem, FrameExport } from './ports.ts'
import { unpackExport } from './unpack-export.ts'

const COLUMNS: readonly ColumnMeta[] = [
  { displayName: 'Verbindung "µ"', typeName: 'String' },
  { displayName: 'Dose', typeName: 'Float' },
]
const END: ExportItem = { kind: 'end', rowCount: 0 }

function streamOf<T>(items: readonly T[]): ReadableStream<T> {
  return new ReadableStream({
    start(controller) {
      for (const item of items) controller.enqueue(item)
      controller.close()
    },
  })
}

const exportOf = (items: readonly ExportItem[]): FrameExport => ({
  name: 'Plate 1',
  columns: COLUMNS,
  chunks: streamOf(items),
})

const turn = () => Promise.resolve()

/** Cut into pieces of `size` bytes, as a network may. */
async function inPieces(stream: ReadableStream<Uint8Array>, size: number, most = Infinity) {
  const all: number[] = []
  for await (const part of stream) all.push(...part)
  const bytes = Uint8Array.from(all.slice(0, most))
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )
  return { length: all.length, stream: streamOf(pieces) }
}

function frameOf(items: readonly ExportItem[]): DataFrame {
  const builder = createFrameBuilder(COLUMNS)
  for (const item of items) if (item.kind === 'chunk') builder.append(item.chunk)
  return builder.snapshot()
}

async function all<T>(stream: ReadableStream<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}

describe('an export as bytes', () => {
  it('is the same frame after any cutting, texts that come again included', async () => {
    const cell = fc.constantFrom('', '1.5', '-3', '<0.5', 'ä µ 漢', 'x"y', 'an identifier of some length')
    const parts = fc.array(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(parts, fc.integer({ min: 1, max: 700 }), async (batches, size) => {
        const encoder = createChunkEncoder(COLUMNS, 2)
        const items = batches.map((rows): ExportItem => ({ kind: 'chunk', chunk: encoder.encode(rows) }))
        const { stream } = await inPieces(packExport(exportOf([...items, END]), turn), size)
        const { name, columns, chunks } = await unpackExport(stream)
        const arrived = await all(chunks)
        expect({ name, columns }).toEqual({ name: 'Plate 1', columns: COLUMNS })
        expect(frameOf(arrived)).toEqual(frameOf(items))
        expect(arrived.at(-1)).toEqual(END)
      }),
      { numRuns: 50 },
    )
  })

  it('ends without its end item where the bytes end early, wherever that is', async () => {
    const encoder = createChunkEncoder(COLUMNS)
    const items: ExportItem[] = [{ kind: 'chunk', chunk: encoder.encode([['A', '1']]) }, END]
    const { length } = await inPieces(packExport(exportOf(items), turn), 64)
    for (let most = 0; most < length; most += 1) {
      const { stream } = await inPieces(packExport(exportOf(items), turn), 64, most)
      const arrived = await unpackExport(stream).then(
        ({ chunks }) => all(chunks),
        () => [],
      )
      expect(arrived.some(({ kind }) => kind === 'end')).toBe(false)
    }
  })

  it('takes no more of the rows than are read', async () => {
    let taken = 0
    const chunks = new ReadableStream<ExportItem>(
      {
        pull(controller) {
          taken += 1
          controller.enqueue({ kind: 'chunk', chunk: createChunkEncoder(COLUMNS).encode([['A', '1']]) })
        },
      },
      { highWaterMark: 0 },
    )
    const reader = packExport({ name: '', columns: COLUMNS, chunks }, turn).getReader()
    await reader.read()
    for (let look = 0; look < 50; look += 1) await turn()
    // One is ready for the next read.
    expect(taken).toBeLessThanOrEqual(1)
    await reader.read()
    await reader.read()
    for (let look = 0; look < 50; look += 1) await turn()
    expect(taken).toBeLessThanOrEqual(3)
    await reader.cancel()
  })
})
