import { capitalised } from '../format/capitalised.ts'
import { listText } from '../format/list-text.ts'
import type { CurveData } from '../data-frame/types.ts'
import { formatTrimmed, withUnit } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import type { Question, Scene } from './types.ts'

/** Log10 that a dose may be off its grid before it is no rounding any more (science.md 6). */
const OFF_GRID = 0.08
const MOST_ASKED = 10

export interface Slip {
  /** The dose that seems mistyped. */
  readonly dose: number
  /** What the series has in its place. */
  readonly grid: number
  readonly series: readonly number[]
}

/** Dilution series with one dose off the grid and a gap of two steps where it belongs. */
export function detectSlip(scene: Scene): readonly Question[] {
  const { dose, doseUnit } = scene.mapping
  if (dose === null) return []
  const header = scene.headers[dose] ?? ''
  const unit = doseUnit === 'unknown' ? '' : doseUnit
  const found = new Map<string, Question>()
  const doses = scene.readBut('slip').columns[dose]?.numbers ?? new Float64Array()
  // The samples of a screen share their doses: each series is judged once.
  const known = new Map<string, Slip | null>()
  for (const curves of samples(scene.curvesBut('slip'))) {
    const series = seriesOf(curves, doses)
    const key = series.join()
    const slip = known.has(key) ? (known.get(key) ?? null) : findSlip(series)
    known.set(key, slip)
    if (slip === null) continue
    const rows = rowsAt(curves, doses, slip.dose)
    const id = questionId({ kind: 'slip', detail: rows.join('.'), header })
    if (found.has(id)) continue
    const [typed, grid] = [slip.dose, slip.grid].map((value) => withUnit(formatTrimmed(value), unit)) as [
      string,
      string,
    ]
    found.set(id, {
      id,
      kind: 'slip',
      title: `Is ${typed} a slip of the keyboard?`,
      evidence: `${capitalised(rowsText(rows))} ${rows.length === 1 ? 'has' : 'have'} ${typed}, off the series ${seriesText(slip)}, which lacks ${grid}`,
      choices: [
        {
          answer: String(slip.grid),
          text: `Read ${typed} as ${grid}`,
          does: `${rows.length === 1 ? 'the row takes' : 'these rows take'} the dose that the series lacks`,
        },
        { answer: 'keep', text: `Keep ${typed}`, does: 'the dose was given as it stands' },
      ],
      rows: rows.slice(0, 3),
      columns: [dose],
    })
    if (found.size === MOST_ASKED) break
  }
  return [...found.values()]
}

function samples(curves: readonly CurveData[]): Iterable<readonly CurveData[]> {
  return Map.groupBy(curves, ({ groupValues }) => groupValues.join('\u0000')).values()
}

/** Different positive doses, ascending; rows without a usable response are of the series all the same. */
function seriesOf(curves: readonly CurveData[], doses: Float64Array): readonly number[] {
  const series = new Set<number>()
  for (const { dose, badCells } of curves) {
    for (const value of dose) series.add(value)
    for (const { row } of badCells) series.add(doses[row] ?? Number.NaN)
  }
  return [...series].filter((dose) => dose > 0).toSorted((a, b) => a - b)
}

function rowsAt(curves: readonly CurveData[], doses: Float64Array, wanted: number): readonly number[] {
  const rows = curves.flatMap(({ rows, badCells }) => [...rows, ...badCells.map(({ row }) => row)])
  return [...new Set(rows)].filter((row) => doses[row] === wanted).toSorted((a, b) => a - b)
}

function seriesText({ series }: Slip): string {
  return listText(
    series.slice(0, 6).map((dose) => formatTrimmed(dose)),
    series.length - 6,
  )
}

/**
 * The one dose of an ascending series whose removal leaves an even grid with a single gap of two steps, where the dose lies off that grid, or
 * on another dose of it while a shift of the decimal point would fill the gap.
 */
export function findSlip(series: readonly number[]): Slip | null {
  if (series.length < 5 || series.length > 40) return null
  const slips = series.flatMap((suspect) =>
    slipOf(
      suspect,
      series.filter((dose) => dose !== suspect),
    ),
  )
  // Two readings of one series are none.
  return slips.length === 1 ? (slips[0] ?? null) : null
}

function slipOf(suspect: number, series: readonly number[]): readonly Slip[] {
  const logs = series.map(Math.log10)
  const steps = logs.slice(1).map((log, i) => log - (logs[i] ?? log))
  const step = steps.toSorted((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? 0
  if (!(step > OFF_GRID * 2)) return []
  const gaps = steps.flatMap((one, i) => (Math.abs(one - 2 * step) <= OFF_GRID * 1.5 ? [i] : []))
  const areOthersEven = steps.every((one, i) => gaps.includes(i) || Math.abs(one - step) <= OFF_GRID)
  const [gap] = gaps
  if (gaps.length !== 1 || gap === undefined || !areOthersEven) return []
  const middle = ((logs[gap] ?? 0) + (logs[gap + 1] ?? 0)) / 2
  const log = Math.log10(suspect)
  if (Math.abs(log - middle) <= OFF_GRID * 1.5) return []
  const isOffGrid = offGrid(log, logs, step) > OFF_GRID
  const shift = Math.round(middle - log)
  const isShift = shift !== 0 && Math.abs(middle - log - shift) <= OFF_GRID
  if (!isOffGrid && !isShift) return []
  // Half way between its neighbour and the gap it is rather a dose that was meant so.
  const isBetween = Math.abs(log - middle) < 0.65 * step
  if (isBetween && !isShift) return []
  // On the grid and beyond its ends it is the next dose of a series with a gap, not a slip.
  if (!isOffGrid && (log < (logs[0] ?? 0) || log > (logs.at(-1) ?? 0))) return []
  const grid = isShift ? rounded(suspect * 10 ** shift) : gridDose(middle, series)
  return [{ dose: suspect, grid, series }]
}

/** From the next dose of the series, in whole steps: 1.5, 5, 15 are even, though no step is like the next. */
function offGrid(log: number, logs: readonly number[], step: number): number {
  const distances = logs.map((other) => Math.abs(log - other))
  const nearest = Math.min(...distances)
  return Math.abs(nearest - Math.round(nearest / step) * step)
}

/** The dose of the gap as the series itself writes it: a neighbour a decade away, else two figures. */
function gridDose(middle: number, series: readonly number[]): number {
  for (const dose of series) {
    const decades = Math.round(middle - Math.log10(dose))
    if (decades !== 0 && Math.abs(middle - decades - Math.log10(dose)) <= OFF_GRID / 2)
      return rounded(dose * 10 ** decades)
  }
  return Number((10 ** middle).toPrecision(2))
}

function rounded(dose: number): number {
  return Number(dose.toPrecision(12))
}
