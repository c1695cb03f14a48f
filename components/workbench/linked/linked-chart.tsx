import { useEffectEvent, useLayoutEffect, useRef } from 'react'
import { useElementSize } from '@/components/plot/use-element-size.ts'
import { figureGeometry, type FigureGeometry } from '@/lib/figure/geometry.ts'
import { tickRoom } from '@/lib/figure/response-axis.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import { ChartAxes } from '../compare/chart-axes.tsx'
import { CurveLine } from '../compare/overlay-chart.tsx'
import overlay from '../compare/overlay-chart.module.css'
import type { LinkedFigures } from './linked-figures.ts'
import styles from './linked.module.css'

const MARKER_PX = 6
const TICK_FONT_PX = 12
const RING_PX = 8
/** As far from a point as the plot's own clicks reach. */
const REACH_PX = 14
const MARGIN = { left: 46, right: 16, top: 24, bottom: 46 }

interface Props {
  readonly figure: FigureInput
  readonly axes: LinkedFigures['axes']
  /** Wells to ring, by curve. */
  readonly selected: ReadonlyMap<string, readonly number[]>
  /** What the chart shows, in a sentence. */
  readonly label: string
  onPick(row: number, curveId: string): void
}

/** One or several linked curves on axes of their own size. A click selects the well that is nearest; the table beside does it by keys. */
export function LinkedChart({ label, ...props }: Props) {
  const [ref, size] = useElementSize()
  return (
    <div ref={ref} className={styles.chart}>
      {size !== null && size.width > 0 && (
        <svg role="img" aria-label={label} width={size.width} height={size.height} className={overlay.svg}>
          <Drawing {...props} width={size.width} height={size.height} />
        </svg>
      )}
    </div>
  )
}

interface DrawingProps extends Omit<Props, 'label'> {
  readonly width: number
  readonly height: number
}

function Drawing({ figure, axes, selected, onPick, width, height }: DrawingProps) {
  const left = tickRoom(axes.response, TICK_FONT_PX, MARGIN.left)
  const area = {
    x: left,
    y: MARGIN.top,
    width: Math.max(80, width - left - MARGIN.right),
    height: height - MARGIN.top - MARGIN.bottom,
  }
  const geometry = figureGeometry(figure, {
    area,
    ...axes,
    markerPx: MARKER_PX,
    hasLabels: figure.curves.length > 1,
  })
  const rings = geometry.curves.flatMap(({ curve, points }) =>
    points.filter(({ point }) => selected.get(curve.id)?.includes(point.row)),
  )
  return (
    <>
      <ChartAxes geometry={geometry} doseLabel={figure.doseLabel} responseLabel={figure.responseLabel} />
      {geometry.curves.map((drawn) => (
        <CurveLine key={drawn.curve.id} geometry={geometry} drawn={drawn} look="front" />
      ))}
      {geometry.labels.map(({ id, x, y }) => (
        <text key={id} className={overlay.name} x={x + 2} y={y + 12}>
          {figure.curves.find((curve) => curve.id === id)?.label}
        </text>
      ))}
      {rings.map(({ curveId, point, x, y }) => (
        <circle key={`${curveId} ${point.row}`} className={styles.ring} cx={x} cy={y} r={RING_PX} />
      ))}
      <Clicks geometry={geometry} onPick={onPick} />
    </>
  )
}

/** What a pointer does on the chart; nothing that keys cannot do elsewhere. */
function Clicks({ geometry, onPick }: { readonly geometry: FigureGeometry } & Pick<Props, 'onPick'>) {
  const ref = useRef<SVGRectElement>(null)
  const pick = useEffectEvent((event: MouseEvent) => {
    const box = ref.current?.ownerSVGElement?.getBoundingClientRect()
    if (!box) return
    const near = nearest(geometry, event.clientX - box.left, event.clientY - box.top)
    if (near) onPick(near.point.row, near.curveId)
  })
  useLayoutEffect(() => {
    const cover = ref.current
    const listen = (event: MouseEvent) => pick(event)
    cover?.addEventListener('click', listen)
    return () => cover?.removeEventListener('click', listen)
  }, [])
  const { x, y, width, height } = geometry.area
  return <rect ref={ref} className={styles.cover} x={x} y={y} width={width} height={height} />
}

function nearest({ curves }: FigureGeometry, x: number, y: number) {
  const far = (point: { readonly x: number; readonly y: number }) => Math.hypot(point.x - x, point.y - y)
  const [first] = curves.flatMap(({ points }) => points).toSorted((a, b) => far(a) - far(b))
  return first && far(first) <= REACH_PX ? first : null
}
