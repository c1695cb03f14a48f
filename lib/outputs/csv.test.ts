import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { tableToCsv } from './csv.ts'

describe('tableToCsv', () => {
  it('writes RFC 4180 with line feeds and no byte order mark', () => {
    const csv = tableToCsv({
      headers: ['a', 'b "c"', 'd'],
      rows: [
        [1, null, 'x,y'],
        [1e-7, 'two\nlines', ' edge'],
      ],
    })
    expect(csv).toBe('a,"b ""c""",d\n1,,"x,y"\n1e-7,"two\nlines"," edge"\n')
  })

  it.each([
    ['the shortest text of a double', 0.1 + 0.2, '0.30000000000000004'],
    ['no negative zero', -0, '0'],
    ['no NaN', Number.NaN, '""'],
    ['no infinity', Infinity, '""'],
    ['a formula stays the text it is', '=SUM(A1)', '=SUM(A1)'],
    ['no zero byte', 'a\u0000b', 'ab'],
    ['no broken surrogate', 'a\uD800', 'a\uFFFD'],
  ])('%s', (_, cell, expected) => {
    expect(tableToCsv({ headers: ['h'], rows: [[cell]] })).toBe(`h\n${expected}\n`)
  })

  it('reads back as it was, by another reader', () => {
    const text = fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll('\u0000', ''))
    const row = fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true }), text)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const csv = tableToCsv({ headers: ['a', 'b', 'c'], rows })
        const parsed = Papa.parse<string[]>(csv, { newline: '\n', delimiter: ',' }).data.slice(1, -1)
        expect(parsed.map(([a, b, c]) => [a, Number(b), c])).toEqual(rows.map(([a, b, c]) => [a, b + 0, c]))
      }),
    )
  })
})
