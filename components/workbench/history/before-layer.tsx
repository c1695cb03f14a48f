import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import GhostLayer from '../compare/ghost-layer.tsx'
import type { Bench } from '../use-bench.ts'
import { useBefore } from './use-before.ts'

/** The pinned state as a thin, named line over the plot. */
export default function BeforeLayer({ bench, geometry }: { bench: Bench; geometry: FigureGeometry }) {
  const state = useBefore(bench)
  if (state.kind !== 'pinned' || !state.before.fit || state.before.fit.parameters.length === 0) return null
  return <GhostLayer ghost={{ id: 'before', label: 'before', fit: state.before.fit }} geometry={geometry} />
}
