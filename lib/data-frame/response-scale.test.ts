import { expect, it } from 'vitest'
import { responseScale, scaleOfUnit } from './response-scale.ts'

it.each([
  ['percent by header', true, true, 0, 97, 'percent', false],
  ['percent, and far beyond 100', true, false, -40, 600, 'percent', false],
  ['a percent header over fractions', true, true, -0.1, 1.02, 'fraction', true],
  ['a percent header over nothing but zeros', true, true, 0, 0, 'percent', false],
  ['mortality in percent', false, true, 2, 85, 'percent', false],
  ['viability in fractions', false, true, 0, 1.1, 'fraction', false],
  ['viability in counts', false, true, 0, 40_000, 'arbitrary', true],
  ['negative fractions', false, true, -1.4, 0.2, 'fraction', false],
  ['a signal', false, false, 0, 1, 'arbitrary', false],
  ['no values yet', false, true, null, null, 'percent', false],
] as const)('%s', (_, isPercentHeader, isNormalisedReadout, min, max, scale, isDoubtful) => {
  const read = responseScale({ isPercentHeader, isNormalisedReadout, min, max })
  expect([read.scale, read.isDoubtful]).toEqual([scale, isDoubtful])
})

it.each([
  ['%', 'percent'],
  ['% of control', 'percent'],
  ['Percent', 'percent'],
  ['fraction', 'fraction'],
  ['RFU', 'arbitrary'],
  ['', 'arbitrary'],
])('reads the scale of the unit “%s” as %s', (unit, scale) => {
  expect(scaleOfUnit(unit)).toBe(scale)
})
