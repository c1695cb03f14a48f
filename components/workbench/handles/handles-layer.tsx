import { PlotHandles } from '@/components/plot/handles/plot-handles.tsx'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'
import { DropChoice } from './drop-choice.tsx'
import { handleViews } from './handle-views.ts'
import { useLiveBench } from './live-fit.ts'
import { tangentOf } from './tangent-of.ts'
import { useDrag } from './use-drag.ts'

interface Props {
  readonly bench: Bench
  readonly geometry: FigureGeometry
  readonly bandKind: BandKind
}

/** Handles of the selected curve's parameters on the plot, and the choice of what a dropped one is to be. */
export default function HandlesLayer({ bench, geometry, bandKind }: Props) {
  const drag = useDrag(bench, bandKind)
  const shown = useLiveBench(bench)
  const fit = shown.entry?.fit ?? null
  const frame = { geometry, tangent: drag.tangent ?? (fit && tangentOf(fit)) }
  return (
    <>
      <PlotHandles views={handleViews(shown)} frame={frame} movedId={drag.movedId} acts={drag.acts} />
      {drag.drop && (
        <DropChoice
          key={drag.drop.gesture}
          bench={bench}
          drop={drag.drop}
          frame={frame}
          onEnd={drag.endDrop}
        />
      )}
    </>
  )
}
