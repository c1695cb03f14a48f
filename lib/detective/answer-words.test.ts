import { expect, it } from 'vitest'
import { guessMapping } from '../data-frame/guess-mapping.ts'
import { answerSentences } from './answer-words.ts'
import { questionsOf, seededFrame } from './testing/questions-of.ts'

const { mapping } = guessMapping(seededFrame('Dose response export'))

it.each([
  ['comma||', 'decimal', 'Commas in numbers were read as decimal commas.'],
  ['log||Log dose', '-log10 M', 'Doses in “Log dose” were read as −log10 of M.'],
  ['units|Unit|Dose', 'convert µM', 'Doses were converted to µM by “Unit”.'],
  [
    'limits||R | 2',
    'censored',
    'Limits in “R | 2” such as <0.5 were fitted as censored values (normal likelihood).',
  ],
  ['word|over|R', 'at-least 98.4', 'Cells saying “over” in “R” were fitted as censored: at least 98.4.'],
  ['slip|36.37.38|Dose', '31.6', 'The dose of rows 37, 38, 39 was read as 31.6.'],
  ['direction||Viability (%)', 'from 100', 'Values of “Viability (%)” were read as 100 − value.'],
])('says what %s, answered %s, did', (id, answer, expected) => {
  expect(answerSentences({ answers: { [id]: answer }, mapping })).toEqual([expected])
})

it.each([
  ['no answer at all', {}],
  ['a dose kept as it stands', { 'slip|3|Dose': 'keep' }],
  ['a scale that was set otherwise since', { 'scale||R': 'fraction' }],
  ['an id that is none', { nonsense: 'decimal' }],
])('says nothing of %s', (_, answers: Readonly<Record<string, string>>) => {
  expect(answerSentences({ answers, mapping })).toEqual([])
})

it('says something of every answer that has cells read otherwise', () => {
  const changing = new Set(['limits', 'word', 'negative', 'slip'])
  for (const name of ['Dose response export', 'Typed by hand']) {
    for (const { id, kind, choices } of questionsOf(seededFrame(name))) {
      const [first] = choices
      if (!changing.has(kind) || first === undefined) continue
      expect(answerSentences({ answers: { [id]: first.answer }, mapping })).toHaveLength(1)
    }
  }
})
