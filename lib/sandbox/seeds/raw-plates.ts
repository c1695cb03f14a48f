import { SEEDED } from '../control.ts'
import { createPrng, type Prng } from '../prng.ts'
import type { SeededAnalysis } from '../records.ts'
import { analysisRecord, succeededFrame } from './csv-seed.ts'
import { drawTruth, trueInhibition } from './simulated-curve.ts'
import type { CurveClass, CurveTruth } from './simulated-curve.ts'

/** Half-log steps, nM, across columns 2 to 11 of a 96-well plate; column 1 is DMSO, column 12 full effect. */
const DOSES = [10_000, 3160, 1000, 316, 100, 31.6, 10, 3.16, 1, 0.316]
const ROWS = 8
const RUNS = 2
const COMPOUNDS = 16
const PLATES_PER_RUN = COMPOUNDS / ROWS

/** What is wrong with which plate, counted over both runs. */
const EDGE_PLATE = 1
const POOR_PLATE = 3

/** Luminescence of untreated wells after 24 and 48 h, by run: so different that raw values of two runs make no curve. */
const UNTREATED = [
  [52_000, 96_000],
  [83_000, 141_000],
] as const
/** Of wells with full effect, as a share of untreated. */
const BACKGROUND = 0.04

/** Raw luminescence of two readouts on four plates of two runs, to be normalised to their controls. */
export function rawPlatesAnalysis(): SeededAnalysis {
  const frame = succeededFrame({
    id: 'dset_RawPlates001',
    name: 'Viability plates',
    columns: [
      { displayName: 'Run', name: 'String' },
      { displayName: 'Plate', name: 'String' },
      { displayName: 'Well', name: 'String' },
      { displayName: 'Well Type', name: 'String' },
      { displayName: 'Compound', name: 'String' },
      { displayName: 'Concentration (nM)', name: 'Float' },
      { displayName: 'Luminescence 24h (RLU)', name: 'Float' },
      { displayName: 'Luminescence 48h (RLU)', name: 'Float' },
    ],
    rowCount: RUNS * PLATES_PER_RUN * ROWS * 12,
    rows: makeRows,
  })
  const analysis = analysisRecord(
    {
      id: SEEDED.rawPlates,
      title: 'Viability plates',
      about:
        '16 simulated compounds on four 96-well plates in two runs, raw luminescence after 24 and 48 hours; one plate has an edge effect, one poor controls.',
    },
    { frames: [frame] },
  )
  return { analysis, frames: [frame], files: [] }
}

function makeRows(): string[][] {
  const truthRandom = createPrng(962)
  const truths = Array.from({ length: COMPOUNDS }, (_, i) =>
    drawTruth(`HMX-1${String(i + 1).padStart(2, '0')}`, classOf(i), truthRandom),
  )
  const random = createPrng(9602)
  return Array.from({ length: RUNS * PLATES_PER_RUN }, (_, plate) => {
    const first = (plate % PLATES_PER_RUN) * ROWS
    return plateRows(plate, truths.slice(first, first + ROWS), random)
  }).flat()
}

function classOf(index: number): CurveClass {
  return index === 4 ? 'partial' : index === 9 ? 'flat' : 'good'
}

function plateRows(plate: number, truths: readonly CurveTruth[], random: Prng): string[][] {
  const run = Math.floor(plate / PLATES_PER_RUN)
  return Array.from({ length: ROWS * 12 }, (_, place) => {
    const [row, column] = [Math.floor(place / 12), place % 12]
    const [compound, type, dose, inhibition] = contentOf(column, truths[row])
    const isControl = type !== 'sample'
    const scatter = plate === POOR_PLATE && isControl ? 0.14 : 0.03
    const isOuter = row === 0 || row === ROWS - 1 || column === 0 || column === 11
    const place24 = plate === EDGE_PLATE && isOuter && !isControl ? 0.72 : 1
    const missed = isMissed(plate, row, column) ? 0.25 : 1
    const values = UNTREATED[run === 0 ? 0 : 1].map((untreated) => {
      const left = BACKGROUND + (1 - BACKGROUND) * (1 - inhibition / 100)
      const floor = plate === POOR_PLATE && isControl ? 0.1 * random.next() : 0
      return String(
        Math.round(
          untreated * Math.max(0.01, (left + floor) * place24 * missed * (1 + scatter * random.normal())),
        ),
      )
    })
    const well = `${String.fromCharCode(65 + row)}${String(column + 1).padStart(2, '0')}`
    return [
      `Run ${run + 1}`,
      `VP-${(plate % PLATES_PER_RUN) + 1}`,
      well,
      type,
      compound,
      String(dose),
      ...values,
    ]
  })
}

/** A well that the dispenser missed, so that both readouts are off: C09 on the first plate, low dose of the third compound. */
function isMissed(plate: number, row: number, column: number): boolean {
  return plate === 0 && row === 2 && column === 8
}

type Content = readonly [compound: string, type: string, dose: number, inhibition: number]

function contentOf(column: number, truth: CurveTruth | undefined): Content {
  if (column === 0) return ['DMSO', 'negative control', 0, 0]
  const dose = DOSES[column - 1] ?? 0
  if (column === 11 || truth === undefined) return ['Staurosporine', 'positive control', DOSES[0] ?? 0, 100]
  return [truth.compound, 'sample', dose, trueInhibition(truth, dose)]
}
