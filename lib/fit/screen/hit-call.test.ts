import { describe, expect, it } from 'vitest'
import { fitCurve } from '../fit-curve.ts'
import { PLAIN_REQUEST } from '../testing/plain-request.ts'
import type { FitRequest } from '../types.ts'

const free = { kind: 'free' } as const
const FREE = { bottom: free, top: free, logEc50: free, hill: free }
/** Eight doses in two wells, half a decade apart. */
const dose = Float64Array.from({ length: 16 }, (_, i) => 10 ** (Math.floor(i / 2) / 2 - 2))

function hitCallOf(response: readonly number[], changes: Partial<FitRequest> = {}) {
  return fitCurve({
    ...PLAIN_REQUEST,
    dose,
    response: Float64Array.from(response),
    ...changes,
  }).screenClass?.hitCall
}

const strong = [-4.6, -7.8, -0.8, 3.2, 9.6, 3.5, 6.8, 5.4, 33.7, 39, 57.3, 48.3, 66.3, 81.7, 79.1, 67.5]
const near = [-0.3, -5.7, -2.7, -2, -1.9, 4.4, 5.4, 2.8, 17.6, 19.7, 18.8, 25.8, 28.3, 32.4, 28.8, 35.4]
const falling = [98.5, 98.4, 105.5, 92.6, 103.2, 92.2, 93.6, 90.5, 95, 89.7, 86, 75.3, 65.8, 65.7, 52.9, 56.2]

describe('the continuous hit call', () => {
  // Made with SciPy 1.17: bounded least squares from 27 starts, free and with the plateau at the cutoff; t and χ² from
  // scipy.stats.
  it.each([
    ['a clear response', strong, 0.9999999955663663],
    ['a plateau just past the cutoff of 30 %', near, 0.7794647798868208],
    ['viability that falls to half', falling, 0.9971782255308624],
  ])('is the product of its three probabilities: %s', (_, response, expected) => {
    expect(hitCallOf(response)).toBeCloseTo(expected, 7)
  })

  it('is the same for inhibition and activity: 100 − y', () => {
    expect(hitCallOf(near.map((y) => 100 - y))).toBeCloseTo(0.7794647798868208, 7)
    expect(
      hitCallOf(
        near.map((y) => y / 100),
        { responseScale: 'fraction' },
      ),
    ).toBeCloseTo(0.7794647798868208, 7)
  })

  it('knows on which side a fixed plateau lies', () => {
    const top = (value: number) => ({ ...FREE, top: { kind: 'fixed', value } }) as const
    expect(hitCallOf(near, { constraints: top(29) })).toBe(0)
    expect(hitCallOf(near, { constraints: top(31) })).toBeGreaterThan(0.8)
  })

  it('is about 0 where nothing happens, 0 for constant data, and has no plateau to ask of a line', () => {
    const flat = near.map((_, i) => 2 * Math.sin(7 * i))
    expect(hitCallOf(flat)).toBeLessThan(0.001)
    expect(hitCallOf(near.map(() => 5))).toBe(0)
    expect(hitCallOf(near, { model: 'constant' })).toBe(0)
    expect(hitCallOf(near, { model: 'linear' })).toBeNull()
  })

  it('calls a bell by its peak', () => {
    const bell = Array.from(dose, (d) => 90 / (1 + 0.05 / d ** 1.5) / (1 + (d / 6) ** 2))
    const scattered = bell.map((y, i) => y + 3 * Math.sin(5 * i))
    expect(hitCallOf(scattered, { model: 'bell' })).toBeGreaterThan(0.95)
    expect(
      hitCallOf(
        scattered.map((y) => y / 5),
        { model: 'bell' },
      ),
    ).toBeLessThan(0.05)
  })

  it('takes known SDs for what they are', () => {
    // SciPy as above, with σ = 4: AIC and likelihood ratio are differences of RSS/σ².
    const weights = dose.map(() => 1 / 16)
    expect(hitCallOf(near, { weights, areSdsExact: true })).toBeCloseTo(0.7084987998723219, 7)
  })

  it('has no likelihood to compare for other losses', () => {
    expect(hitCallOf(near, { loss: 'tukey' })).toBeNull()
    const trials = dose.map(() => 20)
    const counts = near.map((y) => Math.round(Math.max(0, y) / 5) / 20)
    expect(hitCallOf(counts, { loss: 'binomial', trials, responseScale: 'fraction' })).toBeNull()
  })

  it('needs a degree of freedom, and is not made while dragging', () => {
    const few = { dose: dose.filter((_, i) => i % 4 === 0) }
    expect(hitCallOf([0, 5, 60, 90], few)).toBeNull()
    expect(hitCallOf(strong, { detail: 'drag' })).toBeUndefined()
  })
})
