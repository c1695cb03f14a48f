import { expect, it } from 'vitest'
import { alignDecimals } from './align-decimals.ts'
import { formatDate, formatDateTime, formatTime } from './format-date.ts'
import { formatP, formatPValue } from './format-p.ts'

it.each([
  ['two figures', 0.0481, 'p = 0.048'],
  ['two figures further down', 0.00529, 'p = 0.0053'],
  ['large', 0.734, 'p = 0.73'],
  ['one', 1, 'p = 1.0'],
  ['rounding up a decade', 0.0996, 'p = 0.10'],
  ['the smallest shown', 1e-4, 'p = 0.00010'],
  ['below', 3e-9, 'p < 0.0001'],
  ['none', null, 'p —'],
])('formatP: %s', (_, p, text) => {
  expect(formatP(p)).toBe(text)
})

it('gives the p alone for a column', () => {
  expect([0.0481, 1e-9, null].map(formatPValue)).toEqual(['0.048', '< 0.0001', '—'])
})

it('lines decimal points up with spaces as wide as what they stand for', () => {
  const [a, b, c, d] = alignDecimals(['22.9', '4.27', '> 100', '1.00×10⁵'])
  expect(a).toBe('22.9\u2007')
  expect(b).toBe('4.27')
  expect(c).toBe('> 100\u2008\u2007\u2007')
  expect(d).toBe('1.00×10⁵')
  expect(alignDecimals([])).toEqual([])
})

it('writes dates and times the same on every machine', () => {
  const iso = '2026-03-21T14:32:05Z'
  expect(formatTime(iso, 'UTC')).toBe('14:32')
  expect(formatDate(iso, 'UTC')).toBe('21 Mar 2026')
  expect(formatDateTime(iso, 'Asia/Tokyo')).toBe('21 Mar 2026, 23:32')
  expect(formatTime('2026-03-21T00:05:00Z', 'UTC')).toBe('00:05')
  expect(formatDate('soon')).toBe('')
})
