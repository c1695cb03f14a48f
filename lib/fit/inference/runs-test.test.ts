import { describe, expect, it } from 'vitest'
import { runsTest } from './runs-test.ts'

/** `positive` and `negative` signs in `runs` alternating groups, as long as need be. */
function arranged(runs: number, positive: number, negative: number): Float64Array {
  const signs: number[] = []
  const left = [positive, negative]
  for (let r = 0; r < runs; r++) {
    const which = r % 2
    const groupsToCome = Math.ceil((runs - r) / 2) - 1
    const length = groupsToCome > 0 ? 1 : (left[which] ?? 0)
    left[which] = (left[which] ?? 0) - length
    signs.push(...Array.from({ length }, () => (which === 0 ? 1 : -1)))
  }
  return Float64Array.from(signs)
}

/** Two-sided p by listing every arrangement. */
function listed(runs: number, positive: number, negative: number): number {
  const n = positive + negative
  let [all, below, above] = [0, 0, 0]
  for (let mask = 0; mask < 2 ** n; mask++) {
    const bits = Array.from({ length: n }, (_, i) => (mask >> i) & 1)
    if (bits.reduce((sum, bit) => sum + bit, 0) !== positive) continue
    const count = 1 + bits.filter((bit, i) => i > 0 && bit !== bits[i - 1]).length
    all++
    if (count <= runs) below++
    if (count >= runs) above++
  }
  return Math.min(1, (2 * Math.min(below, above)) / all)
}

describe('the runs test', () => {
  it.each([
    [3, 4, 5],
    [6, 4, 5],
    [9, 5, 4],
    [2, 6, 6],
    [5, 3, 7],
    [12, 6, 6],
  ])('gives %i runs of %i and %i the p of all arrangements', (runs, positive, negative) => {
    const test = runsTest(arranged(runs, positive, negative))
    expect(test?.runs).toBe(runs)
    expect(test?.p).toBeCloseTo(listed(runs, positive, negative), 12)
  })

  it.each([
    ['10 and 10', 10, 10, 6, 16],
    ['20 and 20', 20, 20, 14, 28],
    ['15 and 15', 15, 15, 10, 22],
  ])('has the 5 %% points of Swed and Eisenhart: %s', (_, positive, negative, lower, upper) => {
    const p = (runs: number) => runsTest(arranged(runs, positive, negative))?.p ?? Number.NaN
    expect(p(lower)).toBeLessThanOrEqual(0.05)
    expect(p(lower + 1)).toBeGreaterThan(0.05)
    expect(p(upper)).toBeLessThanOrEqual(0.05)
    expect(p(upper - 1)).toBeGreaterThan(0.05)
  })

  it('expects 2ab/(a + b) + 1 runs and leaves zeros out', () => {
    const test = runsTest(Float64Array.of(1, 0, 2, -1, -3, 0, 4, -2, 5))
    expect(test).toMatchObject({ runs: 5, expected: (2 * 4 * 3) / 7 + 1 })
  })

  it('is silent under three of either sign', () => {
    expect(runsTest(Float64Array.of(1, 1, 1, 1, -1, -1))).toBeNull()
    expect(runsTest(new Float64Array(0))).toBeNull()
  })

  it('still adds up for a thousand signs', () => {
    expect(runsTest(arranged(501, 500, 500))?.p).toBeCloseTo(1, 12)
    expect(runsTest(arranged(400, 500, 500))?.p).toBeLessThan(1e-9)
  })
})
