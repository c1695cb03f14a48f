import { fitCurve } from '../fit/fit-curve.ts'
import { answerLine } from './answer-line.ts'
import type { WorkerAnswer, WorkerTask } from './messages.ts'
import { invalid } from './read-request.ts'
import { type Line, MOST_LINE_CHARACTERS } from './split-lines.ts'

/** What a worker does with a task; the order of lines and curves is kept. */
export function doTask(task: WorkerTask): WorkerAnswer {
  if (task.kind === 'curves')
    return { kind: 'curves', fits: task.requests.map((request) => fitCurve(request)) }
  const answers = task.lines.map(answer)
  return {
    kind: 'lines',
    text: answers.map(({ text }) => `${text}\n`).join(''),
    invalid: answers.filter(({ isInvalid }) => isInvalid).length,
  }
}

function answer({ text, number }: Line): { readonly text: string; readonly isInvalid: boolean } {
  if (text !== null) return answerLine(text, number)
  const reason = `line ${number} is longer than ${MOST_LINE_CHARACTERS} characters`
  return { text: JSON.stringify(invalid(null, reason)), isInvalid: true }
}
