import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'
import { readTable } from './read-table.ts'
import { splitSampleName } from './sample-name.ts'
import type { ReadOptions } from './types.ts'

async function read(text: string, options: ReadOptions = {}) {
  const reading = await readTable({ kind: 'text', text }, options)
  if (!reading.ok) return reading.error.title
  const { columns, firstRows, layout, delimiter, decimalMark } = reading.value
  return {
    headers: columns.map(({ displayName }) => displayName).join(' | '),
    rows: firstRows.map((row) => row.join(' | ')),
    how: `${layout} ${JSON.stringify(delimiter)} ${decimalMark}`,
  }
}

/** Lines of cells that are divided by bars here, by tabs in the text. */
function tabs(...lines: readonly string[]): string {
  return lines.map((line) => line.replaceAll(' | ', '\t').replaceAll('|', '')).join('\n')
}

it.each([
  ['bars', 'Dose|Response\n1|2\n10|3', '"|"'],
  ['spaces, as R prints', ' dose   response\n1  0.1  5.2\n', '" "'],
  ['commas, though a name holds a semicolon', 'Name,Dose,Response\n"A;B",1,2\nC,10,3', '","'],
  ['semicolons, where commas are decimal', 'Dose;Response\n0,5;2,3\n5;7,1', '";"'],
])('finds the delimiter: %s', async (_, text, delimiter) => {
  expect(await read(text)).toMatchObject({ how: expect.stringContaining(` ${delimiter} `) })
})

it.each([
  ['a thousand or a decimal beside tabs stays as written', 'Dose\tSignal\n1\t1,234\n10\t2,345', '1 | 1,234'],
  ['beside semicolons it is decimal', 'Dose;Signal\n1;1,234\n10;2,345', '1 | 1.234'],
  ['one decimal point decides for points', 'Dose\tSignal\n0.5\t1,5\n10\t2,345', '0.5 | 1,5'],
  ['thousands with points', 'Dose;Signal\n0,5;1.234,5\n10;2', '0.5 | 1234.5'],
  ['an exponent after a comma', 'Dose;Signal\n1,5E-9;3\n1,5E-8;2', '1.5E-9 | 3'],
  ['a name with a comma is no number', 'Dose;Name;Signal\n0,5;2,4-D;3\n5;2,4-D;2', '0.5 | 2,4-D | 3'],
])('reads the decimal mark: %s', async (_, text, row) => {
  expect(await read(text)).toMatchObject({ rows: [row, expect.any(String)] })
})

it.each([
  [
    'compounds that are named by numbers',
    tabs('Conc (nM) | 1001 | 1002', '1 | 5 | 6', '10 | 7 | 8'),
    'Compound | Conc (nM) | Response',
    ['1001 | 1 | 5', '1001 | 10 | 7', '1002 | 1 | 6', '1002 | 10 | 8'],
  ],
  [
    'a dose that stands twice in the header is a replicate',
    tabs('Drug | 1 | 1 | 10 | 10 | 100 | 100', 'A | 1 | 2 | 3 | 4 | 5 | 6'),
    'Drug | Concentration | Response',
    ['A | 1 | 1', 'A | 1 | 2', 'A | 10 | 3', 'A | 10 | 4', 'A | 100 | 5', 'A | 100 | 6'],
  ],
  [
    'doses of several units in the header come into the first one',
    tabs('Drug | 100 nM | 1 µM | 10 µM', 'A | 1 | 2 | 3', 'B | 4 | 5 | 6'),
    'Drug | Concentration (nM) | Response',
    ['A | 100 | 1', 'A | 1000 | 2', 'A | 10000 | 3', 'B | 100 | 4', 'B | 1000 | 5', 'B | 10000 | 6'],
  ],
  [
    'logarithms in the header keep their word',
    tabs('log[M] | -9 | -8 | -7', 'A | 1 | 2 | 3', 'B | 4 | 5 | 6'),
    'Compound | log[M] | Response',
    ['A | -9 | 1', 'A | -8 | 2', 'A | -7 | 3', 'B | -9 | 4', 'B | -8 | 5', 'B | -7 | 6'],
  ],
  [
    'equal headers beside the doses are replicates',
    tabs('Dose (µM) | CPD-1 | CPD-1 | CPD-2 | CPD-2', '1 | 1 | 2 | 3 | 4', '10 | 5 | 6 | 7 | 8'),
    'Compound | Dose (µM) | Replicate | Response',
    [
      'CPD-1 | 1 | 1 | 1',
      'CPD-1 | 10 | 1 | 5',
      'CPD-1 | 1 | 2 | 2',
      'CPD-1 | 10 | 2 | 6',
      'CPD-2 | 1 | 1 | 3',
      'CPD-2 | 10 | 1 | 7',
      'CPD-2 | 1 | 2 | 4',
      'CPD-2 | 10 | 2 | 8',
    ],
  ],
  [
    'numbered readouts of one word are replicates of it',
    tabs('Dose | Viability 1 | Viability 2', '1 | 99 | 98', '10 | 50 | 51'),
    'Dose | Replicate | Viability',
    ['1 | 1 | 99', '10 | 1 | 50', '1 | 2 | 98', '10 | 2 | 51'],
  ],
  [
    'readouts at two times stay columns',
    tabs('Concentration | Mortality 24h | Mortality 48h', '1 | 5 | 6', '10 | 7 | 8'),
    'Concentration | Mortality 24h | Mortality 48h',
    ['1 | 5 | 6', '10 | 7 | 8'],
  ],
  [
    'plate and row beside one readout stay columns',
    tabs('Plate | Row | Conc | Signal', '1 | 1 | 1 | 5', '1 | 2 | 10 | 6'),
    'Plate | Row | Conc | Signal',
    ['1 | 1 | 1 | 5', '1 | 2 | 10 | 6'],
  ],
  [
    'rows without any header are numbered columns',
    tabs('A | 3 | 5', 'A | 30 | 95', 'B | 3 | 4'),
    'Column 1 | Column 2 | Column 3',
    ['A | 3 | 5', 'A | 30 | 95', 'B | 3 | 4'],
  ],
])('understands the layout: %s', async (_, text, headers, rows) => {
  expect(await read(text)).toMatchObject({ headers, rows })
})

