import type { Choice, Question } from '@/lib/detective/types.ts'
import type { Work, WorkAction } from '@/lib/workbench/types.ts'

/** What the work says to a question: what holds among the columns first, as it may have been set there. */
export function answerTo(question: Question, work: Work): Choice | null {
  const answer = question.given ?? work.answers[question.id]
  return question.choices.find((choice) => choice.answer === answer) ?? null
}

/** A question is settled by an answer of the reader, by one of another reading, or by what was set elsewhere. */
export function isAnswered(question: Question, work: Work): boolean {
  return question.given !== undefined || work.answers[question.id] !== undefined
}

/**
 * One undo step for all that follows from an answer: points that another answer to the same question had taken out come
 * back first.
 *
 * @param at  ISO 8601
 */
export function answerAction(
  question: Question,
  choice: Choice,
  { work, at, author }: { readonly work: Work; readonly at: string; readonly author: string },
): Extract<WorkAction, { kind: 'answer' }> {
  const before = question.choices.find(({ answer }) => answer === work.answers[question.id])
  return {
    kind: 'answer',
    questionId: question.id,
    answer: choice.answer,
    ...(choice.mapping && { mapping: { ...work.mapping, ...choice.mapping } }),
    include: before?.exclude ?? [],
    exclude: (choice.exclude ?? []).map((point) => ({ ...point, author, at })),
    label: `answer: ${choice.text.charAt(0).toLowerCase()}${choice.text.slice(1)}`,
  }
}

/** Takes an answer back, with the points it took out: the question is open again. Null where it was set elsewhere. */
export function askAgainAction(
  question: Question,
  work: Work,
): Extract<WorkAction, { kind: 'answer' }> | null {
  const answer = work.answers[question.id]
  if (answer === undefined || question.given !== undefined) return null
  const before = question.choices.find((choice) => choice.answer === answer)
  return {
    kind: 'answer',
    questionId: question.id,
    answer: null,
    include: before?.exclude ?? [],
    label: `ask again: ${question.title.charAt(0).toLowerCase()}${question.title.slice(1)}`,
  }
}
