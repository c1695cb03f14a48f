import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { makeRandom } from '../numerics/random.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'

const free = { kind: 'free' } as const
const dose = Float64Array.from({ length: 10 }, (_, i) => 10 ** (i / 2 - 2))

function classOf(response: Float64Array | readonly number[], changes: Partial<FitRequest> = {}) {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose,
    response: Float64Array.from(response),
    ...changes,
  }).screenClass?.ncats
}

/** % activity that rises from 0 to `top` with its midpoint at `ec50`, with scatter of SD `noise`. */
function rising(top: number, ec50: number, noise = 1): Float64Array {
  const random = makeRandom(6)
  return dose.map((d) => top / (1 + (ec50 / d) ** 1.5) + noise * random.normal())
}

/** A rise that is no larger than the scatter about it. */
const wild = [0, 40, -40, 50, -25, 85, 10, 95, -20, 80]

describe('the curve class of a screen', () => {
  it.each([
    ['1.1: both plateaus, beyond 6 SD', rising(95, 1), '1.1'],
    ['1.2: both plateaus, between 3 and 6 SD', rising(45, 1), '1.2'],
    ['2.1: still rising at the highest dose, beyond 6 SD', rising(160, 60), '2.1'],
    ['2.2: still rising at the highest dose, between 3 and 6 SD', rising(70, 150), '2.2'],
    ['3: the highest dose alone', [1, -2, 0, 3, 1, -1, 2, 0, -3, 52], '3'],
    ['4: within 3 SD', rising(20, 1, 4), '4'],
    ['5: active at every dose', rising(60, 1e-4), '5'],
  ])('%s', (_, response, expected) => {
    expect(classOf(response)).toBe(expected)
  })

  it('turns negative for viability that falls from 100, and for activity that falls from 0', () => {
    expect(classOf(rising(95, 1).map((y) => 100 - y))).toBe('-1.1')
    expect(classOf(rising(95, 1).map((y) => -y))).toBe('-1.1')
    expect(classOf([1, -2, 0, 3, 1, -1, 2, 0, -3, 52].map((y) => 100 - y))).toBe('-3')
    expect(classOf(rising(20, 1, 4).map((y) => 100 - y))).toBe('4')
  })

  it('reads a fraction as a hundredth of a percent scale', () => {
    expect(
      classOf(
        rising(45, 1).map((y) => y / 100),
        { responseScale: 'fraction' },
      ),
    ).toBe('1.2')
  })

  it('is poor, x.3 or x.4, where the effect is large and the flat test is not significant', () => {
    expect(classOf(wild)).toMatch(/^-?[12]\.[34]$/)
  })

  it('is inconclusive where the untreated wells are themselves beyond 6 SD', () => {
    const response = [65, ...rising(95, 1).subarray(1)]
    const doses = dose.slice()
    doses[0] = 0
    const bottom = { kind: 'fixed', value: 0 } as const
    const constraints = { bottom, top: free, logEc50: free, hill: free }
    expect(classOf(response, { dose: doses, constraints })).toBe('5')
  })

  it('counts arbitrary responses in the scatter of a well, from the control', () => {
    const doses = Float64Array.from({ length: 24 }, (_, i) => (i < 3 ? 0 : 10 ** (Math.floor(i / 3) / 2 - 2)))
    const curve = (size: number) => {
      const random = makeRandom(7)
      return doses.map((d) => 5e4 - size / (1 + (1 / d) ** 1.5) + 500 * random.normal())
    }
    const changes = { dose: doses, responseScale: 'arbitrary' } as const
    expect(classOf(curve(3e4), changes)).toBe('-1.1')
    expect(classOf(curve(2000), changes)).toMatch(/^-[12]\.2$/)
    expect(classOf(curve(100), changes)).toBe('4')
  })

  it('classes constant data, and refuses too few points', () => {
    expect(classOf(dose.map(() => 3))).toBe('4')
    expect(classOf(dose.map(() => 50))).toBe('5')
    expect(classOf([0, 50, 100], { dose: dose.slice(0, 3) })).toBeNull()
  })
})
