import { expect, it } from 'vitest'
import { readPart } from './part-rows.ts'

const PIECES = 40
const PIECE = 'a,b\n'.repeat(1_000)

it('lets others have their turn between pieces that have all arrived', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let n = 0; n < PIECES; n += 1) controller.enqueue(new TextEncoder().encode(PIECE))
      controller.close()
    },
  }).getReader()
  const download = { host: 'x', body, expectedBytes: null, close: () => undefined }
  let turns = 0
  let isOver = false
  const others = () => {
    turns += 1
    if (!isOver) setImmediate(others)
  }
  setImmediate(others)
  let rows = 0
  for await (const batch of readPart(download, { part: 0, signal: null }))
    rows += batch.ok ? batch.value.length : Number.NaN
  isOver = true
  expect(rows).toBe(PIECES * 1_000)
  expect(turns).toBeGreaterThanOrEqual(PIECES)
})
