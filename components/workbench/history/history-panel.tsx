import { X } from 'lucide-react'
import { useLayoutEffect, useRef, type Dispatch } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { HelpLink } from '@/components/ui/help-link.tsx'
import { capitalised } from '@/lib/format/capitalised.ts'
import { formatDateTime, formatTime } from '@/lib/format/format-date.ts'
import { classNames } from '@/components/ui/class-names.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import type { WorkAction, WorkHistory } from '@/lib/workbench/types.ts'
import styles from './history.module.css'

interface Props {
  readonly history: WorkHistory
  readonly dispatch: Dispatch<WorkAction>
  readonly analysis: AnalysisSummary
  onClose(): void
}

/** Every step of this session, newest first; one click goes back to it, or forward again. */
export default function HistoryPanel({ history, dispatch, analysis, onClose }: Props) {
  const { past, future } = history
  const present = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const opener = document.activeElement
    present.current?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  const states = [
    { label: 'as it was opened', at: '', steps: -past.length },
    ...past.map(({ label, at = '' }, i) => ({ label, at, steps: i + 1 - past.length })),
    ...future.map(({ label, at = '' }, i) => ({ label, at, steps: i + 1 })),
  ].toReversed()
  return (
    // Esc from anything inside closes it; each step is a button of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles.panel}
      aria-label="History"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className={styles.panelHead}>
        <h2>History</h2>
        <HelpLink to="before#history">history</HelpLink>
        <Button look="icon" size="compact" aria-label="Close history" onClick={onClose}>
          <X size={14} aria-hidden />
        </Button>
      </header>
      <ol className={styles.steps} reversed>
        {states.map(({ label, at, steps }) => (
          <li key={steps}>
            <button
              ref={steps === 0 ? present : null}
              type="button"
              className={classNames(styles.step, steps > 0 && styles.undone)}
              aria-current={steps === 0 ? 'step' : undefined}
              onClick={() => {
                if (steps !== 0) dispatch({ kind: 'jump', steps })
              }}
            >
              <span>{capitalised(label)}</span>
              {at !== '' && (
                <time className={styles.time} dateTime={at} title={formatDateTime(at)}>
                  {formatTime(at)}
                </time>
              )}
              {steps > 0 && <span className={styles.mark}>undone</span>}
              {steps === 0 && <span className={styles.mark}>now</span>}
            </button>
          </li>
        ))}
      </ol>
      {analysis.isLocal !== true && (
        <a
          className={styles.record}
          href={`/analysis/${analysis.analysisId}/record`}
          target="_blank"
          rel="noreferrer"
        >
          Everybody’s acts on record (new tab)
        </a>
      )}
    </section>
  )
}
