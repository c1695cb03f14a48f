import { fitCurve } from '../fit/fit-curve.ts'
import { answerLine } from './answer-line.ts'
import { fitTogether } from './fit-together.ts'
import type { WorkerAnswer, WorkerTask } from './messages.ts'
import { invalid } from './read-request.ts'
import { type Line, MOST_LINE_CHARACTERS } from './split-lines.ts'
import { warningsText } from './to-joint-result.ts'

/** What a worker does with a task; the order of lines and curves is kept. */
export function doTask(task: WorkerTask): WorkerAnswer {
  switch (task.kind) {
    case 'lines':
      return answerLines(task.lines)
    case 'curves':
      return { kind: 'curves', fits: task.requests.map((request) => fitCurve(request)) }
    case 'together': {
      const { joint, curves } = fitTogether(task.together)
      const named = curves.map(({ name, fit }) => ({ name, fit }))
      return { kind: 'together', curves: named, doubt: warningsText(joint.warnings) }
    }
  }
}

function answerLines(lines: readonly Line[]): WorkerAnswer {
  const answers = lines.map(answer)
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
