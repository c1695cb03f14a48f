import { describe, expect, it } from 'vitest'
import { MORTALITY_FIGURE } from '@/lib/figure/figure-fixture.ts'
import { figureGeometry } from '@/lib/figure/geometry.ts'
import { keySteps } from './handle-keys.ts'
import {
  ariaRange,
  handlePlace,
  valueAfterSteps,
  valueAtPlace,
  valueText,
  type HandleView,
} from './handle-view.ts'

// -1..3 decades over 400 px: a decade is 100 px. The responses are -6..106 over 300 px: a percent is 2.678… px.
const AREA = { x: 50, y: 10, width: 400, height: 300 }
const geometry = figureGeometry(MORTALITY_FIGURE, { area: AREA })
const PERCENT_PX = 300 / 112

function viewOf(changes: Partial<HandleView>): HandleView {
  return {
    parameter: 'top',
    side: 'value',
    kind: 'free',
    value: 83.2,
    limits: [-Infinity, Infinity],
    label: 'Top plateau',
    textOf: (value) => `${value} %`,
    ...changes,
  }
}

const top = viewOf({})
const ec50 = viewOf({ parameter: 'logEc50', value: 1.36 })
const tangent = { logDose: 1, response: 50, hill: 1, perHill: 50 }
const slope = viewOf({ parameter: 'hill', value: 1 })
const frame = { geometry, tangent }
const at = (x: number, y: number) => ({ x, y })

describe('handlePlace', () => {
  it('puts plateaus at the right end, the EC50 under the axis, edges of bounds at the left', () => {
    expect(handlePlace(viewOf({ value: 100 }), frame)?.x).toBe(450)
    expect(handlePlace(viewOf({ value: 100 }), frame)?.y).toBeCloseTo(310 - 106 * PERCENT_PX, 9)
    expect(handlePlace(viewOf({ parameter: 'logEc50', value: 1 }), frame)).toEqual(at(250, 315))
    expect(handlePlace(viewOf({ value: 0, side: 'lower' }), frame)?.x).toBe(59)
  })

  it('keeps a value out of view at the edge', () => {
    expect(handlePlace(viewOf({ value: 900 }), frame)?.y).toBeCloseTo(10, 9)
    expect(handlePlace(viewOf({ parameter: 'logEc50', value: -7 }), frame)?.x).toBeCloseTo(50, 9)
  })

  it('puts the slope on the tangent, towards lower doses', () => {
    // Per decade 100 px to the left and 50 % down: 46 px along that line.
    const length = Math.hypot(100, 50 * PERCENT_PX)
    const place = handlePlace(slope, frame)
    expect(place?.x).toBeCloseTo(250 - (46 * 100) / length, 9)
    expect(place?.y).toBeCloseTo(310 - 56 * PERCENT_PX + (46 * 50 * PERCENT_PX) / length, 9)
    expect(handlePlace(slope, { geometry, tangent: null })).toBeNull()
  })
})

describe('valueAtPlace', () => {
  it('gives the value whose pixel it is, however the pointer is rounded to whole px', () => {
    for (const value of [-5, 0, 33, 50, 85, 105]) {
      const y = Math.round(310 - (value + 6) * PERCENT_PX)
      expect(valueAtPlace(top, at(0, y), frame)).toBe(value)
    }
    for (const logDose of [-1, 0, 0.5, 1.07, 3]) {
      expect(valueAtPlace(ec50, at(50 + Math.round((logDose + 1) * 100), 0), frame)).toBe(logDose)
    }
  })

  it('is the same at twice the size, where a px is half as much', () => {
    const large = figureGeometry(MORTALITY_FIGURE, { area: { x: 60, y: 20, width: 800, height: 600 } })
    const y = Math.round(620 - (85 + 6) * PERCENT_PX * 2)
    expect(valueAtPlace(top, at(0, y), { geometry: large, tangent })).toBe(85)
    expect(valueAtPlace(ec50, at(60 + Math.round(2.07 * 200), 0), { geometry: large, tangent })).toBe(1.07)
  })

  it('stays within the axis and the limits', () => {
    expect(valueAtPlace(top, at(0, -500), frame)).toBeLessThanOrEqual(106)
    expect(valueAtPlace(viewOf({ limits: [20, Infinity] }), at(0, 309), frame)).toBe(20)
    expect(valueAtPlace(ec50, at(0, 0), frame)).toBe(-1)
  })

  it('reads the slope from the line through midpoint and pointer', () => {
    const y = 310 - 56 * PERCENT_PX
    // One decade left and 75 % down is 1.5 times the rise of hill 1.
    expect(valueAtPlace(slope, at(150, y + 75 * PERCENT_PX), frame)).toBe(1.5)
    expect(valueAtPlace(slope, at(200, y + 12.5 * PERCENT_PX), frame)).toBe(0.5)
  })

  it('never turns the curve round', () => {
    const y = 310 - 56 * PERCENT_PX
    expect(valueAtPlace(slope, at(150, y - 80), frame)).toBe(0.05)
    expect(valueAtPlace(slope, at(350, y + 80), frame)).toBe(10)
    const falling = { ...tangent, hill: -1 }
    expect(
      valueAtPlace(viewOf({ parameter: 'hill', value: -1 }), at(150, y + 80), { geometry, tangent: falling }),
    ).toBe(-0.05)
  })
})

describe('valueAfterSteps', () => {
  it('goes to the grid of the pointer first, then along it', () => {
    // A px is 0.373 %, so the grid is 0.5 %.
    expect(valueAfterSteps(top, 1, geometry)).toBe(83.5)
    expect(valueAfterSteps(top, -1, geometry)).toBe(83)
    expect(valueAfterSteps(viewOf({ value: 83.5 }), 10, geometry)).toBe(88.5)
    expect(valueAfterSteps(ec50, 1, geometry)).toBe(1.37)
    expect(valueAfterSteps(viewOf({ parameter: 'hill', value: 0.914 }), 1, geometry)).toBe(0.92)
  })

  it('leads back from out of view, never further out', () => {
    expect(valueAfterSteps(viewOf({ value: 900 }), 1, geometry)).toBe(900)
    expect(valueAfterSteps(viewOf({ value: 900 }), -10, geometry)).toBe(895)
  })

  it('stops at the limits', () => {
    expect(valueAfterSteps(viewOf({ value: 20.2, limits: [20, Infinity] }), -10, geometry)).toBe(20)
  })
})

describe('keySteps', () => {
  it('knows arrows, Page keys and Shift', () => {
    expect(['ArrowUp', 'ArrowLeft', 'PageDown', 'a'].map((key) => keySteps(key, false))).toEqual([
      1,
      -1,
      -10,
      null,
    ])
    expect(keySteps('ArrowDown', true)).toBe(-10)
    expect(keySteps('PageUp', true)).toBe(10)
    expect(keySteps('constructor', false)).toBeNull()
  })
})

describe('what assistive technology hears', () => {
  it('says how the value is held', () => {
    expect(valueText(viewOf({ kind: 'fixed' }))).toBe('83.2 %, fixed')
    expect(valueText(viewOf({ side: 'upper', kind: 'bounded' }))).toBe('83.2 %')
  })

  it('has the value inside its range, also out of view', () => {
    expect(ariaRange(viewOf({ value: 900 }), geometry)[1]).toBe(900)
    expect(ariaRange(viewOf({ limits: [20, Infinity] }), geometry)[0]).toBe(20)
  })
})
