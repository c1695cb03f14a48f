/** Analyses whose frame is not simply there: none, in progress, failed, never uploaded, without rows. */
import { SEEDED } from '../control.ts'
import type { SeededAnalysis, SeededFrame } from '../records.ts'
import { analysisRecord, frameRecord, succeededFrame } from './csv-seed.ts'
import { SERIES_COLUMNS, seriesRows } from './small-series.ts'

export function oddStateAnalyses(): readonly SeededAnalysis[] {
  return [empty(), inProgress(), failed(), notUploaded(), zeroRows()]
}

function empty(): SeededAnalysis {
  const seed = { id: SEEDED.empty, title: 'No data frames', about: 'Nothing has been added to it yet.' }
  return { analysis: analysisRecord(seed, { frames: [] }), frames: [], files: [] }
}

function inProgress(): SeededAnalysis {
  const rows = seriesRows()
  const ready = succeededFrame({
    id: 'dset_InProgress01',
    name: 'Still being processed',
    columns: SERIES_COLUMNS,
    rowCount: rows.length,
    rows: () => rows,
  })
  const ingestion = ready.record.ingestion
  const waiting = ingestion === null ? null : { ...ingestion, endsAtMs: null }
  return withFrame(
    {
      id: SEEDED.inProgress,
      title: 'In progress',
      about: 'Its frame is ready 15 seconds after it is first read.',
    },
    { ...ready, record: { ...ready.record, ingestion: waiting } },
  )
}

function failed(): SeededAnalysis {
  const seed = { id: 'dset_FailedVal001', name: 'Refused at ingestion' }
  return withFrame(
    { id: SEEDED.failed, title: 'Failed validation', about: 'Its CSV was refused.' },
    {
      record: frameRecord(seed, { endsAtMs: 0, outcome: { kind: 'failed', message: 'Invalid CSV File.' } }),
      parts: () => [],
    },
  )
}

function notUploaded(): SeededAnalysis {
  const seed = { id: 'dset_NotUpload001', name: 'Never uploaded' }
  return withFrame(
    { id: SEEDED.notUploaded, title: 'Not uploaded', about: 'A frame was made, its CSV never came.' },
    { record: frameRecord(seed, null), parts: () => [] },
  )
}

function zeroRows(): SeededAnalysis {
  return withFrame(
    { id: SEEDED.zeroRows, title: 'Zero rows', about: 'A header and nothing below it.' },
    succeededFrame({
      id: 'dset_ZeroRows0001',
      name: 'Header only',
      columns: SERIES_COLUMNS,
      rowCount: 0,
      rows: () => [],
    }),
  )
}

function withFrame(
  seed: { readonly id: string; readonly title: string; readonly about: string },
  frame: SeededFrame,
): SeededAnalysis {
  return { analysis: analysisRecord(seed, { frames: [frame] }), frames: [frame], files: [] }
}
