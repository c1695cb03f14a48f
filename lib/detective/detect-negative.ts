import { capitalised } from '../format/capitalised.ts'
import { formatTrimmed } from '../format/format-number.ts'
import { isLogColumn } from './log-column.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import type { Question, Scene } from './types.ts'

/** Negative doses among positive ones: an error of the data, row by row. */
export function detectNegative(scene: Scene): readonly Question[] {
  const { dose } = scene.mapping
  const column = dose === null ? undefined : scene.readBut('negative').columns[dose]
  if (dose === null || !column || isLogColumn(scene, dose)) return []
  const rows: number[] = []
  for (const [row, value] of column.numbers.entries()) if (value < 0) rows.push(row)
  const [first] = rows
  if (first === undefined) return []
  const header = scene.headers[dose] ?? ''
  const value = column.numbers[first] ?? 0
  return [
    {
      id: questionId({ kind: 'negative', detail: '', header }),
      kind: 'negative',
      title: rows.length === 1 ? 'What of the negative dose?' : 'What of the negative doses?',
      evidence: `${capitalised(rowsText(rows))} ${rows.length === 1 ? 'has' : 'have'} a dose below zero (${formatTrimmed(value)}): an error of the data`,
      choices: [
        {
          answer: 'leave-out',
          text: rows.length === 1 ? 'Leave the row out' : 'Leave the rows out',
          does: 'the dose is not known, so the well takes no part in the fit',
        },
        {
          answer: 'without-sign',
          text: 'Read without the sign',
          does: `${formatTrimmed(value)} counts as ${formatTrimmed(-value)}`,
        },
      ],
      rows: rows.slice(0, 3),
      columns: [dose],
    },
  ]
}
