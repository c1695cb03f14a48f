import { describe, expect, it } from 'vitest'
import { columnUnit, formatInterval, formatPIC50, formatPotency, limitsIn, pIC50 } from './format-potency.ts'
import type { PotencyValue } from './format-potency.ts'

function potency(
  dose: number,
  unit: PotencyValue['unit'],
  qualifier: PotencyValue['qualifier'] = '=',
): PotencyValue {
  return { logDose: Math.log10(dose), qualifier, unit }
}

/** Narrow no-break spaces as plain ones, to keep the tables legible. */
function plain(text: string | null): string | null {
  return text?.replaceAll('\u202f', ' ') ?? null
}

describe('formatPotency', () => {
  it.each([
    ['in its own unit', potency(22.918, 'µM'), '22.9 µM'],
    ['in the unit that reads 1 to 999', potency(0.0123, 'µM'), '12.3 nM'],
    ['a thousand nM is one µM', potency(1000, 'nM'), '1.00 µM'],
    ['999.6 would show as 1000', potency(999.6, 'nM'), '1.00 µM'],
    ['999.4 stays', potency(999.4, 'nM'), '999 nM'],
    ['molar data', potency(1e-9, 'M'), '1.00 nM'],
    ['mass units stay mass', potency(2500, 'ng/mL'), '2.50 µg/mL'],
    ['beyond the largest unit', potency(5000, 'M'), '5000 M'],
    ['beyond the smallest unit', potency(1e-5, 'pM'), '1.00×10⁻⁵ pM'],
    ['a limit', potency(100, 'µM', '>'), '> 100 µM'],
    ['a lower limit', potency(0.1, 'nM', '<'), '< 100 pM'],
    ['no unit known', potency(22.918, 'unknown'), '22.9'],
    ['no value', { logDose: null, qualifier: null, unit: 'µM' } as const, '—'],
  ])('%s', (_, value, text) => {
    expect(plain(formatPotency(value).text)).toBe(text)
  })

  it('keeps to the unit of its column', () => {
    expect(plain(formatPotency(potency(0.0123, 'µM'), 'µM').text)).toBe('0.0123 µM')
  })
})

it('gives a column the unit of its median', () => {
  const logs = [0.001, 0.02, 0.03, 50, null].map((dose) => (dose === null ? null : Math.log10(dose)))
  expect(columnUnit(logs, 'µM')).toBe('nM')
  expect(columnUnit([null], 'µM')).toBe('µM')
})

it.each([
  ['both limits', { lower: 9.81, upper: 15.4 }, '95 % CI 9.81 to 15.4'],
  ['open above', { lower: 9.81, upper: null }, '95 % CI above 9.81'],
  ['open below', { lower: null, upper: 15.4 }, '95 % CI below 15.4'],
  ['open', { lower: null, upper: null }, '95 % CI open on both sides'],
])('formatInterval: %s', (_, limits, text) => {
  expect(plain(formatInterval(limits, 0.95))).toBe(text)
  expect(plain(formatInterval(limits, 0.999))).toBe(text.replace('95 %', '99.9 %'))
})

it('turns a log interval into linear limits of another unit', () => {
  const limits = limitsIn({ lower: -2, upper: null }, 'µM', 'nM')
  expect(limits.lower).toBeCloseTo(10, 12)
  expect(limits.upper).toBeNull()
})

it('gives pIC50 for molar units only and turns the sign over', () => {
  expect(pIC50(Math.log10(22.918), 'µM')).toBeCloseTo(4.6398, 4)
  expect(plain(formatPIC50(potency(22.918, 'µM')))).toBe('pIC50 4.64')
  expect(plain(formatPIC50(potency(10, 'µM', '>')))).toBe('pIC50 < 5.00')
  expect(plain(formatPIC50(potency(10, 'nM', '<'), 'EC50'))).toBe('pEC50 > 8.00')
  expect(formatPIC50(potency(10, 'ng/mL'))).toBeNull()
})
