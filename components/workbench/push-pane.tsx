import type { PlotOptions } from './plot-toolbar.tsx'
import { PushCurves } from './push-curves.tsx'
import { PushPanel } from './push-panel.tsx'
import type { Bench } from './use-bench.ts'
import { usePreparedOutputs } from './use-prepared-outputs.ts'
import type { usePush } from './use-push.ts'

interface Props {
  readonly bench: Bench
  readonly plotOptions: PlotOptions
  readonly pushing: ReturnType<typeof usePush>
  onClose(): void
}

/** The push of the bench as it stands. */
export default function PushPane({ bench, plotOptions, pushing, onClose }: Props) {
  const { analysis, loaded } = bench
  const { scope, setScope, outputs, blocked } = usePreparedOutputs(bench, plotOptions)
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
