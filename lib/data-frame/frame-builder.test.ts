import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellNumber, cellText, isEmptyCell } from './cell.ts'
import { createChunkEncoder } from './encode-chunk.ts'
import { createFrameBuilder } from './frame-builder.ts'
import type { Column, ColumnMeta, DataFrame } from './types.ts'

const COLUMNS: readonly ColumnMeta[] = [
  { displayName: 'Compound', typeName: 'String' },
  { displayName: 'Dose', typeName: 'Float' },
  { displayName: 'Barcode', typeName: 'Int' },
]

function column(frame: DataFrame, index: number): Column {
  const found = frame.columns[index]
  if (found === undefined) throw new Error('fixture')
  return found
}

function texts(frame: DataFrame): readonly string[][] {
  return Array.from({ length: frame.rowCount }, (_, row) => frame.columns.map((c) => cellText(c, row)))
}

describe('encoding and building a frame', () => {
  it('keeps numbers as numbers, texts once each, and empty cells empty', () => {
    const chunk = createChunkEncoder(COLUMNS).encode([
      ['A', '0.3', '12'],
      ['B', '<0.5', ''],
      ['A', '', '123456789012345678901'],
    ])
    expect([...(chunk.columns[0]?.codes ?? [])]).toEqual([2, 3, 2])
    expect(chunk.columns[0]?.newTexts).toEqual(['A', 'B'])
    expect([...(chunk.columns[1]?.codes ?? [])]).toEqual([0, 2, 1])
    expect([...(chunk.columns[1]?.numbers ?? [])]).toEqual([0.3, Number.NaN, Number.NaN])
    // An id longer than 2^53 keeps all its digits.
    expect(chunk.columns[2]?.newTexts).toEqual(['123456789012345678901'])
  })

  it('fills the numbers of a text column that holds some', () => {
    const builder = createFrameBuilder(COLUMNS)
    builder.append(createChunkEncoder(COLUMNS).encode([['7.50', '1', '1']]))
    const compound = column(builder.snapshot(), 0)
    expect([cellText(compound, 0), cellNumber(compound, 0)]).toEqual(['7.50', 7.5])
  })

  it('gives the same frame however few texts the encoder may remember', () => {
    const cell = fc.constantFrom('', '1', 'A', 'B', 'C', 'D', 'an identifier of some length', '<0.5')
    const chunks = fc.array(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(chunks, fc.integer({ min: 0, max: 4 }), (parts, mostTexts) => {
        const [forgetful, whole] = [mostTexts, Infinity].map((most) => {
          const encoder = createChunkEncoder(COLUMNS, most)
          const builder = createFrameBuilder(COLUMNS)
          for (const records of parts) builder.append(encoder.encode(records))
          return builder.snapshot()
        })
        expect(forgetful).toEqual(whole)
        expect(whole === undefined ? [] : texts(whole)).toEqual(parts.flat())
      }),
    )
  })

  it('forgets only columns with more than their share of texts', () => {
    const encoder = createChunkEncoder(COLUMNS, 3)
    const builder = createFrameBuilder(COLUMNS)
    const first = [1, 2, 3, 4].map((row) => ['A', '1', `x${row}`])
    builder.append(encoder.encode(first))
    const second = encoder.encode([
      ['A', '1', 'x4'],
      ['B', '1', 'x5'],
    ])
    expect(second.columns.map(({ startsAnew = false }) => startsAnew)).toEqual([false, false, true])
    expect(second.columns[2]?.newTexts).toEqual(['x4', 'x5'])
    builder.append(second)
    const ids = column(builder.snapshot(), 2)
    expect(ids.dictionary).toEqual(['x1', 'x2', 'x3', 'x4', 'x5'])
    expect([...ids.codes]).toEqual([2, 3, 4, 5, 5, 6])
  })

  it('goes on with the dictionary over chunks', () => {
    const encoder = createChunkEncoder(COLUMNS)
    const builder = createFrameBuilder(COLUMNS)
    builder.append(encoder.encode([['A', '1', '1']]))
    const second = encoder.encode([
      ['A', '2', '1'],
      ['C', '3', '1'],
    ])
    expect(second.columns[0]?.newTexts).toEqual(['C'])
    builder.append(second)
    expect(texts(builder.snapshot()).map((row) => row[0])).toEqual(['A', 'A', 'C'])
  })

  it('leaves an earlier snapshot as it was, without copying for a later one', () => {
    const encoder = createChunkEncoder(COLUMNS)
    const builder = createFrameBuilder(COLUMNS)
    builder.append(encoder.encode([['A', '1', '1']]))
    const early = builder.snapshot()
    builder.append(encoder.encode([['B', '2', '2']]))
    const late = builder.snapshot()
    expect([early.rowCount, late.rowCount]).toEqual([1, 2])
    expect(texts(early)).toEqual([['A', '1', '1']])
    expect(column(early, 1).numbers.length).toBe(1)
    expect(column(late, 1).numbers.buffer).toBe(column(early, 1).numbers.buffer)
    // Far past the first room: arrays move, the early view does not.
    builder.append(encoder.encode(Array.from({ length: 5000 }, () => ['C', '9', '9'])))
    expect(texts(early)).toEqual([['A', '1', '1']])
    expect(cellText(column(builder.snapshot(), 0), 5001)).toBe('C')
  })

  it('reads a short record and a row past the end as empty', () => {
    const builder = createFrameBuilder(COLUMNS)
    builder.append(createChunkEncoder(COLUMNS).encode([['A']]))
    const frame = builder.snapshot()
    expect(isEmptyCell(column(frame, 1), 0)).toBe(true)
    expect([cellText(column(frame, 0), 7), cellNumber(column(frame, 0), 7)]).toEqual(['', null])
  })

  it('refuses a chunk of another table', () => {
    expect(() => createFrameBuilder(COLUMNS).append({ rowCount: 1, columns: [] })).toThrow('lacks column 0')
  })

  it('gives back any texts, however they are cut into chunks', () => {
    const columns: readonly ColumnMeta[] = [{ displayName: 'x', typeName: 'String' }]
    const chunks = fc.array(fc.array(fc.tuple(fc.string({ maxLength: 4 })), { maxLength: 6 }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(chunks, (parts) => {
        const encoder = createChunkEncoder(columns)
        const builder = createFrameBuilder(columns)
        for (const part of parts) builder.append(encoder.encode(part))
        expect(texts(builder.snapshot())).toEqual(parts.flat())
      }),
    )
  })
})
