import { useMemo } from 'react'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Ghost } from './ghost.ts'
import { ghostLine } from './ghost-line.ts'
import styles from './ghost-layer.module.css'

interface Props {
  readonly ghost: Ghost
  readonly geometry: FigureGeometry
}

/** The reference curve over the plot of another one: thin, grey and named. The plot's own words do not count it. */
export default function GhostLayer({ ghost, geometry }: Props) {
  const { path, label } = useMemo(() => ghostLine(ghost.fit, ghost.label, geometry), [ghost, geometry])
  return (
    <svg className={styles.layer} role="img" aria-label={`Ghost of ${ghost.label}`}>
      <path className={styles.line} d={path} />
      {label && (
        <text className={styles.name} x={label.x} y={label.y}>
          {ghost.label}
        </text>
      )}
    </svg>
  )
}
