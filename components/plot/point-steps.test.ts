import { describe, expect, it } from 'vitest'
import { MORTALITY_FIGURE } from '@/lib/figure/figure-fixture.ts'
import { figureGeometry } from '@/lib/figure/geometry.ts'
import { findPoint, stepPoint, type StepKey } from './point-steps.ts'

const { curves } = figureGeometry(MORTALITY_FIGURE, { area: { x: 0, y: 0, width: 400, height: 300 } })
const [EARLY, LATE] = ['HeLa|Mortality 24h', 'HeLa|Mortality 48h']

describe('stepPoint', () => {
  it.each<[string, number, StepKey, [number, string]]>([
    // 24 h at 10 µM: 25.288, 24.261, 25.577; at 30 µM: 54.813, 51.732, 57.399.
    ['right goes to the next dose at the nearest response', 3, 'ArrowRight', [11, EARLY]],
    ['left goes to the lower dose', 4, 'ArrowLeft', [17, EARLY]],
    ['up goes to the next response of the dose', 3, 'ArrowUp', [17, EARLY]],
    ['up crosses to the other curve', 17, 'ArrowUp', [17, LATE]],
    ['down goes back', 3, 'ArrowDown', [10, EARLY]],
    ['nothing lies left of the lowest dose', 0, 'ArrowLeft', [0, EARLY]],
    ['nothing lies under the lowest response', 10, 'ArrowDown', [10, EARLY]],
  ])('%s', (_, row, key, [nextRow, nextCurve]) => {
    const next = stepPoint(curves, { row, curveId: EARLY }, key)
    expect([next?.point.row, next?.curveId]).toEqual([nextRow, nextCurve])
  })

  it('starts at the lowest point where none is selected, also after its curve has gone', () => {
    expect(stepPoint(curves, null, 'ArrowUp')?.point.row).toBe(0)
    expect(stepPoint(curves, { row: 3, curveId: 'gone' }, 'ArrowUp')?.point.row).toBe(0)
    expect(stepPoint([], null, 'ArrowUp')).toBeNull()
  })

  it('reaches excluded points too', () => {
    expect(findPoint(curves, { row: 10, curveId: LATE })?.point.isExcluded).toBe(true)
    const seen = new Set<number>()
    for (let at = findPoint(curves, { row: 3, curveId: LATE }), i = 0; at !== null && i < 9; i++) {
      seen.add(at.point.row)
      at = stepPoint(curves, { row: at.point.row, curveId: at.curveId }, 'ArrowUp')
    }
    expect(seen).toContain(10)
  })
})
