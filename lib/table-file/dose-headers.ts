import { headerFamily } from '../data-frame/header-family.ts'
import { readHeader } from '../data-frame/header.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import { isDoseSeries, readWordedDose } from './dose-text.ts'
import type { DoseText, WordedDose } from './dose-text.ts'
import { isFilled } from './tidy-grid.ts'

/** Doses that stand in a row of headers, or all in one column. */
export interface DoseHeaders {
  /** Of each column; null for a column that is no dose. */
  readonly doses: readonly (DoseText | null)[]
  /** The words that all of them have before the number, such as `% inhibition`; `''` without. */
  readonly words: string
  /** In the words and not beside the numbers, as in `Conc (µM) 0.1`; null without. */
  readonly unit: DoseUnit | null
  readonly isLog: boolean
  /** Headers such as `DMSO` that were read as dose 0. */
  readonly zeros: readonly string[]
}

const VEHICLE =
  /^(?:dmso|vehicle|untreated|solvent|(?:no|without) (?:compound|drug|inhibitor|treatment))(?: control)?$/i

/** The doses of a row of cells, with the column left of them naming samples; null where they are anything else. */
export function readDoseHeaders(row: readonly string[]): DoseHeaders | null {
  const read = row.map(readCell)
  const from = read.findIndex((dose) => dose !== null)
  const run = runFrom(row, read, from)
  const worded = run.flatMap((dose) => (dose === null || dose === 'zero' ? [] : [dose]))
  const [first] = worded
  if (first === undefined || !agree(worded)) return null
  const words = first.before.trim()
  const says = readHeader(`${words} ${first.after}`)
  const hasUnits = worded.every(({ unit, value }) => unit !== null || value === 0)
  const isNamed = hasUnits || meansDose(words, worded)
  if (words !== '' && !isNamed) return null
  // Without a column of names, and with words after the doses, only units or dose words tell doses from a row of responses.
  const isAlone = from === 0 || row.slice(from + run.length).some(isFilled)
  if (isAlone && !isNamed) return null
  const doses = row.map((_, index) => doseAt(run, index - from))
  if (!isDoseSeries(doses.flatMap((dose) => dose ?? []))) return null
  return {
    doses,
    words: readHeader(words).isLog ? '' : words,
    unit: hasUnits ? null : says.doseUnit,
    isLog: says.isLog || /log/i.test(first.after) || worded.some(({ value }) => value < 0),
    zeros: row.filter((cell, index) => run[index - from] === 'zero' && VEHICLE.test(cell)),
  }
}

type CellReading = WordedDose | 'zero' | null

function readCell(cell: string): CellReading {
  if (VEHICLE.test(cell)) return 'zero'
  return cell === '' ? null : readWordedDose(cell)
}

/** The doses that stand together from `from` on; a blank between them is a merged header, and has the dose left of it. */
function runFrom(row: readonly string[], read: readonly CellReading[], from: number): readonly CellReading[] {
  if (from < 0) return []
  const end = row.findIndex((cell, index) => index > from && isFilled(cell) && read[index] === null)
  return read.slice(from, end < 0 ? read.length : end)
}

function doseAt(run: readonly CellReading[], place: number): DoseText | null {
  if (place < 0 || place >= run.length) return null
  const own = run[place] ?? run.slice(0, place).findLast((dose) => dose !== null) ?? null
  return own === 'zero' ? { value: 0, unit: null, digits: '0' } : own
}

function agree(worded: readonly WordedDose[]): boolean {
  const keys = new Set(worded.map(({ before, after }) => `${before.trim()}\n${after}`.toLowerCase()))
  return keys.size === 1
}

/** `Conc 0.1`, `log -9`, and `X0.1` as R writes names that begin with a digit; `Sample 1` is a name. */
function meansDose(words: string, worded: readonly WordedDose[]): boolean {
  const says = readHeader(words)
  if (headerFamily(says)?.family === 'dose' || says.isLog) return true
  return words === 'X' && worded.some(({ digits }) => /[.e]/i.test(digits))
}
