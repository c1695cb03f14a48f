import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { conflictWords } from './conflict-words.ts'
import type { WorkConflict } from './follow-server.ts'
import styles from './work-conflict.module.css'

interface Props {
  readonly conflict: WorkConflict
  onKeep(): void
}

/** Two browsers changed the same things differently: says what was done, and offers the other way. */
export default function WorkConflictNotice({ conflict, onKeep }: Props) {
  const words = conflictWords(conflict.ours, conflict.theirs)
  return (
    <div className={styles.place} role="alert">
      <Notice
        tone="warning"
        title="You also worked on this table in another browser"
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
        Both were put together at {conflict.at}. What both changed is as you had it here: {listed(words)}. The
        record has both, and using the other can be undone.
      </Notice>
    </div>
  )
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(words)
}
