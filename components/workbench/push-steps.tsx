import { classNames } from '@/components/ui/class-names.ts'
import { VisuallyHidden } from '@/components/ui/visually-hidden.tsx'
import type { OutputKind, OutputStep, OutputView } from '@/lib/outputs/push-view.ts'
import styles from './push-panel.module.css'
import { stepStates, type StepState } from './push-words.ts'

const WORDS: Readonly<Record<OutputStep, string>> = {
  create: 'Create',
  upload: 'Upload',
  check: 'Check',
  attach: 'Attach',
}
const LOOKS: Readonly<Record<StepState, string | undefined>> = {
  todo: undefined,
  done: styles.done,
  now: styles.now,
  failed: styles.wrong,
}
const SPOKEN: Readonly<Record<StepState, string>> = {
  todo: 'not yet',
  done: 'done',
  now: 'under way',
  failed: 'failed',
}

/** Ring to do, ring with a dot under way, disc done, square failed; the word beneath says which step. */
export function PushSteps({ kind, view }: { kind: OutputKind; view: OutputView | null }) {
  return (
    <ol className={styles.steps}>
      {stepStates(view).map(({ step, state }) => (
        <li key={step} className={classNames(styles.step, LOOKS[state])}>
          {step === 'check' && kind === 'file' ? 'Confirm' : WORDS[step]}
          <VisuallyHidden> {SPOKEN[state]}</VisuallyHidden>
        </li>
      ))}
    </ol>
  )
}
