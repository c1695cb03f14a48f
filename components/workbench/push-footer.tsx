import { CircleAlert, CircleCheck, Clock, ExternalLink } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import button from '@/components/ui/button.module.css'
import type { PushView } from '@/lib/outputs/push-view.ts'
import styles from './push-panel.module.css'
import { countSteps, isEnded, receiptText } from './push-words.ts'

interface Props {
  readonly push: PushView | null
  readonly chosenCount: number
  /** These very outputs were pushed before: the push on show is that one. */
  readonly isRepeat: boolean
  readonly isStarting: boolean
  readonly blockedReason: string | null
  readonly unchangedSince: string | null
  onPush(): void
  onRetry(): void
  onNew(): void
  onClose(): void
}

export function PushFooter(props: Props) {
  const { push } = props
  if (push === null) return <ReadyFooter {...props} />
  if (!isEnded(push)) return <RunningFooter push={push} />
  return <EndedFooter {...props} push={push} />
}

function ReadyFooter({ chosenCount, isStarting, blockedReason, unchangedSince, onPush, onClose }: Props) {
  const nothing = chosenCount === 0 ? 'Choose at least one output' : null
  return (
    <footer className={styles.foot}>
      <span className={styles.say}>{nothing ?? blockedReason ?? readyText(unchangedSince)}</span>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        look="primary"
        disabledReason={nothing ?? blockedReason ?? (isStarting ? 'The push is being handed over' : null)}
        onClick={onPush}
      >
        {isStarting ? 'Handing over' : `Push ${chosenCount} ${chosenCount === 1 ? 'output' : 'outputs'}`}
      </Button>
    </footer>
  )
}

function readyText(unchangedSince: string | null): string {
  return unchangedSince === null
    ? 'A push adds to the analysis and cannot be undone.'
    : `Nothing has changed since the push of ${unchangedSince}. Pushing again creates nothing new.`
}

function RunningFooter({ push }: { push: PushView }) {
  const { done, total } = countSteps(push)
  return (
    <footer className={styles.foot}>
      {push.state === 'waiting' ? (
        <span className={styles.say}>
          <Clock size={16} aria-hidden />
          {push.message ?? 'Benchling asked to wait; the push goes on by itself.'}
          {push.retryAfterS !== null && ` In ${Math.ceil(push.retryAfterS)} s.`}
        </span>
      ) : (
        <progress className={styles.meter} aria-label="Steps done" value={done} max={total} />
      )}
      <span>
        {done} of {total} steps
      </span>
    </footer>
  )
}

function EndedFooter({ push, isRepeat, onRetry, onNew }: Props & { push: PushView }) {
  const isDone = push.state === 'done'
  return (
    <footer className={styles.foot}>
      <span className={styles.say}>
        {isDone ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
        {isDone
          ? doneText(push, isRepeat)
          : (push.message ?? 'What is attached stays. The rest can be written again.')}
      </span>
      {push.analysisUrl !== null && (
        <a className={button.button} href={push.analysisUrl} target="_blank" rel="noreferrer">
          <ExternalLink size={16} aria-hidden />
          Open in Benchling
        </a>
      )}
      <Button onClick={() => downloadReceipt(push)}>Download receipt</Button>
      {isDone ? (
        <Button onClick={onNew}>New push</Button>
      ) : (
        <Button look="primary" onClick={onRetry}>
          Retry the rest
        </Button>
      )}
    </footer>
  )
}

function doneText({ outputs, analysisId }: PushView, isRepeat: boolean): string {
  if (isRepeat) return `Nothing changed since this push: ${analysisId} has these outputs already.`
  return `${outputs.length} ${outputs.length === 1 ? 'output' : 'outputs'} attached to ${analysisId}.`
}

function downloadReceipt(push: PushView): void {
  const url = URL.createObjectURL(new Blob([receiptText(push)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `halfmax-receipt-${push.pushKey.slice(0, 12)}.json`
  link.click()
  // The click starts the download synchronously; the next task may drop the address.
  setTimeout(() => URL.revokeObjectURL(url))
}
