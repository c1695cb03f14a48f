import { displayHeaders } from '../data-frame/display-headers.ts'
import type { DataFrame } from '../data-frame/types.ts'
import type { CommaMark } from './comma-text.ts'
import { parseQuestionId, type QuestionPlace } from './question-id.ts'
import { readColumn, type ColumnAnswers } from './read-column.ts'
import { rowUnitShifts } from './row-units.ts'

/**
 * The frame as the answers about it have its cells read: numbers, limits and cells left out. The exported text stays in
 * every column (`codes`, `dictionary`, `exported`). Columns that no answer touches are the same objects, and without an
 * answer so is the frame. An answer whose column is gone, or that says nothing known, changes nothing.
 */
export function readAs(frame: DataFrame, answers: Readonly<Record<string, string>>): DataFrame {
  const given = Object.entries(answers).flatMap(([id, answer]): readonly Given[] => {
    const place = parseQuestionId(id)
    return place === null ? [] : [{ ...place, answer }]
  })
  if (given.length === 0) return frame
  const headers = displayHeaders(frame.columns)
  const comma = commaMark(given)
  const columns = frame.columns.map((column, index) => {
    const ofColumn = given.filter(({ header }) => header === headers[index])
    if (comma === null && ofColumn.length === 0) return column
    return readColumn(column, { ...columnAnswers(ofColumn, frame, headers), comma })
  })
  return columns.every((column, index) => column === frame.columns[index]) ? frame : { ...frame, columns }
}

interface Given extends QuestionPlace {
  readonly answer: string
}

function commaMark(given: readonly Given[]): CommaMark {
  const answer = given.find(({ kind }) => kind === 'comma')?.answer
  return answer === 'decimal' || answer === 'thousands' ? answer : null
}

function columnAnswers(
  given: readonly Given[],
  frame: DataFrame,
  headers: readonly string[],
): Omit<ColumnAnswers, 'comma'> {
  const answerTo = (kind: Given['kind']) => given.find((one) => one.kind === kind)?.answer ?? null
  const units = given.find(({ kind }) => kind === 'units')
  const unitColumn = units && frame.columns[headers.indexOf(units.detail)]
  return {
    limits: answerTo('limits'),
    words: new Map(given.flatMap(({ kind, detail, answer }) => (kind === 'word' ? [[detail, answer]] : []))),
    negative: answerTo('negative'),
    log: answerTo('log'),
    direction: answerTo('direction'),
    slips: given.flatMap(({ kind, detail, answer }) => (kind === 'slip' ? slip(detail, answer) : [])),
    shifts: unitColumn ? rowUnitShifts(unitColumn, frame.rowCount, units.answer) : null,
  }
}

function slip(detail: string, answer: string): readonly { rows: readonly number[]; dose: number }[] {
  const dose = Number(answer)
  const rows = detail.split('.').map(Number)
  return dose > 0 && Number.isFinite(dose) && rows.every(Number.isInteger) ? [{ rows, dose }] : []
}
