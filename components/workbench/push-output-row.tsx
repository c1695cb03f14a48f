import { CircleAlert, FileText, Image, Table } from 'lucide-react'
import { useId } from 'react'
import { classNames } from '@/components/ui/class-names.ts'
import type { OutputKind, OutputView } from '@/lib/outputs/push-view.ts'
import styles from './push-panel.module.css'
import { PushSteps } from './push-steps.tsx'

/** One output before it is pushed. */
export interface PreparedOutput {
  readonly id: string
  readonly kind: OutputKind
  /** Name of the frame or file, exactly as it will be written; what it would be while it is not chosen. */
  readonly name: string
  /** "Data frame, 2 rows, 26 columns, 1.1 kB". */
  readonly detail: string
}

interface ChoiceProps {
  readonly output: PreparedOutput
  readonly isChosen: boolean
  /** The last push attached it as it is. */
  readonly isAttached: boolean
  onChoose(id: string, isChosen: boolean): void
}

export function OutputChoice({ output, isChosen, isAttached, onChoose }: ChoiceProps) {
  const { id, kind, name, detail } = output
  return (
    <li className={styles.output}>
      <OutputPick name={name} detail={detail} isChosen={isChosen} onChoose={(is) => onChoose(id, is)} />
      {isAttached ? <p className={styles.line}>Attached as it is</p> : <PushSteps kind={kind} view={null} />}
    </li>
  )
}

interface PickProps extends Pick<PreparedOutput, 'name' | 'detail'> {
  readonly isChosen: boolean
  onChoose(isChosen: boolean): void
}

/** Box, name and detail of an output that may be chosen: the first two cells of its row. */
export function OutputPick({ name, detail, isChosen, onChoose }: PickProps) {
  const id = useId()
  return (
    <>
      <span className={styles.choice}>
        <input
          id={id}
          type="checkbox"
          checked={isChosen}
          aria-describedby={`${id}-detail`}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </span>
      <div>
        <label className={styles.file} htmlFor={id}>
          {name}
        </label>
        <div className={styles.line} id={`${id}-detail`}>
          {detail}
        </div>
      </div>
    </>
  )
}

export function OutputProgress({ view }: { view: OutputView }) {
  const Icon = view.kind === 'data-frame' ? Table : view.fileName.endsWith('.png') ? Image : FileText
  const isFailed = view.status === 'failed'
  return (
    <li className={styles.output}>
      <Icon size={16} aria-hidden />
      <div>
        <div className={styles.file}>{view.kind === 'data-frame' ? view.name : view.fileName}</div>
        <div className={classNames(styles.line, isFailed && styles.failed)}>
          {isFailed && <CircleAlert size={14} aria-hidden />}
          {lineOf(view)}
        </div>
      </div>
      <PushSteps kind={view.kind} view={view} />
    </li>
  )
}

function lineOf(view: OutputView): string {
  const request = view.requestId !== null && view.status === 'failed' ? ` Request ${view.requestId}` : ''
  if (view.message !== null) return `${view.message}${request}`
  if (view.status === 'done') return view.remoteId === null ? 'attached' : `${view.remoteId}, attached`
  if (view.status === 'queued') return 'queued'
  return view.status === 'failed' ? `could not be written${request}` : 'under way'
}
