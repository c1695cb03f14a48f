import { expect, it } from 'vitest'
import { valueText } from './value-text.ts'

it.each([
  ['the name ends in digits', 'IC50 22.9 µM', '22.9'],
  ['a narrow space before the unit', 'IC50 22.9\u202fµM', '22.9'],
  ['a kind in between', 'EC50 (relative) 1.20 nM', '1.20'],
  ['a power of ten', 'IC50 1.23×10⁻⁴ M', '1.23×10⁻⁴'],
  ['no number keeps the text', 'not determined', 'not determined'],
])('%s', (_, text, expected) => {
  expect(valueText(text)).toBe(expected)
})
