import Papa from 'papaparse'
import { SEEDED } from '../control.ts'
import type { SeededAnalysis, SeededFrame } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { earlierReport, earlierResults } from './earlier-push.ts'
import { questionableFrames } from './questionable-frames.ts'

/** One compound per line: name, then [dose, first reading, second reading, remark] as the instrument wrote them. */
const EXPORT: readonly (readonly [string, readonly (readonly [string, string, string, string])[]])[] = [
  [
    'AX-17',
    [
      ['0', '1.2', '0.4', 'vehicle'],
      ['0.5', '<0.5', '2.2', ''],
      ['1.5', '4.8', '5.9', ''],
      ['5', '14.1', '15.8', ''],
      ['15', '35.2', '', 'second reader offline'],
      ['50', '66.7', '63.9', ''],
      ['150', '86.4', '88.3', ''],
      ['500', '95.1', '96.8', ''],
      ['1500', '98.9', '97.4', ''],
    ],
  ],
  [
    'BR "special", lot 2',
    [
      ['0', '-0.8', '1.1', 'vehicle'],
      ['-5', '3.3', '2.9', 'dose entered with a sign'],
      ['1.5', '2.1', '3.4', ''],
      ['5', 'n.d.', '6.0', ''],
      ['15', '12.9', '11.7', ''],
      ['50', '31.4', '34.6', ''],
      ['150', '61.0', '58.2', ''],
      ['500', '82.7', '84.9', ''],
      ['1500', '93.3', '92.5', ''],
    ],
  ],
  [
    '<b>CZ-03</b> & co',
    [
      ['0', '0.6', '-1.4', 'vehicle'],
      ['<0.5', '0.9', '1.6', 'below the dispenser’s range'],
      ['1.5', '1.0', '0.2', ''],
      ['', '2.2', '1.8', 'dose missing'],
      ['15', '3.9', '5.1', ''],
      ['50', '9.6', '11.3', ''],
      ['150', '', '27.0', ''],
      ['500', '52.8', '50.1', ''],
      ['1500', '75.9', '77.7', ''],
    ],
  ],
]

/** Several frames to choose from, one pushed earlier, and one with every trouble a CSV can bring. */
export function troubledAnalysis(): SeededAnalysis {
  const report = earlierReport()
  const frames = [
    layoutFrame(),
    exportFrame(),
    confirmationFrame(),
    earlierResults(),
    ...questionableFrames(),
  ]
  const analysis = analysisRecord(
    {
      id: SEEDED.troubled,
      title: 'Troubled export',
      about:
        'Several frames to choose from, one pushed earlier; text, gaps and odd doses among the numbers, and every question a table can raise.',
    },
    { frames, fileIds: [report.record.id] },
  )
  return { analysis, frames, files: [report] }
}

/** CRLF, a byte order mark, two columns of one name, text in numeric columns (hence String by type). */
function exportFrame(): SeededFrame {
  const rows = EXPORT.flatMap(([compound, wells]) => wells.map((well) => [compound, ...well]))
  return succeededFrame({
    id: 'dset_Troubled0002',
    name: 'Dose response export',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Dose (nM)', name: 'String', isNullable: true },
      { displayName: 'Response (%)', name: 'String', isNullable: true },
      { displayName: 'Response (%)', name: 'Float', isNullable: true },
      { displayName: 'Remark', name: 'String', isNullable: true },
    ],
    rowCount: rows.length,
    rows: () => rows,
    parts: (header) => [
      Buffer.from(`\uFEFF${Papa.unparse([[...header], ...rows], { newline: '\r\n' })}\r\n`, 'utf8'),
    ],
  })
}

/** No numbers: never a frame to fit. */
function layoutFrame(): SeededFrame {
  const rows = ['A', 'B', 'C'].flatMap((row) =>
    Array.from({ length: 9 }, (_, index) => [`${row}${index + 1}`, `${row}-series`, 'sample']),
  )
  return succeededFrame({
    id: 'dset_Troubled0001',
    name: 'Plate layout',
    columns: [
      { displayName: 'Well', name: 'String' },
      { displayName: 'Series', name: 'String' },
      { displayName: 'Well Type', name: 'String' },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

/** A clean, falling response in another unit. */
function confirmationFrame(): SeededFrame {
  const doses = ['0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1', '3', '10']
  const viability = [
    ['99.1', '97.8', '95.0', '86.9', '62.4', '34.7', '14.2', '6.1', '3.9'],
    ['101.4', '98.6', '93.2', '84.0', '65.8', '31.9', '', '7.7', '2.8'],
  ]
  const rows = viability.flatMap((series) =>
    series.map((value, index) => ['AX-17', doses[index] ?? '', value]),
  )
  return succeededFrame({
    id: 'dset_Troubled0003',
    name: 'Confirmation run',
    columns: [
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Concentration (µM)', name: 'Float' },
      { displayName: 'Viability (%)', name: 'Float', isNullable: true },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}
