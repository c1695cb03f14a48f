import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readTable } from './read-table.ts'
import type { ReadOptions } from './types.ts'

async function read(name: string, options: ReadOptions = {}) {
  const file = readFileSync(new URL(`fixtures/${name}`, import.meta.url))
  const bytes = new Uint8Array(file).buffer
  const reading = await readTable({ kind: 'file', name, bytes }, options)
  if (!reading.ok) throw new Error(reading.error.title)
  const { columns, firstRows, rowCount, notes, layout, decimalMark, delimiter, guess } = reading.value
  return {
    headers: columns.map(({ displayName }) => displayName),
    rows: firstRows,
    rowCount,
    notes,
    read: [layout, delimiter, decimalMark],
    dose: columns[guess.mapping.dose ?? -1]?.displayName ?? null,
    unit: guess.mapping.doseUnit,
    responses: guess.mapping.responses.map((index) => columns[index]?.displayName),
    groups: guess.mapping.groups.map((index) => columns[index]?.displayName),
  }
}

it('semicolons, decimal commas, thousands points and a µ of Windows-1252', async () => {
  expect(await read('01-decimal-comma.csv')).toEqual({
    headers: ['Substanz', 'Konz. (µM)', 'Hemmung (%)'],
    rows: [
      ['A-1', '0.01', '2.4'],
      ['A-1', '0.1', '11'],
      ['A-1', '1', '48.75'],
      ['A-1', '10', '1091.5'],
    ],
    rowCount: 4,
    notes: [],
    read: ['long', ';', 'comma'],
    dose: 'Konz. (µM)',
    unit: 'µM',
    responses: ['Hemmung (%)'],
    groups: ['Substanz'],
  })
})

it('tabs copied from Excel, a true minus, a thousand that stays as it was written beside decimal points', async () => {
  expect(await read('02-excel-paste.tsv')).toEqual({
    headers: ['Compound', 'Concentration (nM)', 'Replicate', 'Viability'],
    rows: [
      ['CPD-7', '1', '1', '99.1'],
      ['CPD-7', '1', '2', '97.4'],
      ['CPD-7', '1e2', '1', '−48.2'],
      ['CPD-7', '1,000', '2', '3.3'],
    ],
    rowCount: 4,
    notes: [],
    read: ['long', '\t', 'point'],
    dose: 'Concentration (nM)',
    unit: 'nM',
    responses: ['Viability'],
    groups: ['Compound'],
  })
})

it('line breaks and quotes inside quoted cells', async () => {
  expect(await read('03-quoted-newlines.csv')).toEqual({
    headers: ['Compound name', 'Dose (nM)', 'Response'],
    rows: [
      ['CPD "one" batch 2', '1', '5'],
      ['CPD "one" batch 2', '10', '50'],
      ['CPD-2', '100', '95'],
      ['CPD-2', '1000', '97'],
    ],
    rowCount: 4,
    notes: [],
    read: ['long', ',', 'point'],
    dose: 'Dose (nM)',
    unit: 'nM',
    responses: ['Response'],
    groups: ['Compound name'],
  })
})

it('a row of units under the headers', async () => {
  expect(await read('04-unit-row.csv')).toEqual({
    headers: ['Drug', 'Dose (nM)', 'Inhibition (%)', 'Well'],
    rows: [
      ['D1', '3', '10.5', 'A01'],
      ['D1', '30', '55', 'A02'],
      ['D1', '300', '91', 'A03'],
    ],
    rowCount: 3,
    notes: [],
    read: ['long', ',', 'point'],
    dose: 'Dose (nM)',
    unit: 'nM',
    responses: ['Inhibition (%)'],
    groups: ['Drug'],
  })
})

it('a byte order mark before the first header', async () => {
  expect(await read('05-bom.csv')).toMatchObject({
    headers: ['Compound', 'Dose [µM]', 'Signal'],
    rows: [
      ['CPD-1', '0.5', '1200'],
      ['CPD-1', '5', '800'],
    ],
    unit: 'µM',
  })
})

it('UTF-16 with decimal commas, as Excel writes "Unicode text"', async () => {
  expect(await read('06-utf-16.txt')).toMatchObject({
    headers: ['Compound', 'Dose (µM)', 'Mortality 24h'],
    rows: [
      ['β-CPD', '0.5', '12.5'],
      ['β-CPD', '5', '60'],
    ],
    read: ['long', '\t', 'comma'],
  })
})

