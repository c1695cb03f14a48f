import { expect, it } from 'vitest'
import { readTable } from './read-table.ts'

/** Lines of cells that are divided by bars here, by tabs in the text. */
function tabs(...lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('\t'),
    )
    .join('\n')
}

async function read(text: string) {
  const reading = await readTable({ kind: 'text', text }, {})
  if (!reading.ok) return { problem: reading.error.detail }
  const { columns, firstRows, layout, rowCount, notes, guess } = reading.value
  const nameOf = (index: number | null) => columns[index ?? -1]?.displayName ?? null
  const { dose, doseUnit, responses, groups } = guess.mapping
  return {
    headers: columns.map(({ displayName }) => displayName).join(' | '),
    first: firstRows[0]?.join(' | '),
    last: firstRows.at(-1)?.join(' | '),
    rowCount,
    layout,
    mapping: [nameOf(dose), doseUnit, responses.map(nameOf).join(), groups.map(nameOf).join()].join(' / '),
    notes: notes.join(' '),
  }
}

/** Every table here holds the responses 99, 80 and 10 of compound A at 0.1, 1 and 10 of some unit, in this order. */
it.each([
  [
    'one row, units',
    tabs('Compound | 0.1 µM | 1 µM | 10 µM', 'A | 99 | 80 | 9.9'),
    '(µM)',
    'Response',
    '9.9',
  ],
  [
    'one row with semicolons and decimal commas',
    'Name;0,1 µM;1 µM;10 µM\nA;99,0;80,5;9,9',
    '(µM)',
    'Response',
    '9.9',
  ],
  ['quoted decimal commas', 'Name,"0,1 µM","1 µM","10 µM"\nA,"99,0",80,"9,9"', '(µM)', 'Response', '9.9'],
  [
    'a word before the dose',
    tabs('Compound | Conc 0.1 µM | Conc 1 µM | Conc 10 µM', 'A | 99 | 80 | 10'),
    '(µM)',
  ],
  ['units in brackets', tabs('Compound | 0.1 (µM) | 1 (µM) | 10 (µM)', 'A | 99 | 80 | 10'), '(µM)'],
  [
    'the unit before the dose',
    tabs('Compound | Dose (nM) 0.1 | Dose (nM) 1 | Dose (nM) 10', 'A | 99 | 80 | 10'),
    '(nM)',
  ],
  ['names as R makes them', tabs('Compound | X0.1 | X1 | X10', 'A | 99 | 80 | 10'), ''],
  [
    'a readout at each dose',
    tabs('Compound | % inh @ 0.1 µM | % inh @ 1 µM | % inh @ 10 µM', 'A | 99 | 80 | 10'),
    '(µM)',
    '% inh',
  ],
  [
    'underscores',
    tabs('Compound | Viability_0.1uM | Viability_1uM | Viability_10uM', 'A | 99 | 80 | 10'),
    '(µM)',
    'Viability',
  ],
  [
    'columns of means after the doses',
    tabs('Compound | 0.1 µM | 1 µM | 10 µM | Comment', 'A | 99 | 80 | 10 | ok'),
    '(µM)',
  ],
  [
    'a readout merged above the doses',
    tabs(' | Inhibition (%) | | ', 'Compound | 0.1 µM | 1 µM | 10 µM', 'A | 99 | 80 | 10'),
    '(µM)',
    'Inhibition (%)',
  ],
])('reads doses out of headers: %s', async (_, text, unit, readout = 'Response', last = '10') => {
  const { mapping, first, last: end, rowCount } = await read(text)
  const dose = `Concentration ${unit}`.trim()
  expect(mapping).toContain(`${dose} / ${unit === '' ? 'unknown' : unit.slice(1, -1)} / ${readout} / `)
  expect(rowCount).toBe(3)
  expect(first).toMatch(/^A \|.* 0\.1 \| 99(\.0)?$/)
  expect(end).toMatch(new RegExp(`^A \\|.* 10 \\| ${last.replace('.', '\\.')}$`))
})

