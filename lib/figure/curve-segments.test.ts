import { describe, expect, it } from 'vitest'
import { bandEdges, curveSegments } from './curve-segments.ts'
import { CURVE_24H, CURVE_48H } from './figure-fixture.ts'

describe('curveSegments', () => {
  it('cuts the curve exactly at the lowest and highest tested dose', () => {
    const { inside, beyond } = curveSegments(CURVE_24H)
    expect(inside.x[0]).toBe(Math.log10(0.3))
    expect(inside.x.at(-1)).toBe(Math.log10(300))
    // Free 24 h fit at 0.3 and 300 µM, by hand from its parameters; the cut is linear between drawn doses.
    expect(inside.y[0]).toBeCloseTo(9.5 + 73.68 / (1 + (22.92 / 0.3) ** 1.417), 2)
    expect(inside.y.at(-1)).toBeCloseTo(9.5 + 73.68 / (1 + (22.92 / 300) ** 1.417), 1)
    expect(beyond.map(({ x }) => [x[0], x.at(-1)])).toEqual([
      [-1, Math.log10(0.3)],
      [Math.log10(300), 3],
    ])
  })

  it('draws nothing without a fit', () => {
    expect(curveSegments({ ...CURVE_24H, band: null })).toEqual({ inside: { x: [], y: [] }, beyond: [] })
  })
})

describe('bandEdges', () => {
  it('ends at the tested doses and is absent where the covariance is', () => {
    const band = bandEdges(CURVE_24H)
    expect(band?.lower.x[0]).toBe(Math.log10(0.3))
    expect((band?.upper.y[5] ?? NaN) - (band?.lower.y[5] ?? NaN)).toBeCloseTo(10, 9)
    expect(bandEdges(CURVE_48H)).toBeNull()
  })
})
