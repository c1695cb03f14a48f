import type { DoseUnit } from '@/lib/data-frame/types.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Diagnostics } from '@/lib/fit/types.ts'
import { nextWellsText } from '../closer-view.ts'
import styles from './next-wells-layer.module.css'

interface Props {
  readonly next: NonNullable<Diagnostics['nextWells']>
  readonly doseUnit: DoseUnit
  readonly geometry: FigureGeometry
}

/** Dashed ticks where more wells would narrow the interval most; those past the axis are arrows at its end. */
export default function NextWellsLayer({ next, doseUnit, geometry }: Props) {
  const { area, xOf } = geometry
  const base = area.y + area.height
  const text = nextWellsText(next, doseUnit)
  const places = [...Map.groupBy(next.logDoses, (logDose) => logDose)].map(([logDose, wells]) => {
    const x = xOf(logDose)
    const inside = Math.min(area.x + area.width - 4, Math.max(area.x + 4, x))
    return { logDose, count: wells.length, x: inside, past: Math.sign(x - inside) }
  })
  return (
    <svg className={styles.layer} role="img" aria-label={text}>
      {places.map(({ logDose, count, x, past }) => (
        <g key={logDose}>
          <path
            className={styles.tick}
            d={
              past === 0
                ? `M${x} ${base - 18}V${base}`
                : `M${x - past * 14} ${base - 9}h${past * 14}m${-past * 5} -4l${past * 5} 4l${-past * 5} 4`
            }
          />
          <text className={styles.text} x={x - past * 18} y={base - 22} textAnchor="middle">
            {`+${count}`}
          </text>
        </g>
      ))}
      <text className={styles.text} x={area.x + area.width - 4} y={base - 40} textAnchor="end">
        {text}
      </text>
    </svg>
  )
}
