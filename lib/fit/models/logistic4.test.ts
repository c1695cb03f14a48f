import { describe, expect, it } from 'vitest'
import {
  logistic4,
  logistic4DoseSlope,
  logistic4Gradient,
  logistic4Inverse,
  plateauAtZeroDose,
} from './logistic4.ts'

const theta = Float64Array.of(2, 98, -0.5, 1.2)

describe('logistic4', () => {
  it.each([
    ['no compound sits on the bottom plateau', Number.NEGATIVE_INFINITY, 2],
    ['the midpoint is halfway between the plateaus', -0.5, 50],
    ['a decade above the midpoint', 0.5, 2 + 96 / (1 + 10 ** -1.2)],
    ['a huge dose reaches the top without overflow', 300, 98],
  ])('%s', (_, logDose, expected) => {
    expect(logistic4(theta, logDose)).toBeCloseTo(expected, 10)
  })

  it('puts no compound on the top plateau of a falling curve', () => {
    expect(logistic4(Float64Array.of(2, 98, -0.5, -1.2), Number.NEGATIVE_INFINITY)).toBe(98)
    expect(plateauAtZeroDose(Float64Array.of(2, 98, -0.5, -1.2))).toBe(98)
  })
})

describe('logistic4Gradient', () => {
  const points = [-3, -1, -0.6, -0.5, 0, 1.5]
  const curves = [
    ['rising', theta],
    ['falling', Float64Array.of(-10, 20, 0.3, -0.7)],
    ['steep', Float64Array.of(0, 1, -0.55, 8)],
    ['top below bottom', Float64Array.of(5, 1, 0, 1)],
  ] as const

  it.each(curves)('agrees with central differences, %s', (_, curve) => {
    const gradient = new Float64Array(4)
    for (const x of points) {
      logistic4Gradient(curve, x, gradient)
      gradient.forEach((value, k) => {
        const step = 1e-5
        const moved = (by: number) =>
          logistic4(
            curve.map((p, j) => (j === k ? p + by : p)),
            x,
          )
        expect(value).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 6)
      })
      expect(logistic4DoseSlope(curve, x)).toBeCloseTo(
        (logistic4(curve, x + 1e-5) - logistic4(curve, x - 1e-5)) / 2e-5,
        6,
      )
    }
  })

  it('is finite at dose 0, where neither midpoint nor slope matter', () => {
    const gradient = new Float64Array(4)
    logistic4Gradient(theta, Number.NEGATIVE_INFINITY, gradient)
    expect(Array.from(gradient)).toEqual([1, 0, 0, 0])
  })
})

describe('logistic4Inverse', () => {
  it('undoes the curve between the plateaus and is null outside', () => {
    for (const level of [2.001, 10, 50, 97]) {
      expect(logistic4(theta, logistic4Inverse(theta, level) ?? Number.NaN)).toBeCloseTo(level, 9)
    }
    expect(logistic4Inverse(theta, 98)).toBeNull()
    expect(logistic4Inverse(theta, 120)).toBeNull()
    expect(logistic4Inverse(theta, -1)).toBeNull()
  })
})
