import { expect, it } from 'vitest'
import type { Question } from '@/lib/detective/types.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { answerAction, askAgainAction } from './question-action.ts'

it('names who answered, and when, for every well that an answer leaves out', () => {
  const choice = {
    answer: 'out',
    text: 'Leave them out',
    exclude: [{ row: 3, responseColumn: 1, cause: 'flag', reason: 'QC: fail' }],
  }
  const question = { id: 'flag||QC', choices: [choice] } as unknown as Question
  const work = { answers: {}, mapping: {} } as unknown as Work
  const [first] = question.choices
  if (!first) throw new Error('there is no choice')
  const action = answerAction(question, first, { work, at: '2026-03-01T12:00:00Z', author: 'Ada' })
  expect(action.exclude).toEqual([{ ...choice.exclude[0], author: 'Ada', at: '2026-03-01T12:00:00Z' }])
})

it('takes an answer back with the wells it took out, where the answer is its own', () => {
  const exclude = [{ row: 3, responseColumn: 1, cause: 'flag', reason: 'QC: fail' }]
  const question = {
    id: 'flag||QC',
    title: 'Leave out wells marked fail?',
    choices: [{ answer: 'out', text: 'Leave them out', exclude }],
  } as unknown as Question
  const work = { answers: { 'flag||QC': 'out' }, mapping: {} } as unknown as Work
  expect(askAgainAction(question, work)).toMatchObject({
    questionId: 'flag||QC',
    answer: null,
    include: exclude,
    label: 'ask again: leave out wells marked fail?',
  })
  expect(askAgainAction({ ...question, given: 'out' }, work)).toBeNull()
  expect(askAgainAction(question, { ...work, answers: {} })).toBeNull()
})
