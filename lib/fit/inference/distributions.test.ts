import { describe, expect, it } from 'vitest'
import { fUpperP, studentQuantile, studentTwoSidedP } from './distributions.ts'

/** Expected values: mpmath 1.3.0, 40 digits, by its incomplete beta function. */
const relativeError = (actual: number, expected: number) => Math.abs(actual / expected - 1)

describe('studentTwoSidedP', () => {
  it.each([
    ['one degree of freedom', 0.5, 1, 0.7048327646991335],
    ['few', 2.2, 3, 0.1151719519764707],
    ['the far tail', 13.9390255665, 19, 1.985748736477792e-11],
    ['next to 1', 1e-3, 7, 0.9992300172449988],
    ['a heavy tail', 40, 2, 6.244146721847406e-4],
    ['many', 1.96, 1000, 0.05027318495574872],
    ['many, far out', 6, 250, 6.887649707353068e-9],
  ])('%s', (_, t, df, expected) => {
    expect(relativeError(studentTwoSidedP(t, df), expected)).toBeLessThan(1e-12)
    expect(relativeError(studentTwoSidedP(-t, df), expected)).toBeLessThan(1e-12)
  })
})

describe('fUpperP', () => {
  it.each([
    ['the joint test of two fixed plateaus', 7.25, 2, 17, 0.005286596017991002],
    ['a small F', 0.1, 3, 5, 0.95658134433427],
    ['a huge F', 350.7, 3, 17, 1.756521067501223e-15],
    ['the median of F(1, 1)', 1, 1, 1, 0.5],
    ['many degrees of freedom', 2.5, 12, 900, 0.00312557057472115],
    ['next to 1', 1e-4, 4, 9, 0.9999999755602628],
  ])('%s', (_, f, df1, df2, expected) => {
    expect(relativeError(fUpperP(f, df1, df2), expected)).toBeLessThan(1e-12)
  })
})

describe('studentQuantile', () => {
  it.each([
    [0.975, 1, 12.70620473617469],
    [0.975, 2, 4.302652729749462],
    [0.975, 17, 2.109815577833317],
    [0.95, 19, 1.729132811521369],
    [0.995, 4, 4.604094871349992],
    [0.975, 400, 1.965912343229463],
    [0.6, 5, 0.2671808657041451],
  ])('of %d on %d degrees of freedom', (probability, df, expected) => {
    expect(relativeError(studentQuantile(probability, df), expected)).toBeLessThan(1e-12)
    expect(relativeError(studentQuantile(1 - probability, df), -expected)).toBeLessThan(1e-12)
  })
})
