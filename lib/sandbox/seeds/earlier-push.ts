/** What an earlier push left in the analysis: a results frame next to the inputs, and its report. */
import type { SeededFile, SeededFrame } from '../records.ts'
import { SEEDED_AT_MS, succeededFrame } from './csv-seed.ts'

export function earlierResults(): SeededFrame {
  return succeededFrame({
    id: 'dset_Troubled0004',
    name: 'Halfmax results: Confirmation run',
    origin: 'pushed',
    columns: [
      { displayName: 'cell', name: 'String' },
      { displayName: 'hours', name: 'Int', isNullable: true },
      { displayName: 'fit_function', name: 'String' },
      { displayName: 'IC50', name: 'Float' },
      { displayName: 'std', name: 'Float' },
      { displayName: 't_Value', name: 'Float' },
      { displayName: 'p_Value', name: 'Float' },
    ],
    rowCount: 1,
    rows: () => [['AX-17', '', 'LL.4', '0.171', '0.0089', '19.2', '2.1e-11']],
  })
}

export function earlierReport(): SeededFile {
  const html =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Confirmation run</title></head>' +
    '<body><h1>Confirmation run</h1><p>Left here by an earlier push: AX-17, IC50 0.171 µM.</p></body></html>'
  return {
    record: {
      id: 'file_Troubled0001',
      name: 'Halfmax report: Confirmation run',
      filename: 'halfmax-report.html',
      folderId: 'lib_Sandbox01',
      displayId: 'FILE0001',
      origin: 'pushed',
      createdAtMs: SEEDED_AT_MS,
      modifiedAtMs: SEEDED_AT_MS,
      isUploaded: true,
      uploadStatus: 'SUCCEEDED',
      errorMessage: null,
      archiveReason: null,
      customFields: {},
    },
    bytes: () => Buffer.from(html, 'utf8'),
  }
}
