import { expect, it } from 'vitest'
import { parseShown } from './parse-shown.ts'

it.each([
  ['a plateau is taken as typed', '-3.5', 'bottom', -3.5],
  ['a dose becomes its logarithm', '100', 'logEc50', 2],
  ['a dose in another unit is converted first', '1 nM', 'logEc50', -3],
  ['an empty field leaves the side open', '  ', 'top', null],
] as const)('%s', (_, text, name, expected) => {
  expect(parseShown(text, { name, doseUnit: 'µM' })).toEqual({ ok: true, value: expected })
})

it.each([
  ['zero has no logarithm', '0', 'logEc50'],
  ['a mass is not molar', '1 ng/mL', 'logEc50'],
  ['two readings are refused', '1,000', 'top'],
  ['a plateau has no dose unit', '5 nM', 'top'],
] as const)('%s', (_, text, name) => {
  expect(parseShown(text, { name, doseUnit: 'µM' }).ok).toBe(false)
})
