import { lazy, useCallback } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'

const SisterRings = lazy(() => import('./sister-rings.tsx'))
const SisterNotice = lazy(() => import('./sister-notice.tsx'))

/** Rings about the points of wells that are out of another readout, as a layer of the main plot. */
export function useSisterRings(bench: Bench): readonly PlotLayer[] {
  const draw = useCallback(
    (geometry: FigureGeometry) => (
      <LatePart name="Marks of the same wells">
        <SisterRings bench={bench} geometry={geometry} />
      </LatePart>
    ),
    [bench],
  )
  return mayHaveOffers(bench) ? [{ id: 'sisters', draw }] : []
}

export function SisterWells({ bench }: { readonly bench: Bench }) {
  if (!mayHaveOffers(bench)) return null
  return (
    <LatePart name="The same wells in other readouts">
      <SisterNotice bench={bench} />
    </LatePart>
  )
}

function mayHaveOffers({ curves, work }: Bench): boolean {
  return curves.length > 1 && Object.keys(work.exclusions).length > 0
}
