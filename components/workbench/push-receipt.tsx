import { formatDateTime, formatTime } from '@/lib/format/format-date.ts'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import type { PushView } from '@/lib/outputs/push-view.ts'
import styles from './push-panel.module.css'
import { isEnded } from './push-words.ts'

interface Props {
  readonly push: PushView
}

/** What was made where; grows with the push. */
export function PushReceipt({ push }: Props) {
  const state = push.state === 'done' ? 'complete' : isEnded(push) ? 'incomplete' : 'resumable'
  return (
    <section className={styles.block} aria-label="Receipt">
      <header>
        <h3>Receipt</h3>
        <span className={classNames(text.small, text.muted)}>{state}</span>
      </header>
      <ReceiptLines push={push} />
    </section>
  )
}

/** Ids, hashes, settings, time and user of a push. */
export function ReceiptLines({ push }: Props) {
  const created = push.outputs.flatMap(({ remoteId }) => remoteId ?? [])
  const end = push.endedAt === null ? '' : `, ended ${formatTime(push.endedAt)}`
  return (
    <dl className={styles.receipt}>
      <dt>Push key</dt>
      <dd>
        <span className={text.mono}>{push.pushKey.slice(0, 16).replaceAll(/(.{4})(?=.)/g, '$1 ')}</span> same
        outputs and target give the same key
      </dd>
      <dt>Created</dt>
      <dd className={text.mono}>{created.length === 0 ? 'nothing yet' : created.join(', ')}</dd>
      <dt>SHA-256</dt>
      <dd>
        {push.outputs.map(({ id, name, fileName, kind, sha256 }) => (
          <div key={id}>
            <span className={text.mono} title={sha256}>
              {sha256.slice(0, 16)}
            </span>{' '}
            {kind === 'data-frame' ? name : fileName}
          </div>
        ))}
      </dd>
      {push.settings.length > 0 && (
        <>
          <dt>Settings</dt>
          <dd>
            {push.settings.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </dd>
        </>
      )}
      <Leftovers push={push} />
      <dt>By</dt>
      <dd>
        {push.by}, started {formatDateTime(push.startedAt)}
        {end}
      </dd>
    </dl>
  )
}

/** Made on the way and used by no output; those whose answer was lost are known only by their number. */
function Leftovers({ push: { leftovers, unnamedLeftovers = 0 } }: Props) {
  if (leftovers.length + unnamedLeftovers === 0) return null
  return (
    <>
      <dt>Left over</dt>
      <dd>
        {leftovers.length > 0 && (
          <>
            <span className={text.mono}>{leftovers.map(({ remoteId }) => remoteId).join(', ')}</span> made on
            the way, attached to nothing.{' '}
          </>
        )}
        {unnamedLeftovers > 0 &&
          `Up to ${unnamedLeftovers} ${leftovers.length > 0 ? 'more' : unnamedLeftovers === 1 ? 'object' : 'objects'} may exist without being attached: the answer that names ${unnamedLeftovers === 1 ? 'it' : 'them'} was lost.`}
      </dd>
    </>
  )
}
