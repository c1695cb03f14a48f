import { useElementSize } from '@/components/plot/use-element-size.ts'
import {
  figureGeometry,
  figureResponseAxis,
  type FigureGeometry,
  type GeometryCurve,
} from '@/lib/figure/geometry.ts'
import { crossPath, markerPath } from '@/lib/figure/marker-path.ts'
import type { Polyline } from '@/lib/figure/curve-segments.ts'
import { tickRoom } from '@/lib/figure/response-axis.ts'
import { EXTRAPOLATED_DASH, seriesStyle } from '@/lib/figure/series.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import { ChartAxes } from './chart-axes.tsx'
import styles from './overlay-chart.module.css'

const MOST_COLOURED = 5
const MARKER_PX = 6
const FONT_PX = 12
const MARGIN = { left: 46, right: 16, top: 24, bottom: 46 }

interface Props {
  readonly figure: FigureInput
  /** Named even where only one curve is coloured. */
  readonly referenceId: string
  /** What the chart shows, in a sentence. */
  readonly label: string
}

/** The compared curves over one another, named beside their lines; of more than five one stands out of grey ones. */
export function OverlayChart({ figure, referenceId, label }: Props) {
  const [ref, size] = useElementSize()
  return (
    <div ref={ref} className={styles.chart}>
      {size !== null && size.width > 0 && (
        <svg role="img" aria-label={label} width={size.width} height={size.height} className={styles.svg}>
          <Drawing figure={figure} referenceId={referenceId} width={size.width} height={size.height} />
        </svg>
      )}
    </div>
  )
}

interface DrawingProps extends Omit<Props, 'label'> {
  readonly width: number
  readonly height: number
}

function Drawing({ figure, referenceId, width, height }: DrawingProps) {
  const left = tickRoom(figureResponseAxis(figure), FONT_PX, MARGIN.left)
  const area = {
    x: left,
    y: MARGIN.top,
    width: Math.max(80, width - left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  }
  const isMany = figure.curves.length > MOST_COLOURED
  const isFront = (id: string) => !isMany || id === figure.highlightedId
  const curves = figure.curves.map((curve) => (isFront(curve.id) ? curve : { ...curve, points: [] }))
  const geometry = figureGeometry(
    { ...figure, curves },
    { area, ...axesOf(figure, area), markerPx: MARKER_PX, hasLabels: !isMany },
  )
  // Names of grey curves would hide what they name: the reference and the one that stands out are told apart.
  const named = isMany
    ? figureGeometry(
        { ...figure, curves: curves.filter(({ id }) => id === referenceId || isFront(id)) },
        { area, dose: geometry.dose, response: geometry.response, markerPx: MARKER_PX },
      ).labels
    : geometry.labels
  const ordered = geometry.curves.toSorted(
    (a, b) => Number(isFront(a.curve.id)) - Number(isFront(b.curve.id)),
  )
  return (
    <>
      <ChartAxes geometry={geometry} doseLabel={figure.doseLabel} responseLabel={figure.responseLabel} />
      {ordered.map((drawn) => (
        <CurveLine
          key={drawn.curve.id}
          geometry={geometry}
          drawn={drawn}
          look={isFront(drawn.curve.id) ? 'front' : drawn.curve.id === referenceId ? 'reference' : 'grey'}
        />
      ))}
      {named.map(({ id, x, y }) => (
        <text key={id} className={styles.name} x={x + 2} y={y + FONT_PX}>
          {figure.curves.find((curve) => curve.id === id)?.label}
        </text>
      ))}
    </>
  )
}

/** Axes of all points, also of those that only stand behind as a line. */
function axesOf(
  figure: FigureInput,
  area: FigureGeometry['area'],
): Pick<FigureGeometry, 'dose' | 'response'> {
  const { dose, response } = figureGeometry(figure, { area, hasLabels: false })
  return { dose, response }
}

interface LineProps {
  readonly geometry: FigureGeometry
  readonly drawn: GeometryCurve
  readonly look: 'front' | 'reference' | 'grey'
}

/** One curve on the axes of a small chart: line, wells, midpoint. */
export function CurveLine({ geometry, drawn, look }: LineProps) {
  const { curve, inside, beyond, points } = drawn
  const style = seriesStyle(curve.series)
  const path = (line: Polyline) => pathOf(geometry, line)
  if (look !== 'front') {
    return <path className={look === 'grey' ? styles.grey : styles.behind} d={path(inside)} />
  }
  const midpoint = curve.potency
  return (
    <g style={{ '--series': `var(--s${curve.series + 1})` } as React.CSSProperties}>
      {beyond.map((line, place) => (
        <path
          key={place}
          className={styles.beyond}
          strokeDasharray={EXTRAPOLATED_DASH.join(' ')}
          d={path(line)}
        />
      ))}
      <path className={styles.line} strokeDasharray={style.dash.join(' ') || undefined} d={path(inside)} />
      {points.map(({ point, x, y }) => (
        <path
          key={point.row}
          className={point.isExcluded ? styles.excluded : styles.marker}
          transform={`translate(${x} ${y})`}
          d={
            point.isExcluded
              ? markerPath('square', MARKER_PX) + crossPath(MARKER_PX - 2)
              : markerPath(style.marker, MARKER_PX)
          }
        />
      ))}
      {midpoint && (
        <circle
          className={styles.midpoint}
          cx={geometry.xOf(midpoint.logDose)}
          cy={geometry.yOf(midpoint.response)}
          r={4}
        />
      )}
    </g>
  )
}

/** Cut at the area: a line of another curve may leave it. */
function pathOf({ xOf, yOf, area }: FigureGeometry, { x, y }: Polyline): string {
  const clamp = (px: number) => Math.min(area.y + area.height, Math.max(area.y, px))
  return x
    .map((at, i) => `${i === 0 ? 'M' : 'L'}${xOf(at).toFixed(1)} ${clamp(yOf(y[i] ?? 0)).toFixed(1)}`)
    .join('')
}
