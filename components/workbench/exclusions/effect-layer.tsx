import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { useMemo } from 'react'
import { ghostPath } from '../compare/ghost-line.ts'
import type { Bench } from '../use-bench.ts'
import styles from './effect.module.css'
import { useEffectOf } from './use-effect-of.ts'
import type { Wells } from './use-exclusions.ts'

interface Props {
  readonly bench: Bench
  readonly wells: Wells | null
  readonly geometry: FigureGeometry
}

/** The curve as it would be without the wells pointed at: dashed, over the one that holds. The words are the line's. */
export default function EffectLayer({ bench, wells, geometry }: Props) {
  const after = useEffectOf(bench, wells)?.after ?? null
  const path = useMemo(
    () => (after && after.parameters.length > 0 ? ghostPath(after, geometry) : null),
    [after, geometry],
  )
  if (path === null) return null
  return (
    <svg className={styles.ghost} aria-hidden data-effect="curve">
      <path d={path} />
    </svg>
  )
}
