import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame, type SeedColumn } from './csv-seed.ts'

export const HUGE_ANALYSIS = 'ana_HugeExport'

/** Two of them with another text in every row: what a table of many rows costs at most. */
const COLUMNS: readonly SeedColumn[] = [
  { displayName: 'Plate', name: 'String' },
  { displayName: 'Well', name: 'String' },
  { displayName: 'Sample ID', name: 'String' },
  { displayName: 'Compound', name: 'String' },
  { displayName: 'Concentration (nM)', name: 'Float' },
  { displayName: 'Inhibition (%)', name: 'Float' },
  { displayName: 'Measured at', name: 'DateTime' },
  { displayName: 'Comment', name: 'String' },
]
const HEADER = `${COLUMNS.map(({ displayName }) => displayName).join(',')}\r\n`
const COMMENT = 'as read by the plate reader'
const WELLS_PER_PLATE = 384
const DOSES = 10
const TOP_DOSE = 10_000
const FIRST_READ_MS = Date.UTC(2026, 0, 12, 9, 30)
/** Half a minute apart, so that a million of them stay within a year. */
const READ_EVERY_MS = 30_000
const ROWS_PER_WRITE = 10_000

/**
 * One frame of just under so many megabytes of CSV (decimal), for measuring. Every row has the same number of bytes, so that
 * the row count is known before anything is written.
 */
export function hugeAnalysis(megabytes: number): SeededAnalysis {
  const rowCount = Math.floor((megabytes * 1e6 - HEADER.length) / rowText(0).length)
  const frame = succeededFrame({
    id: 'dset_HugeExport01',
    name: 'Huge export',
    columns: COLUMNS,
    rowCount,
    rows: () => [],
    parts: () => [csvOf(rowCount)],
  })
  const analysis = analysisRecord(
    {
      id: HUGE_ANALYSIS,
      title: 'Huge export',
      about: `${rowCount.toLocaleString('en')} rows, ${megabytes} MB.`,
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function csvOf(rowCount: number): Uint8Array {
  const bytes = Buffer.alloc(HEADER.length + rowCount * rowText(0).length)
  let at = bytes.write(HEADER, 'latin1')
  for (let row = 0; row < rowCount; row += ROWS_PER_WRITE) {
    const count = Math.min(ROWS_PER_WRITE, rowCount - row)
    at += bytes.write(
      Array.from({ length: count }, (_, index) => rowText(row + index)).join(''),
      at,
      'latin1',
    )
  }
  return bytes
}

/** Ten-point curves with an IC50 that differs from compound to compound; values to three decimals of a power of ten. */
function rowText(row: number): string {
  const compound = Math.floor(row / DOSES)
  const dose = TOP_DOSE / 10 ** ((row % DOSES) / 2)
  const ic50 = 10 ** (1 + (compound % 29) / 10)
  const well = row % WELLS_PER_PLATE
  return [
    `PLATE-${digits(Math.floor(row / WELLS_PER_PLATE), 5)}`,
    `${String.fromCharCode(65 + Math.floor(well / 24))}${digits((well % 24) + 1, 2)}`,
    `S-${digits(row, 9)}`,
    `LIB-${digits(compound, 7)}`,
    dose.toExponential(3),
    (1 + 98 / (1 + ic50 / dose)).toExponential(3),
    new Date(FIRST_READ_MS + row * READ_EVERY_MS).toISOString(),
    `${COMMENT}\r\n`,
  ].join(',')
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
