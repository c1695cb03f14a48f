import type { FigureGeometry, GeometryCurve } from '@/lib/figure/geometry.ts'
import type { Polyline } from '@/lib/figure/curve-segments.ts'
import { EXTRAPOLATED_DASH, seriesStyle } from '@/lib/figure/series.ts'

interface Props {
  readonly geometry: FigureGeometry
  readonly drawn: GeometryCurve
  readonly hasBand: boolean
}

/** The curve that is being dragged, looking as Plotly draws it at rest: an update of Plotly takes longer than a frame. */
export function LiveLine({ geometry, drawn, hasBand }: Props) {
  const { curve, inside, beyond, band } = drawn
  const { xOf, yOf, area } = geometry
  const path = ({ x, y }: Polyline) =>
    x.map((at, i) => `${i === 0 ? 'M' : 'L'}${xOf(at).toFixed(2)} ${yOf(y[i] ?? 0).toFixed(2)}`).join('')
  const clipId = 'live-line'
  return (
    <g
      fill="none"
      stroke={`var(--s${(curve.series % 5) + 1})`}
      strokeLinejoin="round"
      clipPath={`url(#${clipId})`}
      data-live-curve={curve.id}
    >
      <clipPath id={clipId}>
        <rect x={area.x} y={area.y} width={area.width} height={area.height} />
      </clipPath>
      {hasBand && band && (
        <path
          d={`${path(band.lower)}${path(reversed(band.upper)).replace('M', 'L')}Z`}
          stroke="none"
          fill={`var(--s${(curve.series % 5) + 1})`}
          fillOpacity={0.15}
        />
      )}
      <path d={beyond.map(path).join('')} strokeWidth={1.5} strokeDasharray={EXTRAPOLATED_DASH.join(' ')} />
      <path d={path(inside)} strokeWidth={2} strokeDasharray={seriesStyle(curve.series).dash.join(' ')} />
    </g>
  )
}

function reversed({ x, y }: Polyline): Polyline {
  return { x: x.toReversed(), y: y.toReversed() }
}
