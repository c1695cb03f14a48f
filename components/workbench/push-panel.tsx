import { X } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import text from '@/components/ui/text.module.css'
import type { PushView } from '@/lib/outputs/push-view.ts'
import type { OutputTable } from '@/lib/outputs/types.ts'
import type { Problem } from '@/lib/result.ts'
import { PushFooter } from './push-footer.tsx'
import { OutputChoice, OutputProgress, type PreparedOutput } from './push-output-row.tsx'
import styles from './push-panel.module.css'
import { PushPreviews, type PlotPreview } from './push-previews.tsx'
import { PushReceipt } from './push-receipt.tsx'
import { pushTitle } from './push-words.ts'

export interface PushPanelProps {
  readonly analysisId: string
  readonly tenantHost: string
  readonly folderId: string | null
  readonly outputs: readonly PreparedOutput[]
  readonly chosen: ReadonlySet<string>
  readonly plot: PlotPreview | null
  readonly plotAlt: string
  readonly tables: readonly { readonly name: string; readonly table: OutputTable }[]
  readonly texts: readonly { readonly name: string; readonly text: string }[]
  /** Outputs that the last push attached as they are, by id. */
  readonly unchanged: ReadonlySet<string>
  /** When the very state on show was pushed, as the page writes times; null where something changed since. */
  readonly unchangedSince: string | null
  /** Which curves go along, and how they differ from what was pushed last. */
  readonly curves: ReactNode
  readonly history: ReactNode
  /** What is not pushed but may be taken along. */
  readonly workbook: ReactNode
  /** The push on show, or null while one is being put together. */
  readonly push: PushView | null
  readonly isRepeat: boolean
  readonly problem: Problem | null
  readonly isStarting: boolean
  readonly blockedReason: string | null
  onChoose(id: string, isChosen: boolean): void
  onPush(): void
  onRetry(): void
  onNew(): void
  onClose(): void
}

/** Everything that will be written and where, before the one click that writes it; then how far it is. */
export function PushPanel(props: PushPanelProps) {
  const { push, outputs, chosen } = props
  // The results of a refit on the server are pushed without this page: what it would write is not what they are.
  const isOfThese = push?.outputs.every(({ id }) => outputs.some((output) => output.id === id)) ?? true
  const titleRef = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => titleRef.current?.focus(), [])
  return (
    <section className={styles.panel} aria-label="Push to Benchling">
      <header className={styles.head}>
        <div className={text.grow}>
          <h2 ref={titleRef} tabIndex={-1}>
            {pushTitle(push)}
          </h2>
          <p className={styles.where}>
            Analysis <span className={text.mono}>{props.analysisId}</span> at {props.tenantHost}
            {props.folderId !== null && (
              <>
                , folder <span className={text.mono}>{props.folderId}</span>
              </>
            )}
          </p>
        </div>
        <HelpLink to="push">push</HelpLink>
        <Button look="icon" aria-label="Close the push panel" onClick={props.onClose}>
          <X size={16} aria-hidden />
        </Button>
      </header>
      {props.problem && <ProblemNotice problem={props.problem} stillHolds="Your work is kept." />}
      {props.curves}
      <section className={styles.block} aria-label="Outputs">
        <header>
          <h3>Outputs</h3>
          <span className={classNames(text.small, text.muted)}>
            {push === null
              ? `${chosen.size} of ${outputs.length} chosen`
              : `${push.outputs.filter(({ status }) => status === 'done').length} of ${push.outputs.length} attached`}
          </span>
          {props.workbook}
        </header>
        <ul>
          {push === null
            ? outputs.map((output) => (
                <OutputChoice
                  key={output.id}
                  output={output}
                  isChosen={chosen.has(output.id)}
                  isAttached={props.unchanged.has(output.id)}
                  onChoose={props.onChoose}
                />
              ))
            : push.outputs.map((view) => <OutputProgress key={view.id} view={view} />)}
        </ul>
      </section>
      {isOfThese && (
        <PushPreviews plot={props.plot} plotAlt={props.plotAlt} tables={props.tables} texts={props.texts} />
      )}
      {push ? <PushReceipt push={push} /> : props.history}
      <PushFooter {...props} chosenCount={chosen.size} />
    </section>
  )
}