it.each([
  [
    'powers of ten',
    tabs('Compound | 1×10^-9 M | 1×10⁻⁸ M | 1 x 10-7 M', 'A | 1 | 2 | 3'),
    'Concentration (M)',
    'A | 1e-9 | 1',
  ],
  [
    'exponents',
    tabs('Compound | 1.00E-09 M | 1.00E-08 M | 1.00E-07 M', 'A | 1 | 2 | 3'),
    'Concentration (M)',
    'A | 1.00E-09 | 1',
  ],
  [
    'logarithms with a unit',
    tabs('Compound | -9 log M | -8 log M | -7 log M', 'A | 1 | 2 | 3'),
    'log10 concentration',
    'A | -9 | 1',
  ],
  [
    'logarithms with a word',
    tabs('Compound | log -9 | log -8 | log -7', 'A | 1 | 2 | 3'),
    'log10 concentration',
    'A | -9 | 1',
  ],
  ['logarithms alone', tabs('Compound | -9 | -8 | -7', 'A | 1 | 2 | 3'), 'log10 concentration', 'A | -9 | 1'],
  [
    'a vehicle',
    tabs('Compound | DMSO | 1 nM | 10 nM | 100 nM', 'A | 1 | 2 | 3 | 4'),
    'Concentration (nM)',
    'A | 0 | 1',
  ],
  [
    'replicates under one merged dose',
    tabs('Compound | 1 nM | | 10 nM | | 100 nM |', 'A | 1 | 2 | 3 | 4 | 5 | 6'),
    'Concentration (nM)',
    'A | 1 | 1',
  ],
  [
    'counted replicates of a dose',
    tabs(
      'Compound | 1 nM rep 1 | 1 nM rep 2 | 10 nM rep 1 | 10 nM rep 2 | 99 nM rep 1',
      'A | 1 | 2 | 3 | 4 | 5',
    ),
    'Concentration (nM)',
    'A | 1 | 1',
  ],
])('reads doses as they are written: %s', async (_, text, dose, first) => {
  expect(await read(text)).toMatchObject({
    headers: `Compound | ${dose} | Response`,
    first,
    layout: 'across',
  })
})

it.each([
  [
    'units beside the doses',
    tabs('Dose | CPD-1 | CPD-2', '0.1 µM | 99 | 98', '1 µM | 80 | 81', '10 µM | 10 | 12'),
    'Dose (µM)',
    'CPD-1 | 0.1 | 99',
  ],
  [
    'several units',
    tabs(' | CPD-1 | CPD-2', '100 nM | 99 | 98', '1 µM | 80 | 81', '10 µM | 10 | 12'),
    'Concentration (nM)',
    'CPD-1 | 100 | 99',
  ],
  [
    'decimal commas',
    'Konz;CPD-1;CPD-2\n0,1 µM;99,5;98\n1 µM;80;81,5\n10 µM;10;12',
    'Konz (µM)',
    'CPD-1 | 0.1 | 99.5',
  ],
  [
    'a word before each dose',
    tabs('Dose | CPD-1 | CPD-2', 'Conc 0.1 µM | 99 | 98', 'Conc 1 µM | 80 | 81'),
    'Dose (µM)',
    'CPD-1 | 0.1 | 99',
  ],
  ['one compound', tabs('Dose (nM) | CPD-1', '1 | 99', '10 | 80'), 'Dose (nM)', 'CPD-1 | 1 | 99'],
  [
    'means beside their SD',
    tabs(
      'Dose (nM) | CPD-1 mean | CPD-1 SD | CPD-2 mean | CPD-2 SD',
      '1 | 9 | 2 | 8 | 3',
      '10 | 5 | 3 | 6 | 2',
    ),
    'Dose (nM)',
    'CPD-1 | 1 | 9',
  ],
])('reads doses in rows with compounds as columns: %s', async (_, text, dose, first) => {
  const reading = await read(text)
  expect(reading).toMatchObject({ headers: `Compound | ${dose} | Response`, first, layout: 'down' })
  expect(reading.mapping).toContain(`${dose} / `)
})

