import { describe, expect, it } from 'vitest'
import { scaledCondition } from './singular-values.ts'

describe('the condition number of JᵀJ with scaled columns', () => {
  it('of two columns is (1 + c)/(1 − c), c their cosine, whatever their lengths', () => {
    const angle = 0.3
    const c = Math.cos(angle)
    const columns = [Float64Array.of(5, 0, 0), Float64Array.of(1e-6 * c, 1e-6 * Math.sin(angle), 0)]
    expect(scaledCondition(columns)).toBeCloseTo((1 + c) / (1 - c), 9)
  })

  it('of equal correlations is (1 + (k − 1) r)/(1 − r)', () => {
    // Columns e₀ √r + eⱼ √(1 − r): every pair has correlation r.
    const r = 0.999
    const columns = [1, 2, 3, 4].map((j) => {
      const column = new Float64Array(6)
      column[0] = Math.sqrt(r)
      column[j] = Math.sqrt(1 - r)
      return column
    })
    const condition = scaledCondition(columns) ?? Number.NaN
    expect(condition / ((1 + 3 * r) / (1 - r))).toBeCloseTo(1, 9)
  })

  it('keeps its digits where JᵀJ itself would have none left', () => {
    // Cosine 1 − 2⁻⁴⁰ or so: (1 + c)/(1 − c) = cot²(half the angle).
    const half = 1e-9
    const columns = [Float64Array.of(1, 0), Float64Array.of(Math.cos(2 * half), Math.sin(2 * half))]
    const condition = scaledCondition(columns) ?? Number.NaN
    expect(condition * Math.tan(half) ** 2).toBeCloseTo(1, 6)
  })

  it('is 1 for orthogonal columns, and none without one that has a length', () => {
    expect(scaledCondition([Float64Array.of(3, 0), Float64Array.of(0, 7)])).toBe(1)
    expect(scaledCondition([Float64Array.of(0, 0)])).toBeNull()
    expect(scaledCondition([])).toBeNull()
  })
})