it('titles, blank rows, and merged compound names above their replicates', async () => {
  expect(await read('07-merged-headers.tsv')).toEqual({
    headers: ['Compound', 'Conc (nM)', 'Replicate', 'Response'],
    rows: [
      ['CPD-1', '1', '1', '98'],
      ['CPD-1', '10', '1', '51'],
      ['CPD-1', '100', '1', '4'],
      ['CPD-1', '1', '2', '96'],
      ['CPD-1', '10', '2', '47'],
      ['CPD-1', '100', '2', '6'],
      ['CPD-2', '1', '1', '101'],
      ['CPD-2', '10', '1', '88'],
    ],
    // Four columns of three, less the empty cell at 100 nM.
    rowCount: 11,
    notes: ['2 rows above the headers were left out.', 'Each of the 4 columns beside the doses became rows.'],
    read: ['down', '\t', 'point'],
    dose: 'Conc (nM)',
    unit: 'nM',
    responses: ['Response'],
    groups: ['Compound'],
  })
})

it('doses across the header row, with units, a limit and an empty cell', async () => {
  expect(await read('08-doses-across.csv')).toEqual({
    headers: ['Compound', 'Cell line', 'Concentration (µM)', 'Response'],
    rows: [
      ['CPD-1', 'HeLa', '0.1', '99'],
      ['CPD-1', 'HeLa', '1', '80'],
      ['CPD-1', 'HeLa', '10', '30'],
      ['CPD-1', 'HeLa', '100', '5'],
      ['CPD-1', 'HeLa', '0.1', '97'],
      ['CPD-1', 'HeLa', '1', '82'],
      ['CPD-1', 'HeLa', '10', '28'],
      ['CPD-2', 'HEK', '0.1', '100'],
    ],
    rowCount: 11,
    notes: ['Doses were read from the header row: each of the 4 columns under them became rows.'],
    read: ['across', ',', 'point'],
    dose: 'Concentration (µM)',
    unit: 'µM',
    responses: ['Response'],
    // Each compound was on one cell line: the compound alone tells the curves apart.
    groups: ['Compound'],
  })
})

it('limits with decimal commas keep their sign; percent signs go to the header', async () => {
  expect(await read('09-limits-and-percent.csv')).toEqual({
    headers: ['Sample', 'Conc (mg/L)', 'Effect (%)'],
    rows: [
      ['S1', '0.3', '<0.5'],
      ['S1', '3', '12.5'],
      ['S1', '30', '50'],
      ['S1', '100', '81.25'],
      ['S1', '200', '90'],
      ['S1', '300', '>99'],
      ['S1', '3000', 'n.d.'],
    ],
    rowCount: 7,
    notes: ['Percent signs were taken out of “Effect (%)”.'],
    read: ['long', ';', 'comma'],
    dose: 'Conc (mg/L)',
    unit: 'µg/mL',
    responses: ['Effect (%)'],
    groups: ['Sample'],
  })
})

it('two columns of one name, empty columns at the end, empty rows below', async () => {
  expect(await read('10-doubled-headers.csv')).toEqual({
    headers: ['Compound', 'Dose (nM)', 'Response', 'Response (2)'],
    rows: [
      ['X', '1', '5', '6'],
      ['X', '10', '40', '44'],
      ['X', '100', '90', '93'],
    ],
    rowCount: 3,
    notes: [
      '3 empty columns were left out.',
      'Several columns are named “Response”: the later ones are numbered.',
    ],
    read: ['long', ',', 'point'],
    dose: 'Dose (nM)',
    unit: 'nM',
    responses: ['Response', 'Response (2)'],
    groups: ['Compound'],
  })
})

it('doses down without a header, replicates under one merged header', async () => {
  expect(await read('11-replicates-down.tsv')).toEqual({
    headers: ['Concentration', 'Replicate', 'Response'],
    rows: [
      ['0.01', '1', '1'],
      ['0.1', '1', '11'],
      ['1', '1', '51'],
      ['10', '1', '91'],
      ['0.01', '2', '2'],
      ['0.1', '2', '12'],
      ['1', '2', '52'],
      ['10', '2', '92'],
    ],
    rowCount: 12,
    notes: ['Each of the 3 columns beside the doses became rows.'],
    read: ['down', '\t', 'point'],
    dose: 'Concentration',
    unit: 'unknown',
    responses: ['Response'],
    groups: [],
  })
})
