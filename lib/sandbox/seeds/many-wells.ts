import { SEEDED } from '../control.ts'
import { createPrng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { SERIES_COLUMNS } from './small-series.ts'
import { trueInhibition } from './simulated-curve.ts'

/** How many wells two compounds have: eight doses in triplicate, and twelve doses in tens. */
const CURVES = [
  { compound: 'KW-24', doses: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30], replicates: 3 },
  { compound: 'KW-120', doses: [0.003, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30], replicates: 10 },
]
const WELLS = CURVES.reduce((count, { doses, replicates }) => count + doses.length * replicates, 0)

/** One usual and one dense curve, to measure by. */
export function manyWellsAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_ManyWells001',
    name: 'Many wells',
    columns: SERIES_COLUMNS,
    rowCount: WELLS,
    rows: manyWellsRows,
  })
  const analysis = analysisRecord(
    { id: SEEDED.manyWells, title: 'Many wells', about: 'Two simulated compounds, of 24 and of 120 wells.' },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function manyWellsRows(): string[][] {
  const random = createPrng(24_120)
  return CURVES.flatMap(({ compound, doses, replicates }) => {
    const truth = { compound, bottom: 2, top: 97, ec50: 0.4, hill: 1.1, fallAt: Infinity } as const
    return doses.flatMap((dose) =>
      Array.from({ length: replicates }, () => {
        const response = trueInhibition({ ...truth, curveClass: 'good' }, dose) + 3 * random.normal()
        return [compound, String(dose), response.toFixed(2)]
      }),
    )
  })
}
