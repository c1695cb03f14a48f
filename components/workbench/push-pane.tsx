import { useState } from 'react'
import { useComparison } from './compare/use-comparison.ts'
import type { PlotOptions } from './plot-toolbar.tsx'
import { PushCurves } from './push-curves.tsx'
import { PushPanel } from './push-panel.tsx'
import { usePushScope, useScoped } from './push-scope.ts'
import { useRecordSource } from './record/use-record-source.ts'
import type { Bench } from './use-bench.ts'
import { useOutputs } from './use-outputs.ts'
import type { usePush } from './use-push.ts'

interface Props {
  readonly bench: Bench
  readonly plotOptions: PlotOptions
  readonly pushing: ReturnType<typeof usePush>
  onClose(): void
}

/** The push of the bench as it stands. */
export default function PushPane({ bench, plotOptions, pushing, onClose }: Props) {
  const { analysis, loaded, fits } = bench
  const [scope, setScope] = usePushScope(bench)
  const source = useScoped(useRecordSource(bench, plotOptions), scope)
  const compared = useComparison(bench, bench.work.comparison)
  const isComparing = compared.kind === 'working' || (compared.kind === 'ready' && compared.isStale)
  const missing = scope.curves.filter(({ id }) => fits.isStale(id)).length
  const outputs = useOutputs(useSettled(source, missing === 0))
  const blocked =
    missing > 0
      ? `${missing} of ${scope.curves.length} curves are still being fitted`
      : scope.curves.length === 0
        ? 'No curve is approved as it is now'
        : isComparing
          ? 'The compared curves are still being fitted together'
          : outputs.isDrawing
            ? 'The plot is being drawn'
            : null
  return (
    <PushPanel
      analysisId={analysis.analysisId}
      tenantHost={analysis.tenantHost}
      folderId={analysis.folderId}
      outputs={outputs.prepared}
      chosen={outputs.chosen}
      plot={outputs.plot}
      plotAlt={`Plot of ${loaded.name} as it will be pushed`}
      tables={outputs.tables}
      texts={outputs.texts}
      curves={
        pushing.push === null && scope.hasReviews ? <PushCurves scope={scope} onChoose={setScope} /> : null
      }
      push={pushing.push}
      problem={pushing.problem}
      isRepeat={pushing.isRepeat}
      isStarting={pushing.isStarting}
      blockedReason={blocked}
      onChoose={outputs.choose}
      onPush={() =>
        pushing.start({
          analysisId: analysis.analysisId,
          sourceFrameId: loaded.frameId,
          outputs: [...outputs.outputs],
        })
      }
      onRetry={pushing.retry}
      onNew={pushing.showNew}
      onClose={onClose}
    />
  )
}

/**
 * The latest settled value, or the first one until there is any. Reports of thousands of curves take seconds to build: made
 * anew for every few fits that arrive, they would hold up the fits themselves.
 */
function useSettled<T>(value: T, isSettled: boolean): T {
  const [held, setHeld] = useState(value)
  if (isSettled && held !== value) setHeld(value)
  return isSettled ? value : held
}
