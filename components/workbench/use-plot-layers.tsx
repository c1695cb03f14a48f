import { lazy, useCallback } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { useNextWellsLayer } from './closer/use-next-wells-layer.tsx'
import type { Ghost } from './compare/ghost.ts'
import { ghostLayer, useGhostLayer } from './compare/use-ghost-layer.tsx'
import { effectLayer } from './exclusions/effect-layer-of.tsx'
import type { Wells } from './exclusions/use-exclusions.ts'
import { beforeLayer } from './history/before-layer-of.tsx'
import { useSisterRings } from './plates/sister-wells.tsx'
import { useLimitMarks } from './questions/use-limit-marks.tsx'
import type { Bench } from './use-bench.ts'
import type { Figure } from './use-figure.ts'

const HandlesLayer = lazy(() => import('./handles/handles-layer.tsx'))
const SelectionLayer = lazy(() => import('./selection/selection-layer.tsx'))

interface Source {
  readonly bench: Bench
  readonly figure: Figure
  readonly bandKind: 'confidence' | 'prediction'
  /** A fit that is looked at without being taken. */
  readonly tried: Ghost | null
  /** Wells whose exclusion is shown before it is made. */
  readonly wells: Wells | null
  /** Somebody looks closer: what would help is drawn on the dose axis. */
  readonly isCloserOpen: boolean
}

/** What is drawn over the plot, the handles topmost. */
export function usePlotLayers({
  bench,
  figure,
  bandKind,
  tried,
  wells,
  isCloserOpen,
}: Source): readonly PlotLayer[] {
  const drawHandles = useCallback(
    (geometry: FigureGeometry) => (
      <LatePart name="Dragging on the plot">
        <HandlesLayer bench={bench} geometry={geometry} bandKind={bandKind} />
      </LatePart>
    ),
    [bench, bandKind],
  )
  const drawSelection = (geometry: FigureGeometry) => (
    <LatePart name="Selecting on the plot">
      <SelectionLayer bench={bench} geometry={geometry} />
    </LatePart>
  )
  return [
    ...useGhostLayer(bench, figure),
    ...beforeLayer(bench),
    ...(tried ? [ghostLayer(tried)] : []),
    effectLayer(bench, wells),
    ...useLimitMarks(bench),
    ...useSisterRings(bench),
    ...useNextWellsLayer(bench, isCloserOpen),
    { id: 'selection', draw: drawSelection },
    { id: 'handles', draw: drawHandles },
  ]
}
