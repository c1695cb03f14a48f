import { expect, it } from 'vitest'
import { sharedUnit, uniqueHeaders, withUnit } from './headers.ts'

it.each([
  ['repeats are numbered, whatever their case', ['Dose', 'dose', 'DOSE'], ['Dose', 'dose (2)', 'DOSE (3)']],
  [
    'empty and unprintable ones get a name',
    ['', '\u0000\u202E', ' \n'],
    ['column', 'column (2)', 'column (3)'],
  ],
  ['a number that is taken is passed over', ['a', 'a (2)', 'a'], ['a', 'a (2)', 'a (3)']],
  ['prototype names are only names', ['__proto__', '__proto__'], ['__proto__', '__proto__ (2)']],
])('%s', (_, headers, expected) => {
  expect(uniqueHeaders(headers)).toEqual(expected)
})

it('cuts at 100 characters, numbers included', () => {
  const headers = uniqueHeaders(['é'.repeat(120), 'é'.repeat(130)])
  expect(headers.map((header) => [...header].length)).toEqual([100, 100])
  expect(headers[1]?.endsWith(' (2)')).toBe(true)
})

it('names a unit only where there is one and all rows have it', () => {
  expect(withUnit('top', sharedUnit(['%', '%']))).toBe('top (%)')
  expect(withUnit('top', sharedUnit(['%', 'RLU']))).toBe('top')
  expect(withUnit('IC50', sharedUnit(['unknown']))).toBe('IC50')
  expect(withUnit('top', sharedUnit(['']))).toBe('top')
})
