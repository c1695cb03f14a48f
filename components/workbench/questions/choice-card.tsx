import { Check } from 'lucide-react'
import { useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { Choice } from '@/lib/detective/types.ts'
import styles from './questions-panel.module.css'
import type { ShownPreview } from './use-previews.ts'

interface Props {
  readonly choice: Choice
  /** Null before it is worked out. */
  readonly preview: ShownPreview | null
  readonly isTaken: boolean
  onChoose(): void
}

/** One answer: its button, what it does, and rows and potency as they would be. */
export function ChoiceCard({ choice, preview, isTaken, onChoose }: Props) {
  const id = useId()
  return (
    <li className={styles.choice}>
      <Button
        size="compact"
        aria-pressed={isTaken}
        aria-describedby={`${id}-potency ${id}-detail`}
        onClick={onChoose}
      >
        {isTaken && <Check size={14} aria-hidden />}
        {choice.text}
      </Button>
      <b id={`${id}-potency`}>{preview?.potencies?.join(' · ') ?? 'Fitting …'}</b>
      <p id={`${id}-detail`} className={styles.detail}>
        {choice.does}.<span className={styles.rows}> {preview?.rows.join('. ')}</span>
      </p>
    </li>
  )
}
