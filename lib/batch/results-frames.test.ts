import { describe, expect, it } from 'vitest'
import { csvRows } from '../outputs/csv.ts'
import { cutRows } from './cut-rows.ts'
import { planFrames } from './results-frames.ts'

const of = (byteLength: number, curveCount = 30_304) => ({ frameName: 'Plate 7 (b)', curveCount, byteLength })

describe('the data frames that results are pushed as', () => {
  it('are one where a push takes them', () => {
    expect(planFrames(of(60_000_000), 'fewest')).toEqual([
      { name: 'Halfmax results Plate 7 (b)', fileName: 'plate-7-b-results.csv', from: 0, to: 30_304 },
    ])
  })

  it.each([
    ['fewest', 60_000_001, 60_000_000],
    ['fewest', 1_000_000_000, 60_000_000],
    ['small', 15_000_001, 15_000_000],
    ['small', 44_000_000, 15_000_000],
  ] as const)('are %s of %d bytes, each below %d, with every curve once', (size, byteLength, most) => {
    const frames = planFrames(of(byteLength), size)
    expect(frames.length).toBeGreaterThan(1)
    expect(frames.map(({ from }) => from)).toEqual([0, ...frames.slice(0, -1).map(({ to }) => to)])
    expect(frames.at(-1)?.to).toBe(30_304)
    // Of rows that are up to a twentieth longer than the usual one.
    const longest = Math.max(...frames.map(({ from, to }) => ((to - from) * byteLength * 1.05) / 30_304))
    expect(longest).toBeLessThan(most)
    expect(new Set(frames.map(({ name }) => name)).size).toBe(frames.length)
    expect(frames[1]).toMatchObject({
      name: `Halfmax results part 2 of ${frames.length} Plate 7 (b)`,
      fileName: `plate-7-b-results-part-2-of-${frames.length}.csv`,
    })
  })

  it('are never more than there are curves', () => {
    expect(planFrames(of(900_000_000, 2), 'small')).toHaveLength(2)
  })
})

describe('rows cut out of a CSV', () => {
  const rows = [
    ['a', 1],
    ['say "hi"\nthere', 2],
    ['b,c', 3],
    ['"', 4],
    ['last', 5],
  ] as const
  const csv = new TextEncoder().encode(csvRows(rows, 'run'))

  it('are those that were asked for, line ends within quotes or not', () => {
    for (let from = 0; from < rows.length; from += 1) {
      for (let to = from + 1; to <= rows.length; to += 1) {
        const cut = new TextDecoder().decode(cutRows(csv, from, to))
        expect(cut, `${from} to ${to}`).toBe(csvRows(rows.slice(from, to), 'run'))
      }
    }
  })

  it('are none where there are none', () => {
    expect(cutRows(csv, 9, 10)).toHaveLength(0)
    expect(cutRows(new Uint8Array(), 0, 1)).toHaveLength(0)
  })
})
