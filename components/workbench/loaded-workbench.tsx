import { lazy, useCallback, useState } from 'react'
import { LatePart } from '@/components/ui/late-part.tsx'
import { LiveRegion } from '@/components/ui/live-region.tsx'
import type { Theme } from '@/components/ui/theme.ts'
import type { AnalysisSummary, WorkbenchActions, WorkbenchReads } from '@/lib/workbench/ports.ts'
import { HeaderBar } from './header-bar.tsx'
import { LookCloser } from './look-closer.tsx'
import { ParametersPane } from './parameters-pane.tsx'
import { FIRST_OPTIONS, PlotPane } from './plot-pane.tsx'
import { PotencyPane } from './potency-pane.tsx'
import { TablePane } from './table-pane.tsx'
import { useAnnouncement } from './use-announcement.ts'
import { useBench } from './use-bench.ts'
import { useFigure } from './use-figure.ts'
import type { LoadedFrame } from './use-frame.ts'
import { usePlace } from './use-place.ts'
import { usePush } from './use-push.ts'
import { useShownValue } from './use-shown-value.ts'
import { useShortcuts } from './use-shortcuts.ts'
import { WorkbenchLayout } from './workbench-layout.tsx'

// The report and tables of a push weigh more than the page that leads to them.
const WorkConflictNotice = lazy(() => import('./work-conflict.tsx'))
const HistoryPanel = lazy(() => import('./history/history-panel.tsx'))
const HelpDialog = lazy(() => import('./help-dialog.tsx'))
const ReviewPane = lazy(() => import('./review/review-pane.tsx'))
const PushPane = lazy(() => import('./push-pane.tsx'))
const DownloadPane = lazy(() => import('./local/download-pane.tsx'))

export interface LoadedWorkbenchProps {
  readonly analysis: AnalysisSummary
  readonly loaded: LoadedFrame
  readonly theme: Theme
  readonly version: string
  readonly actions: WorkbenchActions
  readonly reads: WorkbenchReads
  onChooseFrame(frameId: string): void
}

/** The whole bench of one frame whose rows are all here. */
export function LoadedWorkbench(props: LoadedWorkbenchProps) {
  const { analysis, actions, reads } = props
  const bench = useBench(props)
  const [plotOptions, setPlotOptions] = useState(FIRST_OPTIONS)
  const figure = useFigure(bench, plotOptions.band === 'prediction' ? 'prediction' : 'confidence')
  const pushing = usePush({ analysisId: analysis.analysisId, actions, reads })
  const [isPushOpen, setPushOpen] = useState(false)
  const [isCloserOpen, setCloserOpen] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [isHistoryOpen, setHistoryOpen] = useState(false)
  const [hasLetterKeys, setLetterKeys] = useState(true)
  const openHelp = useCallback(() => setHelpOpen(true), [])
  const closePush = () => setPushOpen(false)
  useShortcuts({ dispatch: bench.dispatch, hasLetters: hasLetterKeys, onHelp: openHelp })
  const [place, goTo] = usePlace()
  const [isReview, setReview] = useState(place.view === 'review')
  const showReview = (isOn: boolean) => {
    setReview(isOn)
    goTo({ view: isOn ? 'review' : null })
  }
  const [reviewWords, setReviewWords] = useState('')
  const message = useAnnouncement(bench, isPushOpen ? pushing.push : null)
  const { history } = bench
  const conflict = useShownValue(bench.conflict)
  const OutputPane = analysis.isLocal ? DownloadPane : PushPane
  return (
    <>
      <WorkbenchLayout
        header={
          <HeaderBar
            analysis={analysis}
            frameId={props.loaded.frameId}
            theme={props.theme}
            saveState={bench.saveState}
            undoLabel={history.past.at(-1)?.label ?? null}
            redoLabel={history.future[0]?.label ?? null}
            isReview={isReview}
            onReview={showReview}
            isPushOpen={isPushOpen}
            pushBlockedReason={bench.curves.length === 0 ? 'There is no curve yet' : null}
            onChooseFrame={props.onChooseFrame}
            isHistoryOpen={isHistoryOpen}
            onHistory={() => setHistoryOpen(!isHistoryOpen)}
            onUndo={() => bench.dispatch({ kind: 'undo' })}
            onRedo={() => bench.dispatch({ kind: 'redo' })}
            onHelp={openHelp}
            onPush={() => setPushOpen(!isPushOpen)}
          />
        }
        table={<TablePane bench={bench} hasLetterKeys={hasLetterKeys} />}
        plot={
          <PlotPane
            bench={bench}
            figure={figure}
            options={plotOptions}
            onOptions={setPlotOptions}
            hasLetterKeys={hasLetterKeys}
            isCloserOpen={isCloserOpen}
            onShowPush={(pushId) => {
              pushing.show(pushId)
              setPushOpen(true)
            }}
          />
        }
        potency={<PotencyPane bench={bench} />}
        closer={<LookCloser bench={bench} isOpen={isCloserOpen} onOpen={setCloserOpen} />}
        parameters={<ParametersPane bench={bench} figure={figure} />}
        push={
          isPushOpen ? (
            <LatePart name={analysis.isLocal ? 'The downloads' : 'The push panel'}>
              <OutputPane bench={bench} plotOptions={plotOptions} pushing={pushing} onClose={closePush} />
            </LatePart>
          ) : null
        }
        review={
          isReview ? (
            <LatePart name="The review">
              <ReviewPane
                bench={bench}
                hasLetterKeys={hasLetterKeys}
                onLetterKeys={setLetterKeys}
                onSay={setReviewWords}
              />
            </LatePart>
          ) : null
        }
        onClosePush={closePush}
      />
      {conflict && (
        <LatePart name="A notice">
          <WorkConflictNotice conflict={conflict} onKeep={() => bench.conflict.set(null)} />
        </LatePart>
      )}
      {isHistoryOpen && (
        <LatePart name="History">
          <HistoryPanel
            history={history}
            dispatch={bench.dispatch}
            analysis={bench.analysis}
            onClose={() => setHistoryOpen(false)}
          />
        </LatePart>
      )}
      {isHelpOpen && (
        <LatePart name="The list of keys">
          <HelpDialog
            isReview={isReview}
            hasLetters={hasLetterKeys}
            onLetters={setLetterKeys}
            onClose={() => setHelpOpen(false)}
          />
        </LatePart>
      )}
      <LiveRegion message={isReview && !isPushOpen ? reviewWords : message} />
    </>
  )
}
