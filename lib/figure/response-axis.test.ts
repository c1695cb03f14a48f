import { describe, expect, it } from 'vitest'
import { responseAxis, tickRoom } from './response-axis.ts'

const texts = (values: number[], label: string) =>
  responseAxis({ values, label }).major.map(({ text }) => text)

describe('responseAxis', () => {
  it.each([
    ['percent always shows 0 to 100 in quarters', [20, 40], 'Mortality (%)', ['0', '25', '50', '75', '100']],
    ['a little below zero keeps the quarters', [-8, 104], 'Mortality (%)', ['0', '25', '50', '75', '100']],
    ['fractions', [0.1, 0.93], 'Fraction', ['0', '0.25', '0.5', '0.75']],
    [
      'counts in scientific form from a hundred thousand',
      [0, 4e5],
      'Counts',
      ['0', '10⁵', '2×10⁵', '3×10⁵', '4×10⁵'],
    ],
    ['one form for all', [0, 1.43e5], 'RLU', ['0', '0.5×10⁵', '10⁵', '1.5×10⁵']],
    ['one form for small ones', [0, 0.001], 'OD', ['0', '0.25×10⁻³', '0.5×10⁻³', '0.75×10⁻³', '10⁻³']],
    ['all negative keeps the zero line', [-4, -1], 'Change', ['−4', '−3', '−2', '−1', '0']],
    ['all zero still has a scale', [0, 0], 'Counts', ['0', '0.25', '0.5', '0.75', '1']],
  ])('%s', (_, values, label, expected) => {
    expect(texts(values, label)).toEqual(expected)
  })

  it('leaves room for the widest tick, and no less than usual', () => {
    const room = (values: number[]) => tickRoom(responseAxis({ values, label: 'RLU' }), 12, 48)
    expect(room([0, 80])).toBe(48)
    // "1.5×10⁵" is seven characters of about half an em, and the tick takes 11 px.
    expect(room([0, 1.43e5])).toBeGreaterThan(7 * 6 + 11)
  })

  it('keeps air around the data and skips NaN', () => {
    const { domain } = responseAxis({ values: [0, 50, Number.NaN], label: 'Counts' })
    expect(domain[0]).toBeCloseTo(-3, 9)
    expect(domain[1]).toBeCloseTo(53, 9)
  })

  it('puts four minor steps between two majors', () => {
    const { minor } = responseAxis({ values: [], label: '%' })
    expect(minor.filter((at) => at > 0 && at < 25)).toEqual([5, 10, 15, 20])
  })
})
