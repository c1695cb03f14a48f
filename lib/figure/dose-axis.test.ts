import { describe, expect, it } from 'vitest'
import { doseAxis, dosePosition, doseRange } from './dose-axis.ts'

describe('doseAxis', () => {
  it.each([
    ['0.3 to 300 leaves just over a tenth of a decade', [0.3, 300], [-1, 3]],
    ['a dose on the half decade needs air beyond it', [10 ** 0.5, 100], [0, 2.5]],
    ['0.95 of a half decade has too little air', [1, 10 ** 0.45], [-0.5, 1]],
    ['one dose', [10], [0.5, 1.5]],
    ['no positive dose', [0, 0], [-1, 1]],
  ])('%s', (_, doses, expected) => {
    const { domain } = doseAxis({ doses, label: 'Dose' })
    expect(domain[0]).toBeCloseTo(expected[0] ?? NaN, 9)
    expect(domain[1]).toBeCloseTo(expected[1] ?? NaN, 9)
  })

  it('names decades in plain numbers and marks 2 to 9 between them', () => {
    const axis = doseAxis({ doses: [0.3, 300], label: 'Dose (µM)' })
    expect(axis.major.map(({ text }) => text)).toEqual(['0.1', '1', '10', '100', '1000'])
    expect(axis.minor).toHaveLength(4 * 8)
    expect(axis.minor[0]).toBeCloseTo(Math.log10(0.2), 9)
    expect(axis.gutterX).toBeNull()
  })

  it('turns to powers of ten beyond six decades', () => {
    const texts = doseAxis({ doses: [1e-3, 1e4], label: 'Dose' }).major.map(({ text }) => text)
    expect(texts[0]).toBe('10⁻³')
    expect(texts.at(-1)).toBe('10⁴')
    expect(doseAxis({ doses: [2e-3, 500], label: 'Dose' }).major[1]?.text).toBe('0.01')
  })

  it('names 1, 2 and 5 where fewer than two decades are in view', () => {
    const axis = doseAxis({ doses: [4, 6], label: 'Dose' })
    expect(axis.major.map(({ text }) => text)).toEqual(['5', '10'])
    expect(axis.minor.some((at) => Math.abs(at - Math.log10(5)) < 1e-9)).toBe(false)
  })

  it('sets dose 0 left of a break, left of every positive dose', () => {
    const axis = doseAxis({ doses: [0, 0.3, 300], label: 'Dose' })
    const zero = dosePosition(axis, 0) ?? NaN
    expect(doseRange(axis)[0]).toBeLessThan(zero)
    expect(zero).toBeLessThan(axis.breakX ?? NaN)
    expect(axis.breakX ?? NaN).toBeLessThan(axis.domain[0])
    expect(dosePosition(axis, 10)).toBeCloseTo(1, 12)
    expect(dosePosition(axis, -1)).toBeNull()
  })

  it('counts in log10 M only where the unit is molar', () => {
    const molar = doseAxis({ doses: [1, 100], label: 'Dose (µM)', unit: 'µM', scale: 'log10-molar' })
    expect(molar.label).toBe('log10 dose (M)')
    expect(molar.major.map(({ text }) => text)).toEqual(['−6', '−5', '−4'])
    const mass = doseAxis({ doses: [1, 100], label: 'Dose (ng/mL)', unit: 'ng/mL', scale: 'log10-molar' })
    expect(mass.label).toBe('Dose (ng/mL)')
    expect(mass.major[0]?.text).toBe('1')
  })
})
