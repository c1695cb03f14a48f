import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import styles from './potency-card.module.css'

interface Props {
  /** "Fixed top contradicted: free fit 22.9 µM, fixed 28.7 µM". */
  readonly title: string
  /** "R example fixes 0 and 100 %. Freed: F(2, 17) = 7.25, p = 0.0053." */
  readonly detail: string
  onFree(): void
  /** Null where the policy itself is what contradicts the data. */
  readonly onReturn: (() => void) | null
}

/** The data speak against plateaus that were fixed by hand or by policy: both potencies, and the way out. */
export function ContradictionNotice({ title, detail, onFree, onReturn }: Props) {
  return (
    <Notice
      tone="warning"
      className={styles.contradiction}
      title={title}
      actions={
        <>
          <Button look="link" onClick={onFree}>
            Free them
          </Button>
          {onReturn && (
            <Button look="link" onClick={onReturn}>
              Return to policy
            </Button>
          )}
        </>
      }
    >
      {detail}
    </Notice>
  )
}
