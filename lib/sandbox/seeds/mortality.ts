import { SEEDED } from '../control.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'

/** Three series of seven doses. Values of Benchling's public R example (benchling/R-Datasets-Example). */
const DOSES = [0.3, 1, 3, 10, 30, 100, 300]
const AFTER_24H = [
  [3.979, 17.07, 18.356, 25.288, 54.813, 76.379, 81.514],
  [4.4929, 9.114, 10.141, 24.261, 51.732, 67.651, 82.028],
  [8.383, 16.338, 15.5688, 25.577, 57.399, 77.67, 82.0359],
]
const AFTER_48H = [
  [2.192, 16.345, 42.458, 57.408, 70.365, 81.727, 85.11],
  [5.382, 16.141, 41.06, 57.408, 67.774, 83.3189, 84.31],
  [2.28, 14.755, 38.698, 54.996, 68.879, 80.952, 83.36721],
]

/** Headers prefixed by their source table, as the R example reads them. */
export function mortalityAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_CellMort0001',
    name: 'Cell mortality',
    columns: [
      { displayName: 'Cell Line Name', name: 'String' },
      { displayName: 'Cell Mortality Concentration', name: 'Float' },
      { displayName: 'Cell Mortality Mortality 24h', name: 'Float' },
      { displayName: 'Cell Mortality Mortality 48h', name: 'Float' },
    ],
    rowCount: 21,
    rows: () =>
      AFTER_24H.flatMap((series, replicate) =>
        series.map((after24h, index) =>
          ['HeLa', DOSES[index], after24h, AFTER_48H[replicate]?.[index]].map(String),
        ),
      ),
  })
  const analysis = analysisRecord(
    {
      id: SEEDED.mortality,
      title: 'Cell mortality',
      about: 'Benchling’s public R example: one cell line, seven doses, mortality after 24 and 48 hours.',
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}
