import { expect, it } from 'vitest'
import { controlQuality } from '@/lib/plates/control-quality.ts'
import { figureText, flagText, plateWarnings, shiftText } from './plate-words.ts'

it.each([
  [{ rule: 'z-prime', value: 0.4354, limit: 0.5 } as const, 'Z′ 0.44 is below 0.5'],
  [{ rule: 'few-controls', value: 2, limit: 3 } as const, '2 wells of a control, at least 3 are needed'],
  [{ rule: 'cv', value: 31.24, limit: 20 } as const, 'CV of untreated wells 31.2\u202f% is above 20\u202f%'],
])('says which rule is broken', (flag, text) => {
  expect(flagText(flag)).toBe(text)
})

it('warns of shifts with direction, size and scatter, and only of notable ones', () => {
  const summary = {
    quality: controlQuality([], []),
    flags: [],
    edge: { shift: -9.68, inSds: -3.38 },
    rowDrift: { shift: 4, inSds: 2.9 },
    columnDrift: { shift: 12, inSds: 3.2 },
    highestShift: 3,
  }
  expect(plateWarnings(summary, '%')).toEqual([
    'outer wells read 9.68\u202f% lower than inner ones (3.38 robust SD)',
    'wells rise by 12.0\u202f% from left to right (3.20 robust SD)',
  ])
})

it.each([
  [null, '—'],
  [0.9179, '0.92'],
  [-38.17, '−38.2'],
  [843.7, '844'],
  [-0.001, '0.00'],
])('shows %s as %s', (value, text) => {
  expect(figureText(value)).toBe(text)
})

it('gives a shift its sign', () => {
  expect([0.29, -1, 0.001].map((inSds) => shiftText({ shift: 1, inSds }))).toEqual(['+0.29', '−1.00', '0.00'])
  expect(shiftText({ shift: 1, inSds: null })).toBe('—')
})
