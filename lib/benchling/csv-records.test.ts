import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvRecords } from './csv-records.ts'

function read(pieces: readonly string[]) {
  const records = new CsvRecords()
  const rows: string[][] = []
  for (const piece of pieces) {
    const pushed = records.push(piece, rows)
    if (!pushed.ok) return pushed.error
  }
  const last = records.end()
  if (!last.ok) return last.error
  return last.value === null ? rows : [...rows, last.value]
}

describe('CsvRecords', () => {
  it.each([
    [
      'plain cells',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no final line end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'carriage returns',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n,,\n',
      [
        ['a', 'b', 'c'],
        ['', '', ''],
      ],
    ],
    [
      'a final empty cell',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['quoted commas and line ends', '"a,1","b\r\n2"\n', [['a,1', 'b\r\n2']]],
    ['doubled quotes', '"say ""hi""",""""\n', [['say "hi"', '"']]],
    ['empty quotes', '"",x\n', [['', 'x']]],
    ['a quote inside an unquoted cell', '5" disc,x\n', [['5" disc', 'x']]],
    ['a carriage return inside a cell', 'a\rb,c\n', [['a\rb', 'c']]],
    ['a blank line', 'a\n\nb\n', [['a'], [''], ['b']]],
    ['nothing', '', []],
    ['an unclosed quote', 'a,b\n"1,2\n', 'ended-in-quote'],
    ['text after a quote', 'a,b\n"1"x,2\n', 'text-after-quote'],
    ['a record without end', `"${'x'.repeat(1_000_001)}`, 'record-too-long'],
  ])('reads %s', (_, text, expected) => {
    expect(read([text])).toEqual(expected)
  })

  it('gives back what was written, however the text is cut', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', 'µ'), maxLength: 6 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 5 })
    const cuts = fc.array(fc.nat(120), { maxLength: 6 })
    fc.assert(
      fc.property(
        table,
        cuts,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (rows, at, lineEnd, endsInLineEnd) => {
          const lines = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
          const text = lines.join(lineEnd) + (endsInLineEnd ? lineEnd : '')
          const edges = [0, ...at.filter((edge) => edge < text.length).toSorted((a, b) => a - b), text.length]
          const pieces = edges.slice(1).map((edge, index) => text.slice(edges[index], edge))
          expect(read(pieces)).toEqual(rows)
        },
      ),
      { numRuns: 500 },
    )
  })
})
