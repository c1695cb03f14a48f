import { lazy, useCallback } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'
import type { Figure } from '../use-figure.ts'
import { ghostOf } from './ghost.ts'

const GhostLayer = lazy(() => import('./ghost-layer.tsx'))

/** The ghost of the reference as a layer of the main plot; none where it was not asked for or is on the plot itself. */
export function useGhostLayer(bench: Bench, { input }: Figure): readonly PlotLayer[] {
  const ghost = ghostOf(
    bench,
    input.curves.map(({ id }) => id),
  )
  const draw = useCallback(
    (geometry: FigureGeometry) =>
      ghost && (
        <LatePart name="The ghost of the reference">
          <GhostLayer ghost={ghost} geometry={geometry} />
        </LatePart>
      ),
    [ghost],
  )
  return ghost ? [{ id: 'ghost', draw }] : []
}
