import { SEEDED } from '../control.ts'
import { createPrng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { SCREEN_COLUMNS, screenRows } from './screen-plates.ts'
import { drawClass, drawTruth } from './simulated-curve.ts'

const DOSES = [10_000, 3160, 1000, 316, 100, 31.6, 10, 3.16, 1, 0.316, 0.1]

/** Compounds and doses of each design, from the highest; every one in duplicate on plates of its own. */
const DESIGNS = [
  { compounds: 3500, doses: 10 },
  { compounds: 1000, doses: 8 },
  { compounds: 500, doses: 11 },
]
const REPLICATES = 2
/** Series of one replicate that a plate takes. */
const SERIES_PER_PLATE = 32
/** 97,000 sample wells leave 3,000: 9 control wells on each of 316 plates, and a tenth on the first 156. */
const PLATES_WITH_TEN = 156
/** One plate in forty has controls that scatter too much to normalise by. */
const POOR_EVERY = 40
const POOR_SD = 22
const USUAL_SD = 2.5

/** 100,000 rows of 5,000 curves; made when first read, the same on every machine. */
export function mixedScreenAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_Mixed000001',
    name: 'Mixed screen',
    columns: SCREEN_COLUMNS,
    rowCount: 100_000,
    rows: mixedRows,
  })
  const analysis = analysisRecord(
    {
      id: SEEDED.mixed,
      title: 'Mixed screen',
      about:
        '5,000 simulated compounds at 8, 10 or 11 doses in duplicate, 100,000 rows on 316 plates; some plates have poor controls.',
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function mixedRows(): string[][] {
  const random = createPrng(5000)
  const rows: string[][] = []
  let [made, platesBefore] = [0, 0]
  for (const design of DESIGNS) {
    const first = made
    const before = platesBefore
    const truths = Array.from({ length: design.compounds }, (_, index) =>
      drawTruth(`MIX-${String(first + index + 1).padStart(5, '0')}`, drawClass(random), random),
    )
    const screen = screenRows({
      truths,
      doses: DOSES.slice(0, design.doses),
      replicates: REPLICATES,
      controls: (plate) => ({ negative: 5, positive: before + plate < PLATES_WITH_TEN ? 5 : 4 }),
      controlSd: (plate) => ((before + plate) % POOR_EVERY === POOR_EVERY - 1 ? POOR_SD : USUAL_SD),
      platesBefore: before,
      random,
    })
    for (const row of screen) rows.push(row)
    made += design.compounds
    platesBefore += REPLICATES * Math.ceil(design.compounds / SERIES_PER_PLATE)
  }
  return rows
}
