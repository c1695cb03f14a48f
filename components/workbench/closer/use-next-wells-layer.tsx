import { lazy, useCallback } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'

const NextWells = lazy(() => import('./next-wells-layer.tsx'))

/** The wells that would help most as ghost ticks on the dose axis of the main plot, while somebody looks closer. */
export function useNextWellsLayer({ entry, work, isStale }: Bench, isOpen: boolean): readonly PlotLayer[] {
  const next = (isOpen && !isStale && entry?.fit.diagnostics?.nextWells) || null
  const { doseUnit } = work.mapping
  const draw = useCallback(
    (geometry: FigureGeometry) =>
      next && (
        <LatePart name="Which wells would help">
          <NextWells next={next} doseUnit={doseUnit} geometry={geometry} />
        </LatePart>
      ),
    [next, doseUnit],
  )
  return next ? [{ id: 'next-wells', draw }] : []
}
