import { X } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import text from '@/components/ui/text.module.css'
import type { Choice, Question } from '@/lib/detective/types.ts'
import type { Bench } from '../use-bench.ts'
import { AnsweredList } from './answered-list.tsx'
import { ChoiceCard } from './choice-card.tsx'
import { readAuthor } from '../use-author.ts'
import { answerAction, answerTo, isAnswered } from './question-action.ts'
import styles from './questions-panel.module.css'
import { usePreviews } from './use-previews.ts'

interface Props {
  readonly id: string
  readonly bench: Bench
  readonly questions: readonly Question[]
  onClose(): void
}

/** One question at a time: what was seen, the answers with what each would do, and below what was answered. */
export function QuestionsPanel({ id, bench, questions, onClose }: Props) {
  const { work, loaded, fits, dispatch } = bench
  const [chosenId, setChosenId] = useState<string | null>(null)
  const open = questions.filter((question) => !isAnswered(question, work))
  const question = questions.find((one) => one.id === chosenId) ?? open[0] ?? null
  const previews = usePreviews({ question, frame: loaded.frame, work, run: fits.run })
  const answer = (choice: Choice) => {
    if (!question) return
    dispatch(answerAction(question, choice, { work, at: new Date().toISOString(), author: readAuthor() }))
    setChosenId(null)
  }
  const skip = () => {
    const place = open.findIndex((one) => one.id === question?.id)
    setChosenId(open[(place + 1) % open.length]?.id ?? null)
  }
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  const answered = questions.filter((one) => one.id !== question?.id && isAnswered(one, work))
  return (
    // Escape closes from any of its controls; the section itself takes no focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      id={id}
      className={styles.panel}
      aria-label="Questions about this table"
      onKeyDown={closeOnEscape}
    >
      <header className={styles.head}>
        <span className={styles.progress}>{progressText(question, questions, open)}</span>
        <span className={text.grow} />
        <HelpLink to="questions">questions</HelpLink>
        {question && open.length > 1 && (
          <Button size="compact" look="plain" onClick={skip}>
            Next question
          </Button>
        )}
        <Button look="icon" size="compact" aria-label="Close questions" onClick={onClose}>
          <X size={14} aria-hidden />
        </Button>
      </header>
      <QuestionTitle key={question?.id ?? 'none'}>
        {question?.title ?? 'Every question is answered'}
      </QuestionTitle>
      {question && (
        <>
          <p className={styles.evidence}>{question.evidence}.</p>
          <ul className={styles.choices}>
            {question.choices.map((choice) => (
              <ChoiceCard
                key={choice.answer}
                choice={choice}
                preview={previews.get(choice.answer) ?? null}
                isTaken={answerTo(question, work)?.answer === choice.answer}
                onChoose={() => answer(choice)}
              />
            ))}
          </ul>
        </>
      )}
      {answered.length > 0 && (
        <AnsweredList
          questions={answered}
          work={work}
          onChange={(one) => setChosenId(one.id)}
          onAskAgain={bench.dispatch}
        />
      )}
    </section>
  )
}

function progressText(
  question: Question | null,
  questions: readonly Question[],
  open: readonly Question[],
): string {
  const done = questions.length - open.length
  const answered = `${done} of ${questions.length} answered`
  if (!question) return answered
  return `Question ${questions.indexOf(question) + 1} of ${questions.length}, ${done === 0 ? 'none answered' : answered}`
}

/** Takes the focus when it comes, so that it is read out and the answers are one Tab away. */
function QuestionTitle({ children }: { readonly children: string }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => ref.current?.focus({ preventScroll: true }), [])
  return (
    <h2 ref={ref} tabIndex={-1} className={styles.title}>
      {children}
    </h2>
  )
}
