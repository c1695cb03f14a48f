import { expect, it } from 'vitest'
import { parseShown } from './parse-shown.ts'

it.each([
  ['a plateau is taken as typed', '-3.5', 'bottom', '%', -3.5],
  ['a dose becomes its logarithm', '100', 'logEc50', 'µM', 2],
  ['a dose in another unit is converted first', '1 nM', 'logEc50', 'µM', -3],
  ['an empty field leaves the side open', '  ', 'top', '%', null],
] as const)('%s', (_, text, name, unit, expected) => {
  expect(parseShown(text, { name, unit })).toEqual({ ok: true, value: expected })
})

it.each([
  ['zero has no logarithm', '0', 'logEc50', 'µM', /above zero/],
  ['a mass is not molar', '1 ng/mL', 'logEc50', 'µM', /cannot be converted/],
  ['two readings are refused', '1,000', 'top', '%', /1000.*1/],
  ['a plateau has no dose unit', '5 nM', 'top', '%', /no dose/],
] as const)('%s', (_, text, name, unit, message) => {
  const parsed = parseShown(text, { name, unit })
  expect(parsed.ok ? '' : parsed.error).toMatch(message)
})
