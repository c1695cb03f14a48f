import { lazy, useCallback } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'

const LimitMarks = lazy(() => import('./limit-marks.tsx'))

/** Arrows at responses that are limits, as a layer of the main plot; none where all are measured. */
export function useLimitMarks({ curves }: Bench): readonly PlotLayer[] {
  const draw = useCallback(
    (geometry: FigureGeometry) => (
      <LatePart name="Marks of limits">
        <LimitMarks curves={curves} geometry={geometry} />
      </LatePart>
    ),
    [curves],
  )
  return curves.some(({ censoring }) => censoring !== undefined) ? [{ id: 'limits', draw }] : []
}
