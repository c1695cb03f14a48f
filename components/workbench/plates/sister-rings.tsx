import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Bench } from '../use-bench.ts'
import styles from './plates.module.css'
import { useSisterOffers } from './use-sister-offers.ts'

const RADIUS_PX = 9

/** A dashed ring about every point whose well is out of another readout. The notice beside says so in words. */
export default function SisterRings({
  bench,
  geometry,
}: {
  readonly bench: Bench
  readonly geometry: FigureGeometry
}) {
  const offered = new Set(useSisterOffers(bench).map(({ curve, row }) => `${row} ${curve.id}`))
  const rings = geometry.curves.flatMap(({ points }) =>
    points.filter(({ curveId, point }) => offered.has(`${point.row} ${curveId}`)),
  )
  if (rings.length === 0) return null
  return (
    <svg className={styles.layer} aria-hidden>
      {rings.map(({ curveId, point, x, y }) => (
        <circle key={`${curveId}:${point.row}`} className={styles.ring} cx={x} cy={y} r={RADIUS_PX} />
      ))}
    </svg>
  )
}
