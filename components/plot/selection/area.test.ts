import { describe, expect, it } from 'vitest'
import type { GeometryCurve } from '@/lib/figure/geometry.ts'
import { oneCurve, pointAt, pointsInside } from './area.ts'

/** Only what the functions read. */
function curveAt(curveId: string, places: readonly (readonly [row: number, x: number, y: number])[]) {
  const points = places.map(([row, x, y]) => ({ curveId, x, y, point: { row } }))
  return { points } as unknown as GeometryCurve
}

const CURVES = [
  curveAt('24 h', [
    [0, 10, 10],
    [1, 50, 50],
    [2, 90, 10],
  ]),
  curveAt('48 h', [
    [0, 10, 30],
    [1, 50, 90],
  ]),
]
const rowsOf = (points: ReturnType<typeof pointsInside>) =>
  points.map(({ curveId, point }) => `${curveId} ${point.row}`)

describe('points inside what was drawn', () => {
  it('is the same box from whichever corner it was drawn', () => {
    const corners = [
      [
        { x: 0, y: 0 },
        { x: 60, y: 55 },
      ],
      [
        { x: 60, y: 55 },
        { x: 0, y: 0 },
      ],
      [
        { x: 0, y: 55 },
        { x: 60, y: 0 },
      ],
    ] as const
    for (const [from, to] of corners) {
      expect(rowsOf(pointsInside(CURVES, { kind: 'box', from, to }))).toEqual(['24 h 0', '24 h 1', '48 h 0'])
    }
  })

  it('leaves out what a lasso goes around', () => {
    // A U with its opening at the top: the point at (50, 50) lies between its legs.
    const path = [
      [0, 0],
      [20, 0],
      [20, 80],
      [80, 80],
      [80, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ].map(([x = 0, y = 0]) => ({ x, y }))
    expect(rowsOf(pointsInside(CURVES, { kind: 'lasso', path }))).toEqual([
      '24 h 0',
      '24 h 2',
      '48 h 0',
      '48 h 1',
    ])
  })

  it('takes nothing into a lasso that has no area', () => {
    const path = [
      { x: 10, y: 10 },
      { x: 10, y: 10 },
    ]
    expect(pointsInside(CURVES, { kind: 'lasso', path })).toEqual([])
    expect(pointsInside(CURVES, { kind: 'lasso', path: [] })).toEqual([])
  })
})

describe('the point under the pointer', () => {
  it('is the nearest one within reach', () => {
    expect(pointAt(CURVES, { x: 12, y: 21 }, 12)?.curveId).toBe('48 h')
    expect(pointAt(CURVES, { x: 30, y: 30 }, 12)).toBeNull()
  })
})

describe('one curve of those inside', () => {
  const all = CURVES.flatMap(({ points }) => points)
  it('is the one on show where it has a point there', () => {
    expect(oneCurve(all, '48 h')).toEqual({ curveId: '48 h', rows: [0, 1] })
  })

  it('is the one with most where the one on show has none', () => {
    expect(oneCurve(all, 'reference')).toEqual({ curveId: '24 h', rows: [0, 1, 2] })
    expect(oneCurve([], '24 h')).toBeNull()
  })
})
