import { lazy } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { Bench } from '../use-bench.ts'

const BeforeLayer = lazy(() => import('./before-layer.tsx'))

/** The pinned state of the selected curve as a layer of the plot; none where nothing is pinned. */
export function beforeLayer(bench: Bench): readonly PlotLayer[] {
  if (bench.pinned.text === null) return []
  const draw: PlotLayer['draw'] = (geometry) => (
    <LatePart name="The line of before">
      <BeforeLayer bench={bench} geometry={geometry} />
    </LatePart>
  )
  return [{ id: 'before', draw }]
}