it('takes the layout, the delimiter and the decimal mark that are asked for', async () => {
  const wide = tabs('Conc (nM) | CPD-1 | CPD-2', '1 | 5,5 | 6', '10 | 7 | 8')
  expect(await read(wide)).toMatchObject({ how: 'down "\\t" comma' })
  expect(await read(wide, { layout: 'long', decimalMark: 'point' })).toEqual({
    headers: 'Conc (nM) | CPD-1 | CPD-2',
    rows: ['1 | 5,5 | 6', '10 | 7 | 8'],
    how: 'long "\\t" point',
  })
  expect(await read('Dose;A,B\n1;2,3\n', { delimiter: ',' })).toMatchObject({ headers: 'Dose;A | B' })
})

it.each([
  ['nothing', ''],
  ['one column', 'Response\n1\n2\n3'],
  ['words alone', 'Compound\tName\nA\tB'],
  ['headers alone', 'Dose\tResponse'],
])('says that there is no table: %s', async (_, text) => {
  expect(await read(text)).toBe('No table found')
})

it('refuses more columns than a table may have, before it takes them apart', async () => {
  const row = (cell: string) => Array.from({ length: 2001 }, () => cell).join('\t')
  expect(await read(`${row('x')}\n${row('1')}`)).toBe('The table has more than 2,000 columns')
})

it('refuses more rows than the browser holds once a wide table is long', async () => {
  const header = ['Dose', ...Array.from({ length: 1000 }, (_, i) => `CPD-${i}`)].join('\t')
  const rows = Array.from({ length: 1001 }, (_, i) =>
    [i + 1, ...Array.from({ length: 1000 }, () => 1)].join('\t'),
  )
  expect(await read([header, ...rows].join('\n'))).toBe('The table has more than 1,000,000 rows')
})

it.each([
  ['CPD-1 rep 2', 'CPD-1', '2'],
  ['CPD-1_R2', 'CPD-1', '2'],
  ['CPD-1 (n=3)', 'CPD-1', '3'],
  ['Compound 4 #1', 'Compound 4', '1'],
  ['Replicate 2', '', '2'],
  ['CPD-12', 'CPD-12', null],
  ['Inhibitor 3', 'Inhibitor 3', null],
  ['IR780', 'IR780', null],
])('takes the replicate out of a header: %s', (header, name, replicate) => {
  expect(splitSampleName(header)).toEqual({ name, replicate })
})

it.each([
  ['big-endian UTF-16 with a mark', [0xfe, 0xff, 0, 0x41, 0, 0xb5], 'Aµ'],
  ['little-endian UTF-16 without a mark', [0x41, 0, 0x42, 0, 0x43, 0, 0x31, 0], 'ABC1'],
  ['UTF-8', [0xc2, 0xb5, 0x4d], 'µM'],
  ['Windows-1252', [0xb5, 0x4d, 0x80], 'µM€'],
  ['nothing', [], ''],
])('decodes %s', (_, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes))).toBe(text)
})

it('never rejects, and every row has a cell for every column', async () => {
  const cell = fc.oneof(
    fc.constantFrom('', '1', '0,5', '<3', '12 %', 'Dose', 'rep 1', '10 nM', '"', '-9', 'n.d.', '\uFEFF'),
    fc.string({ maxLength: 6 }),
  )
  const text = fc
    .array(fc.array(cell, { maxLength: 5 }), { maxLength: 7 })
    .chain((rows) =>
      fc.constantFrom('\t', ',', ';', ' ').map((mark) => rows.map((row) => row.join(mark)).join('\n')),
    )
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(undefined, 'long', 'down', 'across'), async (cells, layout) => {
      const reading = await readTable({ kind: 'text', text: cells }, layout === undefined ? {} : { layout })
      if (!reading.ok) return
      const { columns, chunk, rowCount, firstRows } = reading.value
      expect(chunk.rowCount).toBe(rowCount)
      expect(new Set(columns.map(({ displayName }) => displayName)).size).toBe(columns.length)
      for (const column of chunk.columns) expect(column.codes.length).toBe(rowCount)
      for (const row of firstRows) expect(row.length).toBeLessThanOrEqual(columns.length)
    }),
    { seed: 6, numRuns: 400 },
  )
})
