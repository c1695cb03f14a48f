import type { Prng } from '../prng.ts'
import type { SeedColumn } from './csv-seed.ts'
import { trueInhibition } from './simulated-curve.ts'
import type { CurveTruth } from './simulated-curve.ts'

export const SCREEN_COLUMNS: readonly SeedColumn[] = [
  { displayName: 'Plate', name: 'String' },
  { displayName: 'Well', name: 'String' },
  { displayName: 'Compound', name: 'String' },
  { displayName: 'Well Type', name: 'String' },
  { displayName: 'Concentration (nM)', name: 'Float' },
  { displayName: 'Inhibition (%)', name: 'Float' },
]

/** Of a 384-well plate: 16 rows A to P, 24 columns. Two series lie side by side in each row. */
const PLATE_ROWS = 16
const PLATE_COLUMNS = 24
const SERIES_PER_PLATE = 2 * PLATE_ROWS
const NOISE_SD = 2.5
/** In series marked `outliers`: how often a well is off, and by at least how much. */
const OUTLIER_RATE = 0.1
const OUTLIER_SHIFT = 40

export interface Screen {
  readonly truths: readonly CurveTruth[]
  /** Highest first, nM. */
  readonly doses: readonly number[]
  readonly replicates: number
  /** How many wells of each kind a plate carries in its margins; `plate` counts from 0. */
  readonly controls: (plate: number) => { readonly negative: number; readonly positive: number }
  /** Of the control wells of a plate, percent; as of all wells where absent. */
  readonly controlSd?: (plate: number) => number
  /** How many plates come before in the same table. */
  readonly platesBefore?: number
  readonly random: Prng
}

/** Rows of every plate in well order; each replicate has its own plates. */
export function screenRows(screen: Screen): string[][] {
  const platesPerReplicate = Math.ceil(screen.truths.length / SERIES_PER_PLATE)
  const rows: string[][] = []
  for (let plate = 0; plate < platesPerReplicate * screen.replicates; plate += 1) {
    const first = (plate % platesPerReplicate) * SERIES_PER_PLATE
    writePlate(rows, screen, { plate, truths: screen.truths.slice(first, first + SERIES_PER_PLATE) })
  }
  return rows
}

function writePlate(
  rows: string[][],
  screen: Screen,
  { plate, truths }: { readonly plate: number; readonly truths: readonly CurveTruth[] },
): void {
  const { doses, random, platesBefore = 0 } = screen
  const name = `P${String(platesBefore + plate + 1).padStart(3, '0')}`
  const controlSd = screen.controlSd?.(plate) ?? NOISE_SD
  const margin = PLATE_COLUMNS / 2 - doses.length
  const { negative, positive } = screen.controls(plate)
  const topDose = Math.max(...doses)
  const add = (row: number, column: number, [compound, type, dose, value]: WellContent): void => {
    const well = `${String.fromCharCode(65 + row)}${String(column + 1).padStart(2, '0')}`
    rows.push([name, well, compound, type, String(dose), String(Number(value.toFixed(2)))])
  }
  for (let row = 0; row < PLATE_ROWS; row += 1) {
    for (let column = 0; column < margin; column += 1) {
      if (column * PLATE_ROWS + row >= negative) continue
      add(row, column, ['DMSO', 'negative control', 0, controlSd * random.normal()])
    }
    for (const half of [0, 1]) {
      const truth = truths[row * 2 + half]
      if (truth === undefined) continue
      doses.forEach((dose, index) => {
        const column = margin + half * doses.length + index
        add(row, column, [truth.compound, 'sample', dose, measured(truth, dose, random)])
      })
    }
    for (let column = 0; column < margin; column += 1) {
      if (column * PLATE_ROWS + row >= positive) continue
      const value = 100 + controlSd * random.normal()
      add(row, PLATE_COLUMNS - margin + column, ['Staurosporine', 'positive control', topDose, value])
    }
  }
}

type WellContent = readonly [compound: string, type: string, dose: number, value: number]

function measured(truth: CurveTruth, dose: number, random: Prng): number {
  const value = trueInhibition(truth, dose) + NOISE_SD * random.normal()
  if (truth.curveClass !== 'outliers' || random.next() >= OUTLIER_RATE) return value
  const shift = OUTLIER_SHIFT + 20 * random.next()
  return value > 50 ? value - shift : value + shift
}
