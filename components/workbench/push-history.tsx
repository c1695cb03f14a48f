import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { formatDateTime } from '@/lib/format/format-date.ts'
import type { PushView } from '@/lib/outputs/push-view.ts'
import styles from './push-diff.module.css'
import panel from './push-panel.module.css'
import { ReceiptLines } from './push-receipt.tsx'
import { pushOutcome } from './push-words.ts'

/** Pushes of the analysis that ended, newest first, each with its receipt. */
export function PushHistory({ pushes }: { readonly pushes: readonly PushView[] }) {
  const [openId, setOpenId] = useState<string | null>(null)
  if (pushes.length === 0) return null
  return (
    <section className={panel.block} aria-label="Earlier pushes">
      <header>
        <h3>Earlier pushes</h3>
        <span className={classNames(text.small, text.muted)}>newest first</span>
      </header>
      <ul className={styles.history}>
        {pushes.map((push) => {
          const at = formatDateTime(push.endedAt ?? push.startedAt)
          const isOpen = push.pushId === openId
          return (
            <li key={push.pushId}>
              <div className={styles.past}>
                <span>{at}</span>
                <span className={text.grow}>{pushOutcome(push)}</span>
                <Button
                  size="compact"
                  look="plain"
                  aria-expanded={isOpen}
                  aria-label={`Receipt of ${at}`}
                  onClick={() => setOpenId(isOpen ? null : push.pushId)}
                >
                  Receipt
                </Button>
              </div>
              {isOpen && <ReceiptLines push={push} />}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
