'use client'

import { Suspense, useEffect } from 'react'
import { HomeLink } from '@/components/ui/home-link.tsx'
import { EmptyPage } from '@/components/ui/empty-page.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { Theme } from '@/components/ui/theme.ts'
import type { AnalysisSummary, WorkbenchActions, WorkbenchReads } from '@/lib/workbench/ports.ts'
import { FrameStates } from './frame-states.tsx'
import { LoadedWorkbench } from './loaded-workbench.tsx'
import { LoadingWorkbench } from './loading-workbench.tsx'
import { problemOf } from './problem-error.ts'
import { frameToOpen, useAnalysis } from './use-analysis.ts'
import { useFrame } from './use-frame.ts'
import { loadParseAhead } from './use-parse-saved.ts'
import { usePlace } from './use-place.ts'
import { WorkbenchSkeleton } from './workbench-skeleton.tsx'

export interface WorkbenchProps {
  readonly analysisId: string
  readonly theme: Theme
  readonly version: string
  readonly actions: WorkbenchActions
  readonly reads: WorkbenchReads
}

/** One analysis: asks for it, for one of its frames, and hands both to the bench. */
export function Workbench(props: WorkbenchProps) {
  const analysis = useAnalysis(props.analysisId, props.actions)
  useEffect(loadParseAhead, [])
  if (analysis.data) {
    return <AnalysisBench {...props} analysis={analysis.data} onLookAgain={() => void analysis.refetch()} />
  }
  const problem = problemOf(analysis.error)
  if (!problem) return <WorkbenchSkeleton />
  const name = problem.kind === 'no-such-table' ? 'table' : 'analysis'
  return (
    <EmptyPage title={`The ${name} could not be opened`}>
      <ProblemNotice
        problem={problem}
        stillHolds="Work saved in this browser is kept."
        onRetry={problem.isRetryable ? () => void analysis.refetch() : undefined}
      />
      <p>
        <HomeLink>Open an analysis by its key</HomeLink>
      </p>
    </EmptyPage>
  )
}

interface BenchProps extends WorkbenchProps {
  readonly analysis: AnalysisSummary
  onLookAgain(): void
}

function AnalysisBench({ analysis, onLookAgain, ...props }: BenchProps) {
  const [place, goTo] = usePlace()
  const frameId = frameToOpen(analysis, place.frame)
  const frame = useFrame({ analysisId: analysis.analysisId, frameId, actions: props.actions })
  const chooseFrame = (id: string) => goTo({ frame: id, sample: null, point: null })
  if (frameId !== null && frame.data?.isComplete === true && frame.data.frameId === frameId) {
    return (
      // Work that was saved with answers about the table waits here for the code that reads it so.
      <Suspense fallback={<WorkbenchSkeleton />}>
        <LoadedWorkbench
          key={frameId}
          analysis={analysis}
          loaded={frame.data}
          theme={props.theme}
          version={props.version}
          actions={props.actions}
          reads={props.reads}
          onChooseFrame={chooseFrame}
        />
      </Suspense>
    )
  }
  const problem = problemOf(frame.error)
  return (
    <LoadingWorkbench
      analysis={analysis}
      frameId={frameId}
      theme={props.theme}
      loaded={frame.data ?? null}
      problem={
        frameId === null ? (
          <FrameStates analysis={analysis} onLookAgain={onLookAgain} />
        ) : (
          problem && (
            <ProblemNotice
              problem={problem}
              stillHolds="Work saved in this browser is kept."
              onRetry={() => void frame.refetch()}
            />
          )
        )
      }
      onChooseFrame={chooseFrame}
    />
  )
}
