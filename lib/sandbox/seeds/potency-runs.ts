import { SEEDED } from '../control.ts'
import { createPrng, type Prng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { drawTruth, trueInhibition, type CurveTruth } from './simulated-curve.ts'

/** Half-log steps, nM. */
const DOSES = [0.316, 1, 3.16, 10, 31.6, 100, 316, 1000, 3160, 10_000]
const REPLICATES = 2
/** SD of a well, percent. */
const SCATTER = 1.2

/** What each run does to every potency, decades: their SD of 0.0883 is an MSR of 1.777. Run 6 reads twice its SD high. */
export const RUN_SHIFTS = [0.04, -0.05, 0.07, -0.02, -0.06, 0.19, 0.03, -0.08]
const REFERENCE: CurveTruth = {
  compound: 'Staurosporine',
  curveClass: 'good',
  bottom: 0,
  top: 100,
  ec50: 12,
  hill: 1.1,
  fallAt: Infinity,
}
/** Tested in the first two runs, beside the reference that is in all. */
const COMPOUNDS = 24
const COMPOUND_RUNS = 2
/** Of a compound between two runs, besides the shift that all share; decades. */
const COMPOUND_SD = 0.05

/** One reference compound in eight runs and two dozen compounds in two of them: potencies to be put together. */
export function potencyRunsAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_PotencyRun01',
    name: 'Potency runs',
    columns: [
      { displayName: 'Run', name: 'String' },
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Concentration (nM)', name: 'Float' },
      { displayName: 'Replicate', name: 'Int' },
      { displayName: 'Inhibition (%)', name: 'Float' },
    ],
    rowCount: (RUN_SHIFTS.length + COMPOUNDS * COMPOUND_RUNS) * DOSES.length * REPLICATES,
    rows: makeRows,
  })
  const analysis = analysisRecord(
    {
      id: SEEDED.potencyRuns,
      title: 'Potency runs',
      about: 'A simulated reference compound in eight runs, and 24 compounds in two of them.',
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function makeRows(): string[][] {
  const random = createPrng(808)
  const compounds = Array.from({ length: COMPOUNDS }, (_, i) =>
    drawTruth(`HMX-2${String(i + 1).padStart(2, '0')}`, 'good', random),
  )
  return RUN_SHIFTS.flatMap((shift, place) => {
    const tested = place < COMPOUND_RUNS ? compounds : []
    const own = tested.map((truth) => shifted(truth, shift + COMPOUND_SD * random.normal()))
    return [shifted(REFERENCE, shift), ...own].flatMap((truth) =>
      curveRows(`Run ${place + 1}`, truth, random),
    )
  })
}

function shifted(truth: CurveTruth, decades: number): CurveTruth {
  return { ...truth, ec50: truth.ec50 * 10 ** decades }
}

function curveRows(run: string, truth: CurveTruth, random: Prng): string[][] {
  return DOSES.flatMap((dose) =>
    Array.from({ length: REPLICATES }, (_, replicate) => [
      run,
      truth.compound,
      String(dose),
      String(replicate + 1),
      (trueInhibition(truth, dose) + SCATTER * random.normal()).toFixed(2),
    ]),
  )
}