it.each([
  [
    'XY with subcolumns',
    tabs(
      'log[Agonist] | Control | | Treated | ',
      'X | A:Y1 | A:Y2 | B:Y1 | B:Y2',
      '-9 | 1 | 2 | 3 | 4',
      '-8 | 5 | 6 | 7 | 8',
    ),
    'Compound | log[Agonist] | Replicate | Response',
    'Control | -9 | 1 | 1',
  ],
  [
    'XY with merged headers alone',
    tabs(
      'Concentration | Control | | Treated | ',
      '1 | 1 | 2 | 3 | 4',
      '10 | 5 | 6 | 7 | 8',
      '100 | 5 | 6 | 7 | 8',
    ),
    'Compound | Concentration | Replicate | Response',
    'Control | 1 | 1 | 1',
  ],
  [
    'replicates beside compounds',
    tabs('Compound | Dose (nM) | rep1 | rep2', 'A | 1 | 99 | 98', 'A | 10 | 50 | 51'),
    'Compound | Dose (nM) | Replicate | Response',
    'A | 1 | 1 | 99',
  ],
  [
    'headers merged downwards',
    tabs(
      'Compound | Dose (nM) | Viability (%) | ',
      ' | | rep1 | rep2',
      'A | 1 | 99 | 98',
      'A | 10 | 50 | 51',
    ),
    'Compound | Dose (nM) | Replicate | Viability (%)',
    'A | 1 | 1 | 99',
  ],
  [
    'a reader’s preamble, and a wavelength for a header',
    'Software,3.11\nPlate Number,Plate 1\nReader:,Synergy\n\nWell,Compound,Conc (uM),560\nA1,X,0.1,2345\nA2,X,1,1345',
    'Well | Compound | Conc (uM) | 560',
    'A1 | X | 0.1 | 2345',
  ],
  [
    'names merged downwards',
    tabs('Compound | Dose (nM) | Effect (%)', 'A | 1 | 3', ' | 10 | 50', 'B | 1 | 4', ' | 10 | 60'),
    'Compound | Dose (nM) | Effect (%)',
    'A | 1 | 3',
  ],
  [
    'headers again above each block',
    tabs('Compound | Dose (nM) | Effect (%)', 'A | 1 | 3', 'Compound | Dose (nM) | Effect (%)', 'B | 1 | 4'),
    'Compound | Dose (nM) | Effect (%)',
    'A | 1 | 3',
  ],
  [
    'blanks between thousands',
    tabs('Compound | Dose (nM) | Signal', 'A | 1 000 | 12 345', "A | 10 | 8'200"),
    'Compound | Dose (nM) | Signal',
    'A | 1000 | 12345',
  ],
  [
    'Markdown',
    '| Compound | Dose (nM) | Signal |\n|---|--:|---|\n| A | 1 | 5 |\n| A | 10 | 50 |',
    'Compound | Dose (nM) | Signal',
    'A | 1 | 5',
  ],
  ['two columns without headers', '0.1\t99\n1\t80\n10\t10', 'Concentration | Response', '0.1 | 99'],
])('understands the table: %s', async (_, text, headers, first) => {
  expect(await read(text)).toMatchObject({ headers, first })
})

it('gives each merged name to the rows under it', async () => {
  const merged = tabs(
    'Compound | Dose (nM) | Effect (%)',
    'A | 1 | 3',
    ' | 10 | 50',
    'B | 1 | 4',
    ' | 10 | 60',
  )
  expect(await read(merged)).toMatchObject({
    last: 'B | 10 | 60',
    notes: expect.stringContaining('filled with the name'),
  })
  // Names on every row, and a blank for the controls: nothing is merged.
  const controls = tabs('Compound | Dose (nM) | Effect (%)', 'A | 1 | 3', 'A | 10 | 50', ' | 0 | 1')
  expect(await read(controls)).toMatchObject({ last: ' | 0 | 1', notes: '' })
})

const LETTERS = 'ABCDEFGH'.split('')
const COUNTS = Array.from({ length: 12 }, (_, column) => column + 1)

function plate(title: string, cellOf: (row: number, column: number) => number | string): string {
  const rows = LETTERS.map((letter, row) =>
    [letter, ...COUNTS.map((column) => cellOf(row, column))].join('\t'),
  )
  return [title, `\t${COUNTS.join('\t')}`, ...rows].join('\n')
}

it('reads a plate of 96 wells, a row per well, and says what it lacks', async () => {
  const reading = await read(plate('Raw data', (row, column) => 1000 * row + column))
  expect(reading).toMatchObject({
    headers: 'Well | Raw data',
    first: 'A01 | 1',
    rowCount: 96,
    layout: 'plate',
  })
  expect(reading.notes).toContain('paste the layout')
})

it('joins a layout with the readings of two plates', async () => {
  const layout = plate('Layout', (row, column) => `CPD-${row + 1} ${10 ** (column % 4)} nM`)
  const one = plate('Plate 1', (row, column) => row + column)
  const two = plate('Plate 2', (row, column) => 100 + row + column)
  const reading = await read([layout, '', one, '', two].join('\n'))
  expect(reading).toMatchObject({
    headers: 'Plate | Well | Compound | Concentration (nM) | Signal',
    first: '1 | A01 | CPD-1 | 10 | 1',
    rowCount: 192,
    mapping: 'Concentration (nM) / nM / Signal / Compound',
  })
})

