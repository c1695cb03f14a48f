import { readHeader } from '../data-frame/header.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import { formatTrimmed } from '../format/format-number.ts'
import { isLogColumn } from './log-column.ts'
import { questionId } from './question-id.ts'
import type { Choice, Question, Scene } from './types.ts'

/** No unit in the header or beside it, or one that the doses cannot have. */
export function detectUnit(scene: Scene): readonly Question[] {
  const { dose, doseUnit } = scene.mapping
  const column = dose === null ? undefined : scene.readBut('unit').columns[dose]
  if (dose === null || !column || isLogColumn(scene, dose)) return []
  const range = positiveRange(column.numbers)
  if (range === null) return []
  const header = scene.headers[dose] ?? ''
  const said = readHeader(header).doseUnit ?? unitOfGuess(scene, dose)
  const runs = `doses run from ${formatTrimmed(range[0])} to ${formatTrimmed(range[1])}`
  const areMolar = range[1] <= 1e-2 && range[0] <= 1e-5
  const isDoubtful = said !== null && /^[pnµm]M$/.test(said) && range[1] <= 1e-3 && areMolar
  if (said !== null && !isDoubtful) return []
  const units: readonly DoseUnit[] = said !== null ? ['M', said] : areMolar ? ['M', 'µM'] : ['µM', 'nM']
  return [
    {
      id: questionId({ kind: 'unit', detail: '', header }),
      kind: 'unit',
      title: 'Which unit are the doses in?',
      evidence:
        said === null
          ? `“${header}” names no unit; ${runs}`
          : `“${header}” says ${said}, but ${runs}: so little is usually written in M`,
      choices: units.map(choice),
      rows: firstPositive(column.numbers),
      columns: [dose],
      ...(said === null && doseUnit !== 'unknown' && { given: doseUnit }),
    },
  ]
}

/** A column of units beside the doses, which the guess had read. */
function unitOfGuess({ guess, mapping }: Scene, dose: number): DoseUnit | null {
  if (guess.mapping.dose !== dose || guess.mapping.doseUnit === 'unknown') return null
  return mapping.doseUnit === 'unknown' ? null : guess.mapping.doseUnit
}

function choice(unit: DoseUnit): Choice {
  return {
    answer: unit,
    text: `Read as ${unit}`,
    does: `doses and potencies are in ${unit}`,
    mapping: { doseUnit: unit },
  }
}

function positiveRange(numbers: Float64Array): readonly [number, number] | null {
  let [low, high] = [Infinity, 0]
  for (const value of numbers) {
    if (value > 0 && value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : null
}

function firstPositive(numbers: Float64Array): readonly number[] {
  const rows: number[] = []
  for (const [row, value] of numbers.entries()) {
    if (value > 0) rows.push(row)
    if (rows.length === 3) break
  }
  return rows
}
