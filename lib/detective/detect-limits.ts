import { capitalised } from '../format/capitalised.ts'
import { listText } from '../format/list-text.ts'
import type { Column } from '../data-frame/types.ts'
import { counted } from '../format/format-number.ts'
import { parseLimit } from './limit-text.ts'
import { questionId } from './question-id.ts'
import { rowsText } from './row-words.ts'
import { rowsOfTexts } from './rows-of-texts.ts'
import type { Choice, Question, Scene } from './types.ts'

const isLimit = (text: string) => (parseLimit(text, null) ?? parseLimit(text, 'decimal')) !== null

/** `<0.5` and `>100` in doses and responses. */
export function detectLimits(scene: Scene): readonly Question[] {
  const { dose, responses } = scene.mapping
  return [...(dose === null ? [] : [dose]), ...responses].flatMap((index) => {
    const column = scene.frame.columns[index]
    return column
      ? limitsOf(column, index, { header: scene.headers[index] ?? '', isDose: index === dose })
      : []
  })
}

function limitsOf(
  column: Column,
  index: number,
  { header, isDose }: { readonly header: string; readonly isDose: boolean },
): readonly Question[] {
  const texts = column.dictionary.filter(isLimit)
  const rows = rowsOfTexts(column, isLimit)
  const [text = ''] = texts
  if (rows.length === 0) return []
  const bound = parseLimit(text, 'decimal')?.sign === 1 ? 'at least' : 'at most'
  const named = text.trim().replace(/^[<>≤≥]=?\s*/, '')
  const leaveOut: Choice = {
    answer: 'leave-out',
    text: rows.length === 1 ? 'Leave it out' : 'Leave them out',
    does: 'such cells take no part in the fit',
  }
  const atLimit: Choice = {
    answer: 'at-limit',
    text: 'Take at the limit',
    does: `${text.trim()} counts as ${named}`,
  }
  const censored: Choice = {
    answer: 'censored',
    text: 'Fit as censored',
    does: `the fit knows only that the response is ${bound} ${named} (likelihood)`,
  }
  return [
    {
      id: questionId({ kind: 'limits', detail: '', header }),
      kind: 'limits',
      title: `What of the limits in “${header}”?`,
      evidence:
        rows.length === 1
          ? `${capitalised(rowsText(rows))} says “${text.trim()}”: no value, but a limit`
          : `${counted(rows.length, 'cell')} are limits (${rowsText(rows)}), such as ${listText(texts.slice(0, 3).map((one) => `“${one.trim()}”`))}`,
      choices: isDose ? [leaveOut, atLimit] : [censored, leaveOut, atLimit],
      rows: rows.slice(0, 3),
      columns: [index],
    },
  ]
}
