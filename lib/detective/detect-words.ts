import type { Column } from '../data-frame/types.ts'
import { capitalised } from '../format/capitalised.ts'
import { formatTrimmed } from '../format/format-number.ts'
import { questionId } from './question-id.ts'
import { plainWord, wordMeaning, type WordMeaning } from './reading-word.ts'
import { rowsText } from './row-words.ts'
import { rowsOfTexts } from './rows-of-texts.ts'
import type { Choice, Question, Scene } from './types.ts'

/** `n.d.`, `OVER`, `#N/A` where a number belongs. */
export function detectWords(scene: Scene): readonly Question[] {
  const { dose, responses } = scene.mapping
  const read = scene.readBut('word')
  return [...(dose === null ? [] : [dose]), ...responses].flatMap((index) => {
    const column = read.columns[index]
    if (!column) return []
    const words = new Map<string, string>()
    for (const text of column.dictionary)
      if (wordMeaning(text) !== null) words.set(plainWord(text), text.trim())
    return [...words].map(([word, text]) =>
      wordQuestion({ column, index, word, text, header: scene.headers[index] ?? '', isDose: index === dose }),
    )
  })
}

interface Found {
  readonly column: Column
  readonly index: number
  readonly word: string
  readonly text: string
  readonly header: string
  readonly isDose: boolean
}

function wordQuestion(found: Found): Question {
  const { column, index, word, text, header, isDose } = found
  const rows = rowsOfTexts(column, (one) => plainWord(one) === word)
  return {
    id: questionId({ kind: 'word', detail: word, header }),
    kind: 'word',
    title: `What does “${text}” in “${header}” mean?`,
    evidence: `${capitalised(rowsText(rows))} ${rows.length === 1 ? 'says' : 'say'} “${text}” where a number belongs`,
    choices: choicesOf(isDose ? 'gap' : (wordMeaning(word) ?? 'gap'), text, column.numbers),
    rows: rows.slice(0, 3),
    columns: [index],
  }
}

function choicesOf(meaning: WordMeaning, text: string, numbers: Float64Array): readonly Choice[] {
  const [low, high] = extremes(numbers)
  const missing = (words: string): Choice => ({
    answer: 'missing',
    text: words,
    does: 'there is no reading, so the cell takes no part in the fit',
  })
  const keep: Choice = {
    answer: 'keep',
    text: 'Keep it marked',
    does: 'the cell stays marked as one that cannot be used',
  }
  const beyond = (side: 'at-least' | 'at-most', value: number, words: string): Choice => ({
    answer: `${side} ${value}`,
    text: words,
    does: `the response is ${side === 'at-least' ? 'at least' : 'at most'} ${formatTrimmed(value)}, the ${
      side === 'at-least' ? 'highest' : 'lowest'
    } reading of the column, and is fitted as censored`,
  })
  if (low === null || high === null || meaning === 'gap') return [missing('Leave it out as a gap'), keep]
  if (meaning === 'high')
    return [beyond('at-least', high, 'Above the readings'), missing('No reading: leave out')]
  if (meaning === 'low')
    return [beyond('at-most', low, 'Below the readings'), missing('No reading: leave out')]
  return [missing('Not determined: leave out'), beyond('at-most', low, 'Not detected: fit as a limit')]
}

function extremes(numbers: Float64Array): readonly [number | null, number | null] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of numbers) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [null, null]
}
