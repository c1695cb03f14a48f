import { Button } from '@/components/ui/button.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import type { Question } from '@/lib/detective/types.ts'
import type { Work, WorkAction } from '@/lib/workbench/types.ts'
import { answerTo, askAgainAction } from './question-action.ts'
import styles from './questions-panel.module.css'

interface Props {
  readonly questions: readonly Question[]
  readonly work: Work
  onChange(question: Question): void
  onAskAgain(action: WorkAction): void
}

export function AnsweredList({ questions, work, onChange, onAskAgain }: Props) {
  return (
    <div className={styles.answered}>
      <h3>Answered</h3>
      <ul>
        {questions.map((question) => {
          const again = askAgainAction(question, work)
          return (
            <li key={question.id}>
              <span>{question.title}</span>
              <b>{answerTo(question, work)?.text ?? 'Set among the columns'}</b>
              <Button look="link" onClick={() => onChange(question)}>
                Change<VisuallyHidden> the answer to: {question.title}</VisuallyHidden>
              </Button>
              {again && (
                <Button look="link" onClick={() => onAskAgain(again)}>
                  Ask again<VisuallyHidden>: {question.title}</VisuallyHidden>
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
