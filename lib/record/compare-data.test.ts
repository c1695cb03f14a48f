import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameOf, R_EXAMPLE_ROWS } from '../data-frame/frame-fixture.ts'
import { compareData } from './compare-data.ts'
import { dataChangeWords } from './data-words.ts'
import { digestFrame } from './frame-digest.ts'

const HEADERS = ['Line', 'Dose:Float', '24h:Float', '48h:Float', 'Note']
const ROWS = R_EXAMPLE_ROWS.map((row, i) => ['HeLa', ...row, `n${i}`])
const FRAME = frameOf(HEADERS, ROWS)
const SAVED = digestFrame(FRAME, [0, 1, 2, 3])

function wordsFor(rows: readonly (readonly string[])[], headers = HEADERS): readonly string[] {
  const change = compareData(SAVED, frameOf(headers, rows))
  return 'problem' in change ? [change.problem] : dataChangeWords(change)
}

const withCell = (row: number, column: number, text: string) =>
  ROWS.map((cells, i) => (i === row ? cells.map((cell, j) => (j === column ? text : cell)) : cells))

describe('digestFrame', () => {
  it('is the SHA-256 of the lines that another program would write', () => {
    const lines = [
      '["Line","Dose","24h","48h"]',
      ...R_EXAMPLE_ROWS.map((row) => `["HeLa",${row.map(Number).join(',')}]`),
    ]
    const expected = createHash('sha256')
      .update(lines.map((line) => `${line}\n`).join(''))
      .digest('hex')
    expect(SAVED.sha256).toBe(expected)
  })

  it('tells a number from a text and an empty cell', () => {
    const digests = ['1', '', 'x'].map((cell) => digestFrame(frameOf(['a'], [[cell]]), [0]).sha256)
    expect(new Set(digests).size).toBe(3)
  })
})

describe('compareData', () => {
  it('says nothing of the same data, nor of a cell that no fit uses', () => {
    expect(wordsFor(ROWS)).toEqual([])
    expect(wordsFor(withCell(3, 4, 'another note'))).toEqual([])
  })

  it('names rows as the table numbers them', () => {
    const rows = withCell(11, 2, '99').map((cells, i) => (i === 2 ? cells.with(1, '3.1') : cells))
    expect(wordsFor(rows)).toEqual(['2 rows differ: 3, 12.'])
  })

  it('names new and missing rows, also within', () => {
    const row = ['HeLa', '5', '20', '30', '']
    expect(wordsFor([...ROWS, row])).toEqual(['1 row is new: 22.'])
    expect(wordsFor(ROWS.toSpliced(4, 0, row))).toEqual(['1 row is new: 5.'])
    expect(wordsFor(ROWS.toSpliced(4, 1))).toEqual(['1 row of the file is missing: 5.'])
  })

  it('knows a sorted table', () => {
    expect(wordsFor(ROWS.toReversed())).toEqual([
      'Rows stand in another order; exclusions follow their rows.',
    ])
  })

  it('names columns that are new, gone, or others', () => {
    expect(
      wordsFor(
        ROWS.map((row) => [...row, 'x']),
        [...HEADERS, 'Plate'],
      ),
    ).toEqual(['1 column new: “Plate” (not used by the fits).'])
    expect(
      wordsFor(
        ROWS.map((row) => row.slice(0, 4)),
        HEADERS.slice(0, 4),
      ),
    ).toEqual(['1 column missing: “Note” (the fits do not use it).'])
    expect(wordsFor(ROWS, HEADERS.with(2, '72h:Float'))).toEqual([
      'Column 3 is “24h” in the file and “72h” in this table.',
    ])
    expect(
      wordsFor(
        ROWS.map((row) => row.slice(0, 3)),
        HEADERS.slice(0, 3),
      ),
    ).toEqual(['The table has no column “48h”, which the fits of the file rely on.'])
  })

  it('finds every row of a shuffled table with some taken out', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ROWS.map((_, i) => i)), (order) => {
        const change = compareData(
          SAVED,
          frameOf(
            HEADERS,
            order.map((i) => ROWS[i] ?? []),
          ),
        )
        if ('problem' in change) throw new Error(change.problem)
        expect(change.isSame).toBe(order.length === ROWS.length && order.every((row, i) => row === i))
        // Rows of the same cells are interchangeable; all others are found where they are, or pair up as changed.
        for (const [row, now] of change.rowNow.entries()) {
          if (now === null || change.differing.includes(now)) continue
          expect(ROWS[order[now] ?? -1]?.slice(0, 4)).toEqual(ROWS[row]?.slice(0, 4))
        }
        expect(change.rowNow.filter((row) => row !== null).length + change.added.length).toBe(order.length)
        expect(change.rowNow.filter((row) => row === null)).toHaveLength(change.missing.length)
      }),
    )
  })

  it('takes a table of 100,000 like rows in time', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => ['a', String(i % 3)])
    const saved = digestFrame(frameOf(['x', 'y:Float'], rows), [0, 1])
    const change = compareData(saved, frameOf(['x', 'y:Float'], rows.slice(1)))
    expect('problem' in change ? null : change.missing.length).toBe(1)
  })
})
