import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCellNumber, parseNumberInput } from './number-text.ts'

describe('parseCellNumber', () => {
  it.each([
    ['a plain decimal', '57.399', 57.399],
    ['scientific', '1e-9', 1e-9],
    ['capital E with a plus', '1.5E+3', 1500],
    ['a true minus sign', '−3', -3],
    ['no leading zero', '.5', 0.5],
    ['no digit after the point', '5.', 5],
    ['spaces around it', ' 12 ', 12],
    ['a plus sign', '+4', 4],
    ['zero', '0', 0],
  ])('reads %s', (_, text, value) => {
    expect(parseCellNumber(text)).toBe(value)
  })

  it.each([
    ['a limit is not its bound', '<0.5'],
    ['not determined', 'n.d.'],
    ['a comma has two readings', '1,000'],
    ['a percent sign is part of a unit', '12 %'],
    ['a unit', '1 nM'],
    ['hexadecimal', '0x10'],
    ['infinity', 'Infinity'],
    ['not a number', 'NaN'],
    ['overflow', '1e999'],
    ['a spreadsheet error', '#N/A'],
    ['a date', '2026-01-05'],
    ['two points', '1.2.3'],
    ['nothing', ''],
    ['only spaces', '  '],
    ['only a sign', '-'],
    ['only an exponent', 'e5'],
    ['a space inside', '1 000'],
  ])('refuses %s', (_, text) => {
    expect(parseCellNumber(text)).toBeNaN()
  })

  it('reads every finite number back from its shortest text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseCellNumber(String(value))).toBe(value + 0)
      }),
    )
  })
})

describe('parseNumberInput', () => {
  it.each([
    ['a plain number', '22.9', 22.9, null],
    ['scientific', '1e-9', 1e-9, null],
    ['a unit after a space', '1 nM', 1, 'nM'],
    ['a unit without a space', '10uM', 10, 'µM'],
    ['the micro sign', '10 \u00b5M', 10, 'µM'],
    ['scientific with a unit', '1e-3 mM', 1e-3, 'mM'],
    ['a true minus sign', '−1.2', -1.2, null],
    ['a percent sign is not a dose unit', '20 %', 20, null],
    ['a narrow space, as the page itself writes', '22.9\u202fµM', 22.9, 'µM'],
    ['a comma that can only be decimal', '0,05', 0.05, null],
    ['a comma with too few digits for thousands', '12,5', 12.5, null],
    ['a leading zero groups nothing', '0,500', 0.5, null],
    ['grouping with a decimal point has one reading', '1,000.5', 1000.5, null],
    ['two commas can only group', '1,000,000', 1_000_000, null],
  ])('reads %s', (_, text, value, unit) => {
    expect(parseNumberInput(text)).toEqual({ ok: true, value: { value, unit } })
  })

  it('refuses 1,000 and shows both readings', () => {
    const read = parseNumberInput('1,000')
    expect(read).toMatchObject({ ok: false, error: { kind: 'ambiguous-comma', readings: [1000, 1] } })
    expect(read.ok ? '' : read.error.message).toContain('1000 or as 1.')
  })

  it.each([
    ['nothing', ' ', 'empty'],
    ['a limit', '<0.5', 'not-a-number'],
    ['words', 'n.d.', 'not-a-number'],
    ['a unit not known', '5 wells', 'unknown-unit'],
    ['milli is not metres', '5 m', 'unknown-unit'],
    ['grouped wrongly', '1,0,0', 'not-a-number'],
    ['points and commas the German way', '1.000,5', 'not-a-number'],
  ])('refuses %s', (_, text, kind) => {
    const read = parseNumberInput(text)
    expect(read.ok ? null : read.error.kind).toBe(kind)
  })

  it('reads any finite number typed with any unit', () => {
    const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(anyNumber, fc.constantFrom('pM', 'nM', 'µM', 'mM', 'M', 'ng/mL'), (value, unit) => {
        expect(parseNumberInput(`${value} ${unit}`)).toEqual({ ok: true, value: { value: value + 0, unit } })
      }),
    )
  })

  it('never takes a text for two numbers or throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = parseNumberInput(text)
        expect(read.ok ? Number.isFinite(read.value.value) : read.error.message.length > 0).toBe(true)
      }),
    )
  })
})
