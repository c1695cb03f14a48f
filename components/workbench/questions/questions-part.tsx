import { ChevronDown, ChevronUp } from 'lucide-react'
import { use, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { counted } from '@/lib/format/format-number.ts'
import type { Bench } from '../use-bench.ts'
import { isAnswered } from './question-action.ts'
import { QuestionsPanel } from './questions-panel.tsx'
import styles from './questions-panel.module.css'
import { useQuestions } from './use-questions.ts'
import { loadReadAs } from './use-read-frame.ts'

export interface QuestionsPartProps {
  readonly bench: Bench
  /** What the strip says where nothing is asked. */
  readonly otherwise: string
  /** The strip itself asks for the unit, so the button has little room. */
  readonly isShort: boolean
  /** Under the strip: where the questions open. */
  readonly host: HTMLElement | null
}

/** "3 questions about this table", and under the strip one of them at a time. */
export default function QuestionsPart({ bench, otherwise, isShort, host }: QuestionsPartProps) {
  // Before an answer can be given, the code that reads by it is here: the page never waits for it then.
  use(loadReadAs())
  const questions = useQuestions(bench)
  const [isOpen, setOpen] = useState(false)
  const panelId = useId()
  const toggleRef = useRef<HTMLButtonElement>(null)
  if (questions === null || questions.length === 0) return <span className={text.grow}>{otherwise}</span>
  const open = questions.filter((question) => !isAnswered(question, bench.work)).length
  const count = open > 0 ? counted(open, 'question') : counted(questions.length, 'answer')
  const Chevron = isOpen ? ChevronUp : ChevronDown
  const close = () => {
    setOpen(false)
    toggleRef.current?.focus()
  }
  return (
    <>
      <Button
        ref={toggleRef}
        look={open > 0 ? 'secondary' : 'plain'}
        size="compact"
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        aria-label={`${count} about this table`}
        onClick={() => setOpen(!isOpen)}
      >
        {isShort ? count : `${count} about this table`}
        <Chevron size={14} aria-hidden />
      </Button>
      <span className={classNames(text.grow, styles.unit)} aria-hidden={isShort}>
        {isShort && 'Dose unit'}
      </span>
      {isOpen &&
        host &&
        createPortal(
          <QuestionsPanel id={panelId} bench={bench} questions={questions} onClose={close} />,
          host,
        )}
    </>
  )
}
