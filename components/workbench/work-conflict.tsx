import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import type { WorkConflict } from './follow-server.ts'
import styles from './work-conflict.module.css'

interface Props {
  readonly conflict: WorkConflict
  onKeep(): void
}

/** Two browsers changed the same things differently: says what was done, and offers the other way. */
export default function WorkConflictNotice({ conflict, onKeep }: Props) {
  return (
    <div className={styles.place} role="alert">
      <Notice
        tone="warning"
        title={`You also worked on this table in another browser (${conflict.at})`}
        actions={
          <>
            <Button size="compact" onClick={onKeep}>
              Keep what is here
            </Button>
            <Button size="compact" onClick={conflict.takeOther}>
              Use the other
            </Button>
          </>
        }
      >
        Both were put together. Where both changed the same thing, what you did here was kept; the record has
        both. Using the other can be undone.
      </Notice>
    </div>
  )
}
