import { responseAt } from '@/lib/fit/curve-values.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { placeLabels, textWidth } from '@/lib/figure/label-placement.ts'

const STEPS = 96
const FONT_PX = 12
const GAP_PX = 8
/** Where along the line to put its name: its ends first, where the curves it is compared with are told apart least. */
const SHARES = [0.03, 0.12, 0.9, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.5]

interface Place {
  readonly x: number
  readonly y: number
}

interface GhostLine {
  /** SVG path data in the pixels of the plot; empty where the curve lies out of view. */
  readonly path: string
  /** Left end and baseline of the name. */
  readonly label: Place | null
}

/** A fitted curve over the dose axis of a plot as a thin line, and a free place for its name. */
export function ghostLine(fit: CurveFit, label: string, geometry: FigureGeometry): GhostLine {
  const { points, isSeen } = pointsOf(fit, geometry)
  return { path: pathOf(points, isSeen), label: labelPlace(points.filter(isSeen), label, geometry) }
}

/** The line alone, as SVG path data in the pixels of the plot. */
export function ghostPath(fit: CurveFit, geometry: FigureGeometry): string {
  const { points, isSeen } = pointsOf(fit, geometry)
  return pathOf(points, isSeen)
}

function pointsOf(fit: CurveFit, { area, dose, xOf, yOf }: FigureGeometry) {
  const [low, high] = dose.domain
  const bottom = area.y + area.height
  const points = Array.from({ length: STEPS + 1 }, (_, i) => {
    const at = low + ((high - low) * i) / STEPS
    return { x: xOf(at), y: yOf(responseAt(fit, 10 ** at) ?? Number.NaN) }
  })
  const isSeen = ({ y }: Place) => y >= area.y && y <= bottom
  return { points, isSeen }
}

function pathOf(points: readonly Place[], isSeen: (place: Place) => boolean): string {
  return points
    .map((point, i) => {
      if (!isSeen(point)) return ''
      const before = points[i - 1]
      return `${before && isSeen(before) ? 'L' : 'M'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`
    })
    .join('')
}

function labelPlace(line: readonly Place[], label: string, geometry: FigureGeometry): GhostLine['label'] {
  const { area } = geometry
  if (line.length === 0) return null
  const [width, height] = [textWidth(label, FONT_PX), FONT_PX * 1.3]
  const candidates = SHARES.flatMap((share) => {
    const at = line[Math.round(share * (line.length - 1))]
    if (!at) return []
    const x = Math.min(area.x + area.width - width, Math.max(area.x + 4, at.x - width / 2))
    return [
      { x, y: at.y - GAP_PX - height },
      { x, y: at.y + GAP_PX },
    ]
  })
  const own = line.map(({ x, y }) => ({ x: x - 2, y: y - 2, width: 4, height: 4 }))
  const [placed] = placeLabels([{ id: label, width, height, candidates }], {
    boxes: [...occupied(geometry), ...own],
    area,
  })
  return placed ? { x: placed.x, y: placed.y + FONT_PX } : null
}

/** Where points, curves and their names are: no place for other words. */
export function occupied({ curves, labels, xOf, yOf }: FigureGeometry) {
  const marks = curves.flatMap(({ points }) =>
    points.map(({ x, y }) => ({ x: x - 7, y: y - 7, width: 14, height: 14 })),
  )
  const lines = curves.flatMap(({ inside, beyond }) =>
    [inside, ...beyond].flatMap(({ x, y }) =>
      x.map((at, i) => ({ x: xOf(at) - 3, y: yOf(y[i] ?? Number.NaN) - 3, width: 6, height: 6 })),
    ),
  )
  return [...marks, ...lines, ...labels]
}
