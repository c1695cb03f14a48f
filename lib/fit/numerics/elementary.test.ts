import { describe, expect, it } from 'vitest'
import reference from '../fixtures/elementary.json' with { type: 'json' }
import { exp, expm1, log, log10, log1p, pow, pow10 } from './elementary.ts'
import { normalCdf, normalQuantile } from './normal.ts'

function worst(f: (x: number) => number, pairs: readonly (readonly number[])[]): number {
  return Math.max(
    ...pairs.map(([x = 0, expected = 0]) =>
      expected === 0 ? Math.abs(f(x)) : Math.abs(f(x) - expected) / Math.abs(expected),
    ),
  )
}

/** References: 60-digit arithmetic rounded to doubles (`fixtures/README.md`). */
describe('elementary functions against 60-digit references', () => {
  it.each([
    ['exp', exp, reference.exp, 5e-16],
    ['log', log, reference.log, 5e-16],
    ['log1p', log1p, reference.log1p, 8e-16],
    ['expm1', expm1, reference.expm1, 8e-16],
    ['Φ', normalCdf, reference.normal, 4e-15],
  ] as const)('%s', (_, f, pairs, tolerance) => {
    expect(worst(f, pairs)).toBeLessThan(tolerance)
  })

  it('are exact at whole powers of ten', () => {
    for (let k = -300; k <= 300; k++) {
      expect(log10(Number(`1e${k}`))).toBe(k)
      expect(pow10(k)).toBe(Number(`1e${k}`))
    }
    expect(Math.abs(pow10(0.5) - Math.sqrt(10))).toBeLessThan(1e-15)
  })

  it('saturate, and pass NaN on', () => {
    expect(exp(-Infinity)).toBe(0)
    expect(exp(Infinity)).toBe(Infinity)
    expect(exp(-746)).toBe(0)
    expect(exp(710)).toBe(Infinity)
    expect(exp(0)).toBe(1)
    expect(exp(Number.NaN)).toBeNaN()
    expect(log(0)).toBe(-Infinity)
    expect(log(-1)).toBeNaN()
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 9)
    expect(exp(-740)).toBeGreaterThan(0)
    expect(pow(0, 2)).toBe(0)
  })

  it('the normal quantile undoes its distribution', () => {
    for (const p of [1e-300, 1e-12, 0.01, 0.3, 0.5, 0.7, 0.999]) {
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12)
    }
  })
})
