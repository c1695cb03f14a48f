/** Headers and typed texts nobody meant well with: each is read or refused, none throws, none takes for ever. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayHeaders } from './display-headers.ts'
import { parseDoseUnit } from './dose-units.ts'
import { headerFamily } from './header-family.ts'
import { readHeader } from './header.ts'
import { parseCellNumber, parseNumberInput } from './number-text.ts'

const PIECES = [
  ...[
    'Conc',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    'nM',
    'µM',
    'μm',
    'uM',
    'M',
    '%',
    'percent',
    'log',
    '24',
    'h',
    '3 d',
    'day ',
  ],
  ...[
    '_',
    ' ',
    '.',
    ',',
    '-',
    ':',
    '=',
    '"',
    "'",
    '<',
    '&',
    '__proto__',
    'constructor',
    '$&',
    '$1',
    '\\',
    '\u0000',
  ],
  ...['\u202e', '\u200b', '\ufeff', '\ud800', 'ﬁ', '①', '℃', 'İ', 'ß', '1e999', '-', '−', '0x1'],
]
const header = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

describe('any header', () => {
  it('is taken apart, by the same words each time', () => {
    fc.assert(
      fc.property(header, (text) => {
        const reading = readHeader(text)
        expect(readHeader(text)).toEqual(reading)
        for (const word of reading.words) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]+$/u)
        if (reading.time !== null) expect(reading.time.hours).toBeGreaterThanOrEqual(0)
        headerFamily(reading)
      }),
      { numRuns: 2000 },
    )
  })

  it('is shown, beside others alike', () => {
    fc.assert(
      fc.property(fc.array(header, { maxLength: 8 }), (texts) => {
        const shown = displayHeaders(texts.map((displayName) => ({ displayName })))
        expect(shown).toHaveLength(texts.length)
      }),
    )
  })

  it.each([
    '[',
    '(',
    '(a',
    ' ',
    '_',
    '%',
    'a,',
    'Conc ',
    '1 ',
    '1.',
    'day ',
    '- ',
    '[a',
    '1h',
    'aA',
    '\u0130',
  ])('of %j a hundred thousand times ends', (piece) => {
    const reading = readHeader(piece.repeat(100_000 / piece.length))
    expect(reading.words.length).toBeLessThanOrEqual(100_000)
  })
})

describe('any text for a number or unit', () => {
  it('is a finite number, or none', () => {
    fc.assert(
      fc.property(header, (text) => {
        const cell = parseCellNumber(text)
        expect(Number.isFinite(cell) || Number.isNaN(cell)).toBe(true)
        const typed = parseNumberInput(text)
        if (typed.ok) expect(Number.isFinite(typed.value.value)).toBe(true)
        else expect(typed.error.message).toMatch(/\S/)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps the unit of a number that is typed with it', () => {
    const unit = fc.constantFrom('pM', 'nM', 'µM', 'uM', 'mM', 'M', 'ng/mL', 'mg/mL')
    // A typed zero has no sign.
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0)
    fc.assert(
      fc.property(value, unit, fc.constantFrom('', ' ', '\u202f'), (number, text, blank) => {
        expect(parseNumberInput(`${number}${blank}${text}`)).toEqual({
          ok: true,
          value: { value: number, unit: parseDoseUnit(text) },
        })
      }),
    )
  })

  it.each(['1', '1,', ',', '.', '1.', '+', 'e', ' ', 'µ'])('of %j a hundred thousand times ends', (piece) => {
    const text = piece.repeat(100_000 / piece.length)
    expect(parseDoseUnit(text)).toBeNull()
    expect(parseNumberInput(text).ok).toBe(false)
    expect(parseCellNumber(text)).toBeNaN()
  })
})
