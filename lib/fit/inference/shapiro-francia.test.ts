import { describe, expect, it } from 'vitest'
import { makeRandom } from '../numerics/random.ts'
import { shapiroFrancia } from './shapiro-francia.ts'

describe('the Shapiro–Francia test', () => {
  it('is that of the published birth weights of twelve piglets', () => {
    // R package normality, its own test of method "SF".
    const weights = [605, 858, 862, 992, 1006, 1018, 1020, 1079, 1088, 1110, 1120, 1166]
    const test = shapiroFrancia(Float64Array.from(weights))
    expect(test?.w).toBeCloseTo(0.84151, 5)
    expect(test?.p).toBeCloseTo(0.02865, 5)
  })

  it.each([
    [
      'weights of eleven men (Shapiro and Wilk 1965)',
      [148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236],
      0.771381939646386,
      0.00734764001456,
    ],
    [
      'ages with ties',
      [
        11, 13, 14, 22, 29, 30, 41, 41, 52, 55, 56, 59, 65, 65, 66, 74, 74, 75, 77, 81, 82, 82, 82, 82, 83,
        85, 85, 87, 87, 88,
      ],
      0.877208384728054,
      0.00362692562305,
    ],
  ])('agrees with SciPy’s quantiles and correlation: %s', (_, values, w, p) => {
    const test = shapiroFrancia(Float64Array.from(values))
    expect(test?.w).toBeCloseTo(w, 10)
    expect(test?.p).toBeCloseTo(p, 9)
  })

  it('does not depend on order, shift or unit', () => {
    const values = Float64Array.of(3, 1, 4, 1.5, 9, 2.6, 5)
    const moved = values
      .slice()
      .reverse()
      .map((value) => 1e6 - 250 * value)
    expect(shapiroFrancia(moved)?.w).toBeCloseTo(shapiroFrancia(values)?.w ?? Number.NaN, 10)
  })

  it('refuses about 5 % of normal samples at p < 0.05', () => {
    const random = makeRandom(11)
    let refused = 0
    for (let i = 0; i < 4000; i++) {
      const p = shapiroFrancia(Float64Array.from({ length: 24 }, () => random.normal()))?.p
      if ((p ?? 1) < 0.05) refused++
    }
    // 200 expected; the approximation itself is good to a few tenths of a per cent.
    expect(refused).toBeGreaterThan(140)
    expect(refused).toBeLessThan(260)
  })

  it('says nothing of too few or equal values', () => {
    expect(shapiroFrancia(Float64Array.of(1, 2, 3, 4))).toBeNull()
    expect(shapiroFrancia(new Float64Array(8).fill(2))).toBeNull()
  })
})
