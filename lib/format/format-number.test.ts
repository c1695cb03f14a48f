import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countWord, formatFull, formatNumber, formatTrimmed, withUnit } from './format-number.ts'

describe('formatNumber', () => {
  it.each([
    ['three figures', 57.399, '57.4'],
    ['a trailing zero says how exact it is', 9.5, '9.50'],
    ['whole hundreds', 100, '100'],
    ['a true minus sign', -5.679, '−5.68'],
    ['rounding up a decade keeps three figures', 9.996, '10.0'],
    ['thousands stay plain', 12345, '12300'],
    ['the last plain value', 99949, '99900'],
    ['rounding to 10⁵ counts as 10⁵', 99951, '1.00×10⁵'],
    ['the smallest plain value', 0.001, '0.00100'],
    ['below it scientific form', 0.000999, '9.99×10⁻⁴'],
    ['rounding up to 10⁻³ is plain', 0.0009999, '0.00100'],
    ['negative and tiny', -1.234e-7, '−1.23×10⁻⁷'],
    ['nothing rounds to zero', 1e-300, '1.00×10⁻³⁰⁰'],
    ['zero is zero', 0, '0'],
    ['no number', Number.NaN, '—'],
    ['no value', null, '—'],
  ])('%s', (_, value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('reads back within half a unit of the third figure', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1e12, noNaN: true }), (value) => {
        const plain = formatNumber(value).replace(/×10(.+)/, (_all, power: string) => `e${lowered(power)}`)
        expect(Math.abs(Number(plain) - value)).toBeLessThanOrEqual(value * 0.00500001)
      }),
    )
  })
})

/** The plain digits of a superscript number. */
function lowered(raised: string): string {
  return [...raised].map((digit) => (digit === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))).join('')
}

it.each([
  ['a dose as it was planned', 0.3, '0.3'],
  ['whole', 30, '30'],
  ['a hundred keeps its zeros', 100, '100'],
  ['dilution series', 0.045725, '0.04573'],
  ['scientific', 1e-4, '1×10⁻⁴'],
  ['scientific with a fraction', 2.5e-5, '2.5×10⁻⁵'],
  ['control', 0, '0'],
])('formatTrimmed: %s', (_, value, text) => {
  expect(formatTrimmed(value)).toBe(text)
})

it('shows every digit when asked, and units after a narrow no-break space', () => {
  expect(formatFull(-22.918273645)).toBe('−22.918273645')
  expect(withUnit('22.9', 'µM')).toBe('22.9\u202fµM')
  expect(withUnit('22.9', 'unknown')).toBe('22.9')
  expect(withUnit('—', 'µM')).toBe('—')
  expect([countWord(0), countWord(3), countWord(12)]).toEqual(['no', 'three', '12'])
})