it.each([
  ['one column', 'Response\n1\n2\n3', /only one column/],
  ['words alone', 'Compound\tName\nA\tB', /no cell holds a plain number/i],
  ['a row of doses without responses', 'Compound\t0.1 µM\t1 µM\t10 µM', /no cell holds a plain number/i],
])('says what to do: %s', async (_, text, detail) => {
  expect((await read(text)).problem).toMatch(detail)
})

it('asks later what a comma in a number means, and says so', async () => {
  const { notes } = await read(tabs('Compound | Dose (nM) | Signal', 'A | 1 | 12,345', 'A | 10 | 8,200'))
  expect(notes).toBe('“Signal”: a comma may mean thousands or decimals. Open the table, and Halfmax asks.')
})

/** Two curves with doses of their own: A has 99, 80 and 10 at 0.1, 1 and 10 nM, B 98, 70 and 9 at 0.3, 3 and 30 nM. */
it.each([
  ['names above', 'A | | B |', 'Conc (nM) | Response | Conc (nM) | Response', 'A', 'B'],
  ['names in both headers', '', 'A conc (nM) | A response | B conc (nM) | B response', 'A', 'B'],
  ['names above the responses', '', 'Dose (nM) | A | Dose (nM) | B', 'A', 'B'],
  ['no names at all', '', 'Dose (nM) | Response | Dose (nM) | Response', 'Curve 1', 'Curve 2'],
])('reads a column of doses for every curve: %s', async (_, above, headers, first, second) => {
  const cells = ['0.1 | 99 | 0.3 | 98', '1 | 80 | 3 | 70', '10 | 10 | 30 | 9']
  const found = await read(tabs(...(above === '' ? [] : [above]), headers, ...cells))
  expect(found).toMatchObject({
    headers: 'Compound | Concentration (nM) | Response',
    first: `${first} | 0.1 | 99`,
    last: `${second} | 30 | 9`,
    rowCount: 6,
    mapping: 'Concentration (nM) / nM / Response / Compound',
  })
})

it('reads replicates and curves of unequal length beside doses of their own', async () => {
  const cells = ['0.1 | 99 | 97 | 0.3 | 98 | 96', '1 | 80 | 79 | 3 | 70 | 71', '10 | 10 | 12 | | |']
  const found = await read(tabs('X | A rep 1 | A rep 2 | X | B rep 1 | B rep 2', ...cells))
  expect(found).toMatchObject({
    headers: 'Compound | Concentration | Replicate | Response',
    first: 'A | 0.1 | 1 | 99',
    rowCount: 10,
  })
})

it.each([
  ['two doses of one row', 'Drug A (nM) conc | Drug B (nM) conc | Response', '1 | 2 | 99'],
  ['doses and their logarithms', 'Conc (nM) | log conc | Response', '1 | 0 | 99'],
  ['units that differ', 'Conc (nM) | A | Conc (µM) | B', '1 | 99 | 1 | 80'],
  [
    'rows that begin with a name',
    'Compound | Conc (nM) | Response | Conc (µM) | Signal',
    'A | 1 | 99 | 1 | 7',
  ],
])('takes %s for no pairs', async (_, headers, row) => {
  const found = await read(tabs(headers, row, row.replace('99', '50')))
  expect(found.layout).toBe('long')
})

/** 8 rows of letters and 12 wells, the number of each well in it. */
const lettered = (from: number) =>
  'ABCDEFGH'
    .split('')
    .map((letter, row) => [letter, ...Array.from({ length: 12 }, (_, i) => from + 12 * row + i)].join(' | '))

it('reads whole plates without numbers above their columns', async () => {
  const found = await read(tabs('Plate 1', ...lettered(1), '', 'Plate 2', ...lettered(301)))
  expect(found).toMatchObject({ layout: 'plate', rowCount: 192 })
  expect(found.first).toBe('1 | A01 | 1')
  const [one] = lettered(1)
  expect((await read(tabs(...lettered(1)))).rowCount).toBe(96)
  // Names of compounds under doses, and no whole plate, are no wells.
  const doses = ['Compound', ...Array.from({ length: 12 }, (_, i) => `${2 ** i} nM`)].join(' | ')
  expect((await read(tabs(doses, ...lettered(1)))).layout).toBe('across')
  expect((await read(tabs(one ?? '', ...lettered(1).slice(1, 5)))).layout).not.toBe('plate')
})
