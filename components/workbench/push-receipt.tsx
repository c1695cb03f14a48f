import { formatTime } from '@/lib/format/format-date.ts'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import type { PushView } from '@/lib/outputs/push-view.ts'
import styles from './push-panel.module.css'
import { isEnded } from './push-words.ts'

/** What was made where; grows with the push. */
export function PushReceipt({ push }: { push: PushView }) {
  const created = push.outputs.flatMap(({ remoteId }) => remoteId ?? [])
  const end = push.endedAt === null ? '' : `, ended ${formatTime(push.endedAt)}`
  const state = push.state === 'done' ? 'complete' : isEnded(push) ? 'incomplete' : 'resumable'
  return (
    <section className={styles.block} aria-label="Receipt">
      <header>
        <h3>Receipt</h3>
        <span className={classNames(text.small, text.muted)}>{state}</span>
      </header>
      <dl className={styles.receipt}>
        <dt>Push key</dt>
        <dd>
          <span className={text.mono}>{push.pushKey.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')}</span>{' '}
          same outputs and target give the same key
        </dd>
        <dt>Created</dt>
        <dd className={text.mono}>{created.length === 0 ? 'nothing yet' : created.join(', ')}</dd>
        {push.leftovers.length > 0 && (
          <>
            <dt>Left over</dt>
            <dd>
              <span className={text.mono}>{push.leftovers.map(({ remoteId }) => remoteId).join(', ')}</span>{' '}
              made by an answer that was lost; attached to nothing
            </dd>
          </>
        )}
        <dt>By</dt>
        <dd>
          {push.by}, started {formatTime(push.startedAt)}
          {end}
        </dd>
      </dl>
    </section>
  )
}
