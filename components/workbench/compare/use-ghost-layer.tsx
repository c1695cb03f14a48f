import { lazy, useMemo } from 'react'
import type { PlotLayer } from '@/components/plot/curve-plot.tsx'
import { LatePart } from '@/components/ui/late-part.tsx'
import type { Bench } from '../use-bench.ts'
import type { Figure } from '../use-figure.ts'
import { ghostOf, type Ghost } from './ghost.ts'

const GhostLayer = lazy(() => import('./ghost-layer.tsx'))

/** The ghost of the reference as a layer of the main plot; none where it was not asked for or is on the plot itself. */
export function useGhostLayer(bench: Bench, { input }: Figure): readonly PlotLayer[] {
  const ghost = ghostOf(
    bench,
    input.curves.map(({ id }) => id),
  )
  return useMemo(() => (ghost ? [ghostLayer(ghost)] : []), [ghost])
}

/** A thin, named line over the plot. */
export function ghostLayer(ghost: Ghost): PlotLayer {
  return {
    id: ghost.id,
    draw: (geometry) => (
      <LatePart name={`The line of ${ghost.label}`}>
        <GhostLayer ghost={ghost} geometry={geometry} />
      </LatePart>
    ),
  }
}
