import { useMemo } from 'react'
import { figureDoseAxis, figureGeometry, figureResponseAxis } from '@/lib/figure/geometry.ts'
import { crossPath, markerPath } from '@/lib/figure/marker-path.ts'
import type { Polyline } from '@/lib/figure/curve-segments.ts'
import { seriesStyle } from '@/lib/figure/series.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { ghostPath } from '../compare/ghost-line.ts'
import styles from './other-fits.module.css'

const SIZE = { width: 172, height: 100 }
const MARKER_PX = 4

interface Props {
  /** The axes come from its points, so that all thumbnails of it share one scale. */
  readonly figure: FigureInput
  /** Null draws the points alone. */
  readonly curve: FigureCurve | null
  /** The reference of a comparison, where every chart is to show it. */
  readonly ghost: CurveFit | null
}

/** Points and one curve, without ticks: what is read is the shape, the numbers stand below. */
export function Thumbnail({ figure, curve, ghost }: Props) {
  const drawing = useMemo(() => {
    const input = {
      ...figure,
      curves: curve ? [curve] : figure.curves.map((one) => ({ ...one, band: null })),
    }
    const points = { ...figure, curves: figure.curves.map((one) => ({ ...one, band: null })) }
    const dose = figureDoseAxis(points)
    const response = figureResponseAxis(points)
    const area = { x: 3, y: 3, width: SIZE.width - 6, height: SIZE.height - 6 }
    return figureGeometry(input, { area, dose, response, markerPx: MARKER_PX, hasLabels: false })
  }, [figure, curve])
  const { xOf, yOf, area } = drawing
  const path = ({ x, y }: Polyline) =>
    x
      .map((at, i) => `${i === 0 ? 'M' : 'L'}${xOf(at).toFixed(1)} ${clamped(yOf(y[i] ?? 0)).toFixed(1)}`)
      .join('')
  return (
    <svg className={styles.thumbnail} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} aria-hidden="true">
      <path
        className={styles.axes}
        d={`M${area.x} ${area.y}V${area.y + area.height}H${area.x + area.width}`}
      />
      {ghost && <path className={styles.ghost} d={ghostPath(ghost, drawing)} />}
      {drawing.curves.map((drawn) => {
        const { marker } = seriesStyle(drawn.curve.series)
        return (
          <g key={drawn.curve.id} style={{ color: `var(--s${(drawn.curve.series % 5) + 1})` }}>
            {drawn.points.map(({ point, x, y }) => (
              <path
                key={point.row}
                className={point.isExcluded ? styles.out : styles.point}
                transform={`translate(${x} ${y})`}
                d={point.isExcluded ? crossPath(MARKER_PX) : markerPath(marker, MARKER_PX)}
              />
            ))}
            <path className={styles.curve} d={path(drawn.inside)} />
            {drawn.beyond.map((part, i) => (
              <path key={i} className={styles.beyond} d={path(part)} />
            ))}
          </g>
        )
      })}
    </svg>
  )
}

/** A curve that leaves the picture stays at its edge. */
function clamped(y: number): number {
  return Math.min(SIZE.height + 8, Math.max(-8, y))
}
