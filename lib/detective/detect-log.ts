import { profileColumn } from '../data-frame/column-profile.ts'
import type { DoseUnit } from '../data-frame/types.ts'
import { formatTrimmed } from '../format/format-number.ts'
import { looksLikeLogs } from './log-column.ts'
import { questionId } from './question-id.ts'
import type { Choice, Question, Scene } from './types.ts'

/** Doses given as logarithms: of which base, sign and unit? */
export function detectLog(scene: Scene): readonly Question[] {
  const { frame, mapping } = scene
  const read = scene.readBut('log')
  const candidates = mapping.dose === null ? frame.columns.map((_, index) => index) : [mapping.dose]
  for (const index of candidates) {
    const column = read.columns[index]
    if (!column) continue
    const profile = profileColumn(column, index, frame.rowCount)
    if (profile.match?.family !== 'dose' && index !== mapping.dose) continue
    if (profile.numeric === 0 || !looksLikeLogs(profile)) continue
    const { min, max } = profile
    if (min === null || max === null) continue
    const header = scene.headers[index] ?? ''
    const said = profile.header.isLog ? ', and the header says log' : ''
    return [
      {
        id: questionId({ kind: 'log', detail: '', header }),
        kind: 'log',
        title: `Which logarithm is “${header}”?`,
        evidence: `Its numbers run from ${formatTrimmed(min)} to ${formatTrimmed(max)}${said}: logarithms, not doses`,
        choices: readings(min, max, profile.header.doseUnit).map(([base, unit]) => choice(index, base, unit)),
        rows: firstRows(column.numbers),
        columns: [index],
      },
    ]
  }
  return []
}

type Base = 'log10' | 'ln' | '-log10'

/** The likelier first. Lab doses lie between pM and mM. */
function readings(min: number, max: number, unit: DoseUnit | null): readonly (readonly [Base, DoseUnit])[] {
  if (unit !== null)
    return [
      ['log10', unit],
      ['ln', unit],
    ]
  if (min >= 3)
    return [
      ['-log10', 'M'],
      ['log10', 'pM'],
    ]
  if (min < -13)
    return [
      ['ln', 'M'],
      ['log10', 'M'],
    ]
  if (min < -3.5)
    return [
      ['log10', 'M'],
      ['ln', 'M'],
    ]
  return [
    ['log10', 'µM'],
    ['log10', 'nM'],
    ['ln', 'µM'],
  ]
}

const BASE_WORDS: Readonly<Record<Base, string>> = { log10: 'log10', ln: 'ln', '-log10': '−log10' }

function choice(index: number, base: Base, unit: DoseUnit): Choice {
  const example = {
    log10: `−2 is 0.01 ${unit}`,
    ln: `−2 is 0.135 ${unit}`,
    '-log10': `6 is 0.000001 ${unit}`,
  }[base]
  return {
    answer: `${base} ${unit}`,
    text: `Read as ${BASE_WORDS[base]} of ${unit}`,
    does: `doses are taken back to ${unit}: ${example}`,
    mapping: { dose: index, doseUnit: unit },
  }
}

function firstRows(numbers: Float64Array): readonly number[] {
  const rows: number[] = []
  for (const [row, value] of numbers.entries()) {
    if (!Number.isNaN(value)) rows.push(row)
    if (rows.length === 3) break
  }
  return rows
}
