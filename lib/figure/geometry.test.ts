import { describe, expect, it } from 'vitest'
import { CURVE_24H, MORTALITY_FIGURE } from './figure-fixture.ts'
import { figureGeometry } from './geometry.ts'

const AREA = { x: 50, y: 10, width: 400, height: 300 }

describe('figureGeometry', () => {
  const geometry = figureGeometry(MORTALITY_FIGURE, { area: AREA })

  it('maps decades evenly and responses upwards', () => {
    // -1..3 over 400 px: a decade is 100 px. The domain is -6..106: a percent is 300/112 px.
    expect(geometry.xOf(0)).toBeCloseTo(150, 9)
    expect(geometry.xOf(3)).toBeCloseTo(450, 9)
    expect(geometry.yOf(0)).toBeCloseTo(310 - (6 * 300) / 112, 9)
    expect(geometry.yOf(106)).toBeCloseTo(10, 9)
  })

  it('moves the excluded twin aside, not the included one', () => {
    const points = geometry.curves[1]?.points ?? []
    const [included, excluded] = [points[3], points[10]]
    expect(included?.point.response).toBe(excluded?.point.response)
    expect(included?.x).toBeCloseTo(geometry.xOf(1), 9)
    expect(excluded?.x).toBeCloseTo(geometry.xOf(1) + 8, 9)
  })

  it('puts labels off points and inside the area', () => {
    const points = geometry.curves.flatMap((curve) => curve.points)
    expect(geometry.labels.map(({ id, isFree }) => [id, isFree])).toEqual([
      ['HeLa|Mortality 24h', true],
      ['HeLa|Mortality 48h', true],
    ])
    for (const { x, y, width, height } of geometry.labels) {
      expect(points.filter((p) => p.x > x && p.x < x + width && p.y > y && p.y < y + height)).toEqual([])
      expect(x).toBeGreaterThanOrEqual(AREA.x)
      expect(x + width).toBeLessThanOrEqual(AREA.x + AREA.width)
    }
  })

  it('keeps the axes when points are excluded', () => {
    const points = CURVE_24H.points.map((point) => ({ ...point, isExcluded: point.dose >= 100 }))
    const excluded = figureGeometry(
      { ...MORTALITY_FIGURE, curves: [{ ...CURVE_24H, points }] },
      { area: AREA },
    )
    expect(excluded.dose.domain).toEqual([-1, 3])
  })

  it('shows a control in the gutter', () => {
    const control = {
      ...CURVE_24H.points[0],
      row: 21,
      dose: 0,
      response: 2,
      replicate: 1,
      isExcluded: false,
      reason: null,
    }
    const drawn = figureGeometry(
      { ...MORTALITY_FIGURE, curves: [{ ...CURVE_24H, points: [...CURVE_24H.points, control] }] },
      { area: AREA },
    )
    const x = drawn.curves[0]?.points.at(-1)?.x ?? NaN
    expect(x).toBeGreaterThan(AREA.x)
    expect(x).toBeLessThan(drawn.xOf(drawn.dose.breakX ?? NaN))
  })
})
