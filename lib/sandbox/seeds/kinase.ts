import { SEEDED } from '../control.ts'
import { createPrng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { SCREEN_COLUMNS, screenRows } from './screen-plates.ts'
import { drawTruth } from './simulated-curve.ts'
import type { CurveClass, CurveTruth } from './simulated-curve.ts'

/** Half-log steps, nM. */
const DOSES = [10_000, 3160, 1000, 316, 100, 31.6, 10, 3.16, 1, 0.316]
const REPLICATES = 3
const CONTROLS_PER_PLATE = 32
const PLATES = 6
const COMPOUNDS = 48

/** Which compounds (counted from 1) are no plain sigmoid; the other 29 are good. */
const ODD_ONES: Readonly<Record<Exclude<CurveClass, 'good'>, readonly number[]>> = {
  partial: [4, 15, 27, 38],
  flat: [7, 19, 30, 44],
  steep: [9, 22, 41],
  shallow: [12, 25, 36],
  bell: [17, 33],
  outliers: [6, 28, 46],
}

/** What each compound truly is: for tests and for the curious. */
export function kinaseTruths(): readonly CurveTruth[] {
  const random = createPrng(48)
  return Array.from({ length: COMPOUNDS }, (_, index) => {
    const compound = `HMX-${String(index + 1).padStart(4, '0')}`
    return drawTruth(compound, classOf(index + 1), random)
  })
}

export function kinaseAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_Kinase000001',
    name: 'Kinase screen',
    columns: SCREEN_COLUMNS,
    rowCount: COMPOUNDS * DOSES.length * REPLICATES + PLATES * 2 * CONTROLS_PER_PLATE,
    rows: () =>
      screenRows({
        truths: kinaseTruths(),
        doses: DOSES,
        replicates: REPLICATES,
        controls: () => ({ negative: CONTROLS_PER_PLATE, positive: CONTROLS_PER_PLATE }),
        random: createPrng(4810),
      }),
  })
  const analysis = analysisRecord(
    {
      id: SEEDED.kinase,
      title: 'Kinase screen',
      about:
        '48 simulated compounds at ten doses in triplicate, with control wells; some are no plain sigmoid.',
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function classOf(number: number): CurveClass {
  const classes = ['partial', 'flat', 'steep', 'shallow', 'bell', 'outliers'] as const
  return classes.find((name) => ODD_ONES[name].includes(number)) ?? 'good'
}
