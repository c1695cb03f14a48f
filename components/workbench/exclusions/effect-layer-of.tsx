import { lazy } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { Bench } from '../use-bench.ts'
import type { Wells } from './use-exclusions.ts'

const EffectLayer = lazy(() => import('./effect-layer.tsx'))

/** The curve without the wells pointed at, over the plot. */
export function effectLayer(bench: Bench, wells: Wells | null): PlotLayer {
  return {
    id: 'effect',
    draw: (geometry) => (
      <LatePart name="The curve without a well">
        <EffectLayer bench={bench} wells={wells} geometry={geometry} />
      </LatePart>
    ),
  }
}
