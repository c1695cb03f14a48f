import { useMemo } from 'react'
import { formatDateTime } from '@/lib/format/format-date.ts'
import { pushDiff, type PushDiff } from '@/lib/outputs/push-diff.ts'
import { pushStateOf } from '@/lib/outputs/push-state-of.ts'
import type { LastPush, PushedState } from '@/lib/outputs/pushed-state.ts'
import { REVIEW_WORDS, reviewState } from '@/lib/workbench/review.ts'
import type { PlotOptions } from './plot-toolbar.tsx'
import { PushCurves } from './push-curves.tsx'
import { PushDiffTable } from './push-diff.tsx'
import { isSameAsPushed } from './push-diff-words.ts'
import { PushHistory } from './push-history.tsx'
import { PushPanel } from './push-panel.tsx'
import { isEnded } from './push-words.ts'
import type { Bench } from './use-bench.ts'
import { useLastPush } from './use-last-push.ts'
import { usePreparedOutputs } from './use-prepared-outputs.ts'
import type { usePush } from './use-push.ts'
import { useUnchangedOutputs } from './use-unchanged-outputs.ts'
import { WorkbookButton } from './workbook-button.tsx'

interface Props {
  readonly bench: Bench
  readonly plotOptions: PlotOptions
  readonly pushing: ReturnType<typeof usePush>
  onClose(): void
}

/** The push of the bench as it stands, beside what was pushed last. */
export default function PushPane({ bench, plotOptions, pushing, onClose }: Props) {
  const { analysis, loaded, curves, work } = bench
  const { analysisId } = analysis
  const { scope, setScope, outputs, blocked, context } = usePreparedOutputs(bench, plotOptions)
  const { last, problem } = useLastPush({ analysisId, frameId: loaded.frameId }, pushing)
  const state = useMemo(() => context && pushStateOf(context), [context])
  const diff = usePushDiff(curves, state, last)
  const unchanged = useUnchangedOutputs(outputs.outputs, last ?? null)
  const isSame = outputs.outputs.every(({ id }) => unchanged.has(id)) && diff !== null && isSameAsPushed(diff)
  const leftOutReason = (id: string) => {
    const curve = curves.find((one) => one.id === id)
    return curve ? REVIEW_WORDS[reviewState(work, curve)].toLowerCase() : ''
  }
  return (
    <PushPanel
      analysisId={analysisId}
      tenantHost={analysis.tenantHost}
      folderId={analysis.folderId}
      outputs={outputs.prepared}
      chosen={outputs.chosen}
      unchanged={unchanged}
      unchangedSince={isSame && last ? formatDateTime(last.push.endedAt ?? last.push.startedAt) : null}
      plot={outputs.plot}
      plotAlt={`Plot of ${loaded.name} as it will be pushed`}
      tables={outputs.tables}
      texts={outputs.texts}
      curves={
        pushing.push === null ? (
          <PushCurves scope={scope} onChoose={setScope}>
            {diff && <PushDiffTable diff={diff} last={last?.push ?? null} leftOutReason={leftOutReason} />}
          </PushCurves>
        ) : null
      }
      history={
        pushing.push === null ? <PushHistory pushes={pushing.pushes.filter((push) => isEnded(push))} /> : null
      }
      workbook={context && <WorkbookButton context={context} blocked={null} />}
      push={pushing.push}
      problem={pushing.problem ?? problem}
      isRepeat={pushing.isRepeat}
      isStarting={pushing.isStarting}
      blockedReason={blocked}
      onChoose={outputs.choose}
      onPush={() =>
        pushing.start({
          analysisId,
          sourceFrameId: loaded.frameId,
          outputs: [...outputs.outputs],
          ...(state && { state }),
        })
      }
      onRetry={pushing.retry}
      onNew={pushing.showNew}
      onClose={onClose}
    />
  )
}

/** Null while curves are fitted, and until it is known what was pushed last. */
function usePushDiff(
  curves: Bench['curves'],
  state: PushedState | null,
  last: LastPush | null | undefined,
): PushDiff | null {
  return useMemo(() => {
    if (state === null || last === undefined) return null
    return pushDiff(last?.state ?? null, state, new Set(curves.map(({ id }) => id)))
  }, [curves, state, last])
}
