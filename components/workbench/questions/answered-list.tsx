import { Button } from '@/components/ui/button.tsx'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import type { Question } from '@/lib/detective/types.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { answerTo } from './question-action.ts'
import styles from './questions-panel.module.css'

interface Props {
  readonly questions: readonly Question[]
  readonly work: Work
  onChange(question: Question): void
}

export function AnsweredList({ questions, work, onChange }: Props) {
  return (
    <div className={styles.answered}>
      <h3>Answered</h3>
      <ul>
        {questions.map((question) => (
          <li key={question.id}>
            <span>{question.title}</span>
            <b>{answerTo(question, work)?.text ?? 'Set among the columns'}</b>
            <Button look="link" onClick={() => onChange(question)}>
              Change<VisuallyHidden> the answer to: {question.title}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
