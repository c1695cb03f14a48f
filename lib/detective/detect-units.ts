import { listText } from '../format/list-text.ts'
import { profileColumn } from '../data-frame/column-profile.ts'
import { convertDose, parseDoseUnit } from '../data-frame/dose-units.ts'
import type { Column, DoseUnit } from '../data-frame/types.ts'
import { questionId } from './question-id.ts'
import { rowsOfTexts } from './rows-of-texts.ts'
import type { Question, Scene } from './types.ts'

/** A column of units beside the doses that names more than one. */
export function detectUnits(scene: Scene): readonly Question[] {
  const { frame, headers, mapping } = scene
  const { dose } = mapping
  if (dose === null) return []
  for (const [index, column] of frame.columns.entries()) {
    if (profileColumn(column, index, 0).match?.family !== 'unit') continue
    const units = unitsOf(column)
    const [most, ...others] = units
    if (most === undefined || others.length === 0) continue
    const header = headers[dose] ?? ''
    return [
      {
        id: questionId({ kind: 'units', detail: headers[index] ?? '', header }),
        kind: 'units',
        title: 'The doses come in several units. Convert them?',
        evidence: `“${headers[index] ?? ''}” says ${listText(units)}`,
        choices: [
          {
            answer: `convert ${most}`,
            text: `Convert to ${most}`,
            does: `every dose is brought to ${most} by the unit of its own row`,
            mapping: { doseUnit: most },
          },
          {
            answer: 'as-written',
            text: 'Take numbers as written',
            does: 'the units are ignored, and potencies have none',
            mapping: { doseUnit: 'unknown' },
          },
        ],
        rows: units
          .slice(0, 3)
          .flatMap((unit) => rowsOfTexts(column, (text) => parseDoseUnit(text) === unit)[0] ?? []),
        columns: [dose],
      },
    ]
  }
  return []
}

/** Units of one kind that the column names, the commonest first. */
function unitsOf(column: Column): readonly DoseUnit[] {
  const counts = new Map<DoseUnit, number>()
  for (const text of column.dictionary) {
    const unit = parseDoseUnit(text)
    if (unit === null) continue
    counts.set(unit, (counts.get(unit) ?? 0) + rowsOfTexts(column, (one) => one === text).length)
  }
  const units = [...counts].toSorted((a, b) => b[1] - a[1]).map(([unit]) => unit)
  const [first] = units
  return first === undefined ? [] : units.filter((unit) => convertDose(1, unit, first) !== null)
}
