import { useMemo } from 'react'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { placeLabels, textWidth, type Box } from '@/lib/figure/label-placement.ts'
import { drawnBoxes } from '../bounds-label.ts'
import { FONT_PX } from '../plot-area.ts'
import { logDoseScale } from './handle-scale.ts'
import { handleId, handlePlace, type HandleFrame, type HandleView } from './handle-view.ts'
import styles from './plot-handles.module.css'
import type { Place } from './tangent.ts'

interface Props {
  readonly views: readonly HandleView[]
  readonly frame: HandleFrame
  readonly movedId: string | null
}

/** What goes with the handles: the slope's tangent and its name, the strip of bounds on the dose axis. */
export function HandleSvg({ views, frame, movedId }: Props) {
  const slope = views.find(({ parameter }) => parameter === 'hill')
  return (
    <svg className={styles.drawing} aria-hidden="true">
      <DoseStrip views={views} frame={frame} />
      {slope && <Tangent view={slope} frame={frame} isMoved={movedId === handleId(slope)} />}
    </svg>
  )
}

/** An open side goes to the end of the axis. */
function DoseStrip({ views, frame: { geometry } }: Pick<Props, 'views' | 'frame'>) {
  const edges = views.filter(({ parameter, side }) => parameter === 'logEc50' && side !== 'value')
  if (edges.length === 0) return null
  const { area } = geometry
  const { pxOf, domain } = logDoseScale(geometry)
  const at = (side: 'lower' | 'upper', open: number) => {
    const edge = edges.find((view) => view.side === side)
    return Math.min(pxOf(domain[1]), Math.max(pxOf(domain[0]), edge ? pxOf(edge.value) : open))
  }
  const [left, right] = [at('lower', pxOf(domain[0])), at('upper', pxOf(domain[1]))]
  return (
    <rect
      className={styles.strip}
      x={left}
      y={area.y + area.height - 12}
      width={Math.max(0, right - left)}
      height={12}
    />
  )
}

interface TangentProps {
  readonly view: HandleView
  readonly frame: HandleFrame
  readonly isMoved: boolean
}

/** Narrower plots have no room for its name: the field beside the plot has the number. */
const LEAST_WIDTH_PX = 420

function Tangent({ view, frame, isMoved }: TangentProps) {
  const { geometry, tangent } = frame
  const boxes = useMemo(() => obstacles(geometry), [geometry])
  const place = handlePlace(view, frame)
  if (place === null || tangent === null) return null
  const [x, y] = [geometry.xOf(tangent.logDose), geometry.yOf(tangent.response)]
  const text = view.textOf(view.value)
  const isNamed = isMoved || geometry.area.width >= LEAST_WIDTH_PX
  const label = isNamed ? labelPlace(text, place, { boxes, area: geometry.area }) : null
  return (
    <>
      <path className={styles.tangent} d={`M${place.x} ${place.y}L${2 * x - place.x} ${2 * y - place.y}`} />
      {label && (label.isFree || isMoved) && (
        <text className={styles.label} x={label.x} y={label.y + FONT_PX}>
          Hill <tspan className={styles.strong}>{text}</tspan>
        </text>
      )}
    </>
  )
}

function labelPlace(text: string, place: Place, { boxes, area }: { boxes: readonly Box[]; area: Box }) {
  const [width, height] = [textWidth(`Hill ${text}`, FONT_PX) + 4, FONT_PX * 1.3]
  const left = { x: place.x - 12 - width, y: place.y - height / 2 }
  const right = { x: place.x + 12, y: place.y - height / 2 }
  const candidates = [left, right].flatMap(({ x, y }) =>
    [0, -12, 12, -24, 24].map((dy) => ({ x, y: y + dy })),
  )
  return placeLabels([{ id: 'hill', width, height, candidates }], { boxes, area })[0] ?? null
}

/** What the name of the slope keeps off: all that is drawn, names, and the line that drops from a midpoint. */
function obstacles(geometry: FigureGeometry): Box[] {
  const { area, curves, labels, xOf, yOf } = geometry
  const drops = curves.flatMap(({ curve: { potency } }) => {
    if (potency === null) return []
    const y = yOf(potency.response)
    return [{ x: xOf(potency.logDose) - 3, y, width: 6, height: area.y + area.height - y }]
  })
  return [...drawnBoxes(geometry), ...labels, ...drops]
}
