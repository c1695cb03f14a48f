import { listText } from '../format/list-text.ts'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { hasCommaNumbers, isCommaNumber } from './comma-text.ts'
import { questionId } from './question-id.ts'
import { readAs } from './read-as.ts'
import { rowsOfTexts } from './rows-of-texts.ts'
import type { Choice, Scene, Question } from './types.ts'

/** Commas in numbers: one question for the table, as a table is written by one program. */
export function detectComma(scene: Scene): readonly Question[] {
  const { frame, headers } = scene
  const columns = frame.columns.flatMap((column, index) =>
    hasCommaNumbers(column.dictionary) ? [index] : [],
  )
  const [first] = columns
  const column = first === undefined ? undefined : frame.columns[first]
  if (first === undefined || !column) return []
  const texts = [
    ...new Set(columns.flatMap((index) => frame.columns[index]?.dictionary.filter(isCommaNumber) ?? [])),
  ]
  const names = listText(
    columns.slice(0, 3).map((index) => `“${headers[index] ?? ''}”`),
    columns.length - 3,
  )
  const isDecimal =
    texts.filter((text) => !/^\s*[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?\s*$/.test(text)).length * 2 > texts.length
  const choices = [choice(scene, columns, 'decimal'), choice(scene, columns, 'thousands')]
  return [
    {
      id: questionId({ kind: 'comma', detail: '', header: '' }),
      kind: 'comma',
      title: 'What does a comma in a number mean?',
      evidence: `${names} ${columns.length === 1 ? 'holds' : 'hold'} numbers with commas, such as ${listText(texts.slice(0, 3))}`,
      choices: isDecimal ? choices : choices.toReversed(),
      rows: rowsOfTexts(column, isCommaNumber).slice(0, 3),
      columns,
    },
  ]
}

function choice(scene: Scene, columns: readonly number[], mark: 'decimal' | 'thousands'): Choice {
  return {
    answer: mark,
    text: mark === 'decimal' ? 'Read as decimal commas' : 'Read as thousands',
    does:
      mark === 'decimal'
        ? '0,05 is 0.05 and 1,000 is 1; points before three digits are thousands'
        : '1,000 is 1000; what cannot be read so stays marked',
    ...mappingWith(scene, columns, mark),
  }
}

/** Columns of such numbers are texts until they are read, so that nothing was taken for dose or response. */
function mappingWith(
  { frame, mapping }: Scene,
  columns: readonly number[],
  mark: string,
): Pick<Choice, 'mapping'> {
  const used = new Set([mapping.dose, ...mapping.responses])
  const isWhole = mapping.dose !== null && mapping.responses.length > 0
  if (isWhole && columns.every((index) => used.has(index))) return {}
  const id = questionId({ kind: 'comma', detail: '', header: '' })
  const { mapping: guessed } = guessMapping(readAs(frame, { [id]: mark }))
  return guessed.dose === null || guessed.responses.length === 0 ? {} : { mapping: guessed }
}
