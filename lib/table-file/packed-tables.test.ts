import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readTable } from './read-table.ts'
import type { ReadOptions } from './types.ts'

/** `12-workbook.xlsx` was zipped from hand-written XML; the Parquet files were written by DuckDB 1.5. */
function fixture(name: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url))).buffer
}

async function read(name: string, options: ReadOptions = {}, bytes = fixture(name)) {
  return readTable({ kind: 'file', name, bytes }, options)
}

it('an XLSX workbook: the first sheet that holds a table, a merged title, a formula, fifteen digits', async () => {
  const reading = await read('12-workbook.xlsx')
  expect(reading).toMatchObject({
    ok: true,
    value: {
      sheets: ['Cover', 'Plate 7'],
      sheet: 'Plate 7',
      columns: [{ displayName: 'Compound' }, { displayName: 'Conc. (nM)' }, { displayName: 'Viability (%)' }],
      firstRows: [
        ['CPD & 1', '1', '98.5'],
        ['CPD & 1', '10', '60'],
        ['CPD & 1', '100', '0.3'],
        ['CPD-2', '1', '101'],
        ['CPD-2', '10', '90.25'],
        ['CPD-2', '100', '<5'],
      ],
      notes: ['One row above the headers was left out.'],
    },
  })
})

it('a sheet that was asked for and holds no table says so', async () => {
  expect(await read('12-workbook.xlsx', { sheet: 'Cover' })).toMatchObject({
    ok: false,
    error: { kind: 'no-table' },
  })
})

it.each(['snappy', 'zstd', 'gzip'])(
  'a Parquet file packed with %s: singles, doubles, dates, large ids, nulls',
  async (codec) => {
    expect(await read(`13-${codec}.parquet`)).toMatchObject({
      ok: true,
      value: {
        rowCount: 5,
        columns: ['Compound', 'Dose (nM)', 'Viability', 'Day', 'Id', 'Weight'].map((displayName) => ({
          displayName,
        })),
        firstRows: [
          ['CPD-1', '1', '98.5', '2026-05-04', '1', '12.3'],
          ['CPD-1', '10', '0.1', '2026-05-04', '2', '4.5'],
          ['CPD-1', '100', '5', '2026-05-04', '3', '7.25'],
          ['β-2', '0.30000000000000004', '', '2026-05-05', '9007199254740993', '8'],
          ['', '10', '88.125', '', '5', ''],
        ],
      },
    })
  },
)

it.each([
  ['an XLSX file cut short', '12-workbook.xlsx', 'This is not a whole XLSX file'],
  ['a Parquet file cut short', '13-zstd.parquet', 'This is not a whole Parquet file'],
])('%s', async (_, name, title) => {
  const whole = fixture(name)
  expect(await read(name, {}, whole.slice(0, whole.byteLength - 200))).toMatchObject({
    ok: false,
    error: { title },
  })
})

it('an old Excel file is told apart from text', async () => {
  const bytes = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1).buffer
  expect(await read('old.xls', {}, bytes)).toMatchObject({ ok: false, error: { title: 'An old Excel file' } })
})

it('a packed file beyond the limit is refused before it is unpacked', async () => {
  const bytes = new ArrayBuffer(30_000_001)
  new Uint8Array(bytes).set([0x50, 0x4b, 3, 4])
  expect(await read('large.xlsx', {}, bytes)).toMatchObject({
    ok: false,
    error: { title: 'The file is larger than 30 MB' },
  })
})
