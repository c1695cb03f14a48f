import { CircleHelp, History, Redo2, Undo2 } from 'lucide-react'
import { HomeLink } from '@/components/ui/home-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { Mark } from '@/components/ui/mark.tsx'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import { ThemeSwitch } from '@/components/ui/theme-switch.tsx'
import type { Theme } from '@/components/ui/theme.ts'
import type { AnalysisSummary } from '@/lib/workbench/ports.ts'
import { FrameChooser } from './frame-chooser.tsx'
import styles from './header-bar.module.css'
import { SaveIndicator, type SaveState } from './save-indicator.tsx'

interface Props {
  readonly analysis: AnalysisSummary
  readonly frameId: string | null
  readonly theme: Theme
  /** Null while it is not known what was saved. */
  readonly saveState: SaveState | null
  /** What undo and redo would do, or null. */
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  /** All curves are on show, not one. */
  readonly isReview?: boolean
  readonly onReview?: (isReview: boolean) => void
  readonly isPushOpen: boolean
  readonly pushBlockedReason: string | null
  onChooseFrame(frameId: string): void
  readonly isHistoryOpen: boolean
  onHistory(): void
  onUndo(): void
  onRedo(): void
  readonly onHelp: (() => void) | null
  onPush(): void
}

const VIEWS = [
  { value: 'curve', text: 'One curve' },
  { value: 'review', text: 'All curves' },
] as const

export function HeaderBar(props: Props) {
  const { analysis, frameId, isPushOpen } = props
  const isLocal = analysis.isLocal === true
  const frame = analysis.frames.find((candidate) => candidate.id === frameId)
  return (
    <header className={styles.bar}>
      <HomeLink className={styles.mark}>
        <Mark />
        Halfmax
      </HomeLink>
      <div className={styles.title}>
        {analysis.frames.length > 1 ? (
          <FrameChooser frames={analysis.frames} frameId={frameId} onChoose={props.onChooseFrame} />
        ) : (
          <h1>{frame?.name ?? 'Analysis'}</h1>
        )}
        {!isLocal && (
          <span className={classNames(text.mono, text.muted, styles.id)}>{analysis.analysisId}</span>
        )}
      </div>
      <dl className={styles.where}>
        <div>
          <dt>{isLocal ? 'Only in' : 'Tenant'}</dt>
          <dd title={isLocal ? 'Nothing of this table is sent to any server' : analysis.tenantHost}>
            {analysis.tenantName}
          </dd>
        </div>
      </dl>
      {props.onReview && (
        <div className={styles.view}>
          <Segmented
            label="View"
            options={VIEWS}
            value={props.isReview === true ? 'review' : 'curve'}
            onChange={(view) => props.onReview?.(view === 'review')}
          />
        </div>
      )}
      <span className={text.grow} />
      {props.saveState && <SaveIndicator state={props.saveState} />}
      <div className={styles.tools}>
        <UndoRedo {...props} />
        <ThemeSwitch initial={props.theme} />
        {props.onHelp && (
          <Button
            look="icon"
            aria-label="Keyboard and help"
            title="Keyboard and help (?)"
            onClick={props.onHelp}
          >
            <CircleHelp size={16} aria-hidden />
          </Button>
        )}
      </div>
      <Button
        look={isPushOpen ? 'secondary' : 'primary'}
        aria-expanded={isPushOpen}
        disabledReason={isPushOpen ? null : props.pushBlockedReason}
        onClick={props.onPush}
      >
        {isLocal ? 'Download results' : 'Push to Benchling'}
      </Button>
    </header>
  )
}

function UndoRedo({ undoLabel, redoLabel, isHistoryOpen, onHistory, onUndo, onRedo }: Props) {
  return (
    <>
      <Button
        look="plain"
        aria-label={undoLabel === null ? 'Undo' : `Undo ${undoLabel}`}
        title="Ctrl Z"
        disabledReason={undoLabel === null ? 'Nothing to undo' : null}
        onClick={onUndo}
      >
        <Undo2 size={16} aria-hidden />
        {undoLabel !== null && <span className={styles.undoText}>Undo {undoLabel}</span>}
      </Button>
      <Button
        look="icon"
        aria-label={redoLabel === null ? 'Redo' : `Redo ${redoLabel}`}
        title="Ctrl Shift Z"
        disabledReason={redoLabel === null ? 'Nothing to redo' : null}
        onClick={onRedo}
      >
        <Redo2 size={16} aria-hidden />
      </Button>
      <Button
        look="icon"
        aria-label="History"
        title="History of changes"
        aria-expanded={isHistoryOpen}
        onClick={onHistory}
      >
        <History size={16} aria-hidden />
      </Button>
    </>
  )
}
