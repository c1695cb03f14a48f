import { expect, it } from 'vitest'
import { listedAs, reasonByDigit, reasonsOf, USUAL_REASONS } from './reasons.ts'

it('reads one reason per line and drops what cannot be chosen', () => {
  expect(reasonsOf(' air bubble \n\nother\nedge well\nair bubble\nno reason given')).toEqual([
    'air bubble',
    'edge well',
  ])
})

it('goes back to the usual reasons when nothing usable is left', () => {
  expect(reasonsOf(' \nother\n')).toBe(USUAL_REASONS)
  expect(reasonsOf('x'.repeat(61))).toBe(USUAL_REASONS)
})

it('takes no more reasons than there are digits', () => {
  const text = Array.from({ length: 12 }, (_, i) => `reason ${i}`).join('\n')
  expect(reasonsOf(text)).toHaveLength(8)
  expect(reasonByDigit(reasonsOf(text), '9')).toBe('other')
})

it.each([
  ['1', 'dispensing'],
  ['2', 'edge effect'],
  ['6', 'outlier by rule'],
  ['7', 'other'],
  ['8', null],
  ['0', null],
  ['x', null],
])('digit %s chooses %s', (key, reason) => {
  expect(reasonByDigit(USUAL_REASONS, key)).toBe(reason)
})

it('shows a reason of an older list under other', () => {
  expect(listedAs(USUAL_REASONS, 'solubility')).toBe('solubility')
  expect(listedAs(USUAL_REASONS, 'by eye')).toBe('other')
  expect(listedAs(USUAL_REASONS, 'no reason given')).toBe('')
})
