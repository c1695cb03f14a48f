import { Button } from '@/components/ui/button.tsx'
import styles from './fit-method-section.module.css'

/** A bell comes back to where it began, until its end is let go. */
export function OwnEnd({ onFree }: { onFree(): void }) {
  return (
    <p className={styles.note}>
      The end of the bell is its bottom.
      <Button size="compact" onClick={onFree}>
        Free the end
      </Button>
    </p>
  )
}
