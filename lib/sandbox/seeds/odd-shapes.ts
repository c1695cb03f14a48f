/** Analyses whose frame is there in an unusual shape: several parts, every column type. */
import { SEEDED } from '../control.ts'
import { csvBytes } from '../ingest.ts'
import type { SeededAnalysis, SeededFrame } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { SERIES_COLUMNS, seriesRows } from './small-series.ts'

const PARTS = 3

export function oddShapeAnalyses(): readonly SeededAnalysis[] {
  return [
    analysisOf(
      { id: SEEDED.threeParts, title: 'Three parts', about: 'One frame in three files, each with a header.' },
      threeParts('dset_ThreePart001', 'Repeated headers'),
    ),
    analysisOf(
      {
        id: SEEDED.threePartsBare,
        title: 'Three parts, one header',
        about: 'One frame in three files; only the first has a header.',
      },
      threeParts('dset_ThreePart002', 'Bare parts'),
    ),
    analysisOf(
      { id: SEEDED.oddTypes, title: 'Odd types', about: 'Every column type, with gaps.' },
      oddTypes(),
    ),
  ]
}

function threeParts(id: string, name: 'Repeated headers' | 'Bare parts'): SeededFrame {
  const rows = seriesRows()
  const size = rows.length / PARTS
  return succeededFrame({
    id,
    name,
    columns: SERIES_COLUMNS,
    rowCount: rows.length,
    partCount: PARTS,
    rows: () => rows,
    parts: (header) =>
      Array.from({ length: PARTS }, (_, part) => {
        const own = rows.slice(part * size, (part + 1) * size)
        return csvBytes(part === 0 || name === 'Repeated headers' ? [header, ...own] : own)
      }),
  })
}

function oddTypes(): SeededFrame {
  const rows = [
    ['PLM-001', '2026-01-05T08:00:00.000Z', '2026-01-05', 'true', '["a","b"]', '{"k":1}', '1', '0.1', '4.5'],
    ['PLM-002', '2026-01-05T09:30:00.000Z', '2026-01-05', 'FALSE', '[]', '{}', '2', '0.3', '12.5'],
    ['', '', '', '', '', '', '', '1', ''],
    ['PLM-003', '2026-01-06T08:00:00.000Z', '2026-01-06', 'True', '["c"]', '{"k":[2]}', '3', '3', '71.25'],
    ['ent_Xy12', '2026-01-06T10:15:00.000Z', '2026-01-06', 'false', '["d"]', 'null', '4', '10', '9.2e1'],
  ]
  const link = { baseTypeName: 'DNASequence', schemaId: 'ts_Sandbox01' }
  return succeededFrame({
    id: 'dset_OddTypes0001',
    name: 'Every column type',
    columns: [
      { displayName: 'Sample', name: 'ObjectLink', isNullable: true, target: link },
      { displayName: 'Measured at', name: 'DateTime', isNullable: true },
      { displayName: 'Day', name: 'Date', isNullable: true },
      { displayName: 'Passed', name: 'Boolean', isNullable: true },
      { displayName: 'Tags', name: 'String', isNullable: true, isList: true },
      { displayName: 'Settings', name: 'JSON', isNullable: true },
      { displayName: 'Replicate', name: 'Int', isNullable: true },
      { displayName: 'Dose', name: 'Float' },
      { displayName: 'Response', name: 'Float', isNullable: true },
    ],
    rowCount: rows.length,
    rows: () => rows,
  })
}

function analysisOf(
  seed: { readonly id: string; readonly title: string; readonly about: string },
  frame: SeededFrame,
): SeededAnalysis {
  return { analysis: analysisRecord(seed, { frames: [frame] }), frames: [frame], files: [] }
}
