import { SEEDED } from '../control.ts'
import { createPrng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { SCREEN_COLUMNS, screenRows } from './screen-plates.ts'
import { drawClass, drawTruth } from './simulated-curve.ts'

const DOSES = [10_000, 3160, 1000, 316, 100, 31.6, 10, 3.16, 1, 0.316, 0.1]
const COMPOUNDS = 3000
/** 3,000 compounds at 11 doses in triplicate leave 1,000 rows: 3 control wells on each of 282 plates, 4 on the first 154. */
const PLATES_WITH_FOUR = 154

/** 100,000 rows; made when first read (a fraction of a second), the same on every machine. */
export function largeAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_Large000001',
    name: 'Large screen',
    columns: SCREEN_COLUMNS,
    rowCount: 100_000,
    rows: largeRows,
  })
  const analysis = analysisRecord(
    { id: SEEDED.large, title: 'Large screen', about: '3,000 simulated compounds, 100,000 rows.' },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function largeRows(): string[][] {
  const random = createPrng(3000)
  const truths = Array.from({ length: COMPOUNDS }, (_, index) =>
    drawTruth(`LIB-${String(index + 1).padStart(5, '0')}`, drawClass(random), random),
  )
  return screenRows({
    truths,
    doses: DOSES,
    replicates: 3,
    controls: (plate) => ({ negative: 2, positive: plate < PLATES_WITH_FOUR ? 2 : 1 }),
    random,
  })
}
