import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { cellText } from '@/lib/data-frame/cell.ts'
import { displayHeaders } from '@/lib/data-frame/display-headers.ts'
import type { CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import { readAs } from '@/lib/detective/read-as.ts'
import type { Choice, Question } from '@/lib/detective/types.ts'
import { formatTrimmed, withUnit } from '@/lib/format/format-number.ts'
import { initialHistory } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { includedPoints } from '@/lib/workbench/selectors.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { normalisedFrame } from '../plates/normaliser.ts'
import { answerAction } from './question-action.ts'

/** The table as one answer would have it, as far as the question touches it. */
export interface WayPreview {
  readonly work: Work
  readonly frame: DataFrame
  /** The first curves that the answer touches, at most two; none where it makes no curve of these rows. */
  readonly curves: readonly CurveData[]
  /** "Row 20: <0.5 → left out". */
  readonly rows: readonly string[]
}

/** What would follow from a choice, worked out on a copy of the work. `frame` as exported. */
export function previewWay(
  question: Question,
  choice: Choice,
  { frame, work }: { readonly frame: DataFrame; readonly work: Work },
): WayPreview {
  const action = answerAction(question, choice, { work, at: '', author: '' })
  const after = reduceWork(initialHistory(work), action).present
  const read = normalisedFrame(readAs(frame, after.answers), after)
  const all = buildCurves(read, after.mapping)
  return {
    work: after,
    frame: read,
    curves: touched(question, all, after),
    rows: question.rows.map((row) => rowText(row, { question, frame, read, work: after, curves: all })),
  }
}

/** One curve of each response the question is about; of a question about doses or groups, the first. */
function touched(
  { rows, columns }: Question,
  curves: readonly CurveData[],
  work: Work,
): readonly CurveData[] {
  const hasRow = (curve: CurveData) =>
    rows.some((row) => curve.rows.includes(row) || curve.badCells.some((cell) => cell.row === row))
  const asked = columns.filter((index) => work.mapping.responses.includes(index))
  const isAskedOf = (curve: CurveData) => asked.length === 0 || asked.includes(curve.responseColumn)
  const found = curves.filter((curve) => isAskedOf(curve) && hasRow(curve))
  const firsts = found.filter(
    (curve, i) => found.findIndex((one) => one.responseColumn === curve.responseColumn) === i,
  )
  return firsts.slice(0, asked.length > 1 ? 2 : 1)
}

interface RowContext {
  readonly question: Question
  readonly frame: DataFrame
  readonly read: DataFrame
  readonly work: Work
  readonly curves: readonly CurveData[]
}

function rowText(row: number, context: RowContext): string {
  const { question, frame, read } = context
  const [index = 0] = question.columns
  const column = frame.columns[index]
  const header = question.columns.length > 1 ? ` of “${displayHeaders(frame.columns)[index] ?? ''}”` : ''
  const exported = column ? cellText(column, row) : ''
  const now = read.columns[index]
  if (!now || isOut(row, context)) return `Row ${row + 1}: ${exported || 'empty'}${header} is left out`
  const value = now.numbers[row] ?? Number.NaN
  if (Number.isNaN(value)) return `Row ${row + 1}: ${exported || 'empty'}${header} takes part`
  return `Row ${row + 1}: ${exported}${header} is read as ${valueText(value, now.limits?.[row] ?? 0, { index, ...context })}`
}

function valueText(
  value: number,
  limit: number,
  { index, work }: { readonly index: number; readonly work: Work },
): string {
  const { dose, doseUnit, responseUnit } = work.mapping
  const sign = limit < 0 ? 'at most ' : limit > 0 ? 'at least ' : ''
  const unit = index === dose ? (doseUnit === 'unknown' ? '' : doseUnit) : responseUnit === '%' ? '%' : ''
  return sign + withUnit(formatTrimmed(value), unit)
}

/** No curve that the question is about has the row as a point that takes part. */
function isOut(row: number, { question, work, curves }: RowContext): boolean {
  const asked = question.columns.filter((index) => work.mapping.responses.includes(index))
  return !curves.some((curve) => {
    if (asked.length > 0 && curve.responseColumn !== asked[0]) return false
    const place = curve.rows.indexOf(row)
    return place >= 0 && includedPoints(work, curve)[place] === true
  })
}
