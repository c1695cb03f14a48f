import type { CurveData } from '@/lib/data-frame/types.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { counted } from '@/lib/format/format-number.ts'
import styles from './limit-marks.module.css'

interface Props {
  readonly curves: readonly CurveData[]
  readonly geometry: FigureGeometry
}

/** From the edge of a marker, px. */
const START_PX = 5
const LENGTH_PX = 13

/** An arrow at every response that is fitted as a limit, to the side where the response may lie. */
export default function LimitMarks({ curves, geometry }: Props) {
  const limited = new Map(curves.flatMap((curve) => (curve.censoring ? [[curve.id, curve] as const] : [])))
  const arrows = geometry.curves.flatMap(({ points }) =>
    points.flatMap(({ curveId, point, x, y }) => {
      const curve = limited.get(curveId)
      const sign = curve?.censoring?.[curve.rows.indexOf(point.row)] ?? 0
      return sign === 0 || point.isExcluded ? [] : [{ key: `${curveId}:${point.row}`, x, y, side: -sign }]
    }),
  )
  if (arrows.length === 0) return null
  const words = `${counted(arrows.length, 'response')} known as ${arrows.length === 1 ? 'a limit' : 'limits'} only`
  return (
    <svg className={styles.layer} role="img" aria-label={words}>
      {arrows.map(({ key, x, y, side }) => (
        <path key={key} className={styles.arrow} d={arrowPath(x, y, side)} />
      ))}
    </svg>
  )
}

/** `side` 1 points down the page, to lower responses. */
function arrowPath(x: number, y: number, side: number): string {
  const [from, to] = [y + side * START_PX, y + side * LENGTH_PX]
  return `M${x} ${from}V${to}M${x - 3} ${to - side * 3}L${x} ${to}L${x + 3} ${to - side * 3}`
}
