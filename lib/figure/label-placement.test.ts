import { describe, expect, it } from 'vitest'
import { placeLabels } from './label-placement.ts'

const area = { x: 0, y: 0, width: 100, height: 100 }
const label = (id: string, candidates: readonly (readonly [number, number])[], held?: number) => ({
  id,
  width: 20,
  height: 10,
  candidates: candidates.map(([x, y]) => ({ x, y })),
  held,
})

describe('placeLabels', () => {
  it('takes the first candidate off marks, other labels and the edge', () => {
    const mark = { x: 10, y: 10, width: 5, height: 5 }
    const places: [number, number][] = [
      [90, 0],
      [8, 8],
      [50, 50],
    ]
    const placed = placeLabels(
      [
        label('a', places),
        label('b', [
          [45, 45],
          [70, 70],
        ]),
      ],
      { boxes: [mark], area },
    )
    expect(placed.map(({ id, x, y, isFree }) => [id, x, y, isFree])).toEqual([
      ['a', 50, 50, true],
      ['b', 70, 70, true],
    ])
  })

  it('takes the least bad where nothing is free', () => {
    const wall = { x: 0, y: 0, width: 100, height: 60 }
    const [placed] = placeLabels(
      [
        label('a', [
          [0, 0],
          [0, 55],
        ]),
      ],
      { boxes: [wall], area },
    )
    expect([placed?.y, placed?.isFree]).toEqual([55, false])
  })

  it('stays where it was while that is free, and leaves when it is not', () => {
    const places: [number, number][] = [
      [0, 0],
      [50, 50],
    ]
    const [kept] = placeLabels([label('a', places, 1)], { boxes: [], area })
    expect(kept?.candidate).toBe(1)
    const [left] = placeLabels([label('a', places, 1)], {
      boxes: [{ x: 55, y: 52, width: 4, height: 4 }],
      area,
    })
    expect(left?.candidate).toBe(0)
  })
})
