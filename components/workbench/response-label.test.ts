import { expect, it } from 'vitest'
import { responseLabel } from './use-figure.ts'

it.each([
  ['a word', ['Cell Mortality Mortality 24h', 'Cell Mortality Mortality 48h'], '%', 'Mortality (%)'],
  ['a word without a capital', ['inhibition'], '%', 'Inhibition (%)'],
  ['an abbreviation as it is written', ['OD450'], '', 'OD450'],
  ['a small letter that means something', ['Signal pERK'], '', 'pERK'],
] as const)('the response axis is named after %s', (_, headers, unit, label) => {
  const mapping = { responseUnit: unit } as Parameters<typeof responseLabel>[1]['mapping']
  expect(responseLabel(headers, { mapping, normalisation: null })).toBe(label)
})
