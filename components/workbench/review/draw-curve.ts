import type { Polyline } from '@/lib/figure/curve-segments.ts'
import type { FigureGeometry, GeometryCurve, GeometryPoint } from '@/lib/figure/geometry.ts'
import type { Colours } from './colours.ts'

export interface CurveLook {
  readonly colours: Colours
  readonly markerPx: number
  readonly linePx: number
  /** Edge of the ground's colour around markers, so that overlaps can be counted; 0 draws none. */
  readonly edgePx: number
  /** Old line and band of a curve that is being refitted. */
  readonly isStale: boolean
  /** The line beyond the tested doses. */
  readonly hasBeyond: boolean
}

const BAND_ALPHA = 0.15
const STALE_ALPHA = 0.4

/** Band, line, drop line and points of one curve, cut at the edges of the plot area. */
export function drawCurve(
  ctx: CanvasRenderingContext2D,
  drawn: { readonly geometry: FigureGeometry; readonly curve: GeometryCurve },
  look: CurveLook,
): void {
  const { area } = drawn.geometry
  ctx.save()
  ctx.beginPath()
  ctx.rect(area.x, area.y, area.width, area.height)
  ctx.clip()
  ctx.globalAlpha = look.isStale ? STALE_ALPHA : 1
  drawLines(ctx, drawn, look)
  ctx.restore()
  for (const point of drawn.curve.points) if (!point.point.isExcluded) drawPoint(ctx, point, { drawn, look })
  for (const point of drawn.curve.points) if (point.point.isExcluded) drawPoint(ctx, point, { drawn, look })
}

type Drawn = Parameters<typeof drawCurve>[1]

function drawLines(ctx: CanvasRenderingContext2D, { geometry, curve }: Drawn, look: CurveLook): void {
  const { xOf, yOf, area } = geometry
  const trace = (line: Polyline) => line.x.forEach((x, i) => ctx.lineTo(xOf(x), yOf(line.y[i] ?? NaN)))
  if (curve.band) {
    const { lower, upper } = curve.band
    ctx.beginPath()
    trace(lower)
    trace({ x: upper.x.toReversed(), y: upper.y.toReversed() })
    ctx.save()
    ctx.globalAlpha *= BAND_ALPHA
    ctx.fillStyle = look.colours.line
    ctx.fill()
    ctx.restore()
  }
  ctx.strokeStyle = look.colours.line
  ctx.lineWidth = look.linePx
  const stroke = (line: Polyline, dash: readonly number[]) => {
    ctx.setLineDash([...dash])
    ctx.beginPath()
    trace(line)
    ctx.stroke()
  }
  stroke(curve.inside, [])
  if (look.hasBeyond) for (const line of curve.beyond) stroke(line, [5, 4])
  const { potency } = curve.curve
  if (potency) {
    const [x, y] = [xOf(potency.logDose), yOf(potency.response)]
    ctx.lineWidth = 1
    ctx.setLineDash([2, 2])
    ctx.beginPath()
    ctx.moveTo(x, y)
    ctx.lineTo(x, area.y + area.height)
    ctx.stroke()
  }
  ctx.setLineDash([])
}

/** A point outside the shared axis stands at its edge: it can still be seen and picked. */
export function placeOf(point: GeometryPoint, { area }: FigureGeometry): { x: number; y: number } {
  return { x: point.x, y: Math.min(area.y + area.height, Math.max(area.y, point.y)) }
}

function drawPoint(
  ctx: CanvasRenderingContext2D,
  at: GeometryPoint,
  { drawn, look }: { readonly drawn: Drawn; readonly look: CurveLook },
): void {
  const { x, y } = placeOf(at, drawn.geometry)
  const { colours, markerPx, edgePx } = look
  const r = markerPx / 2
  ctx.beginPath()
  ctx.arc(x, y, r, 0, 2 * Math.PI)
  if (at.point.isExcluded) {
    // A cross in a hollow ring, as on every plot of the page; dashed where a rule excluded it.
    ctx.strokeStyle = colours.excluded
    ctx.lineWidth = 1
    if (at.point.cause === 'rule') ctx.setLineDash([2, 1.5])
    ctx.stroke()
    ctx.setLineDash([])
    ctx.beginPath()
    ctx.moveTo(x - r, y - r)
    ctx.lineTo(x + r, y + r)
    ctx.moveTo(x - r, y + r)
    ctx.lineTo(x + r, y - r)
    ctx.stroke()
    return
  }
  ctx.fillStyle = edgePx > 0 ? colours.line : colours.text
  ctx.fill()
  if (edgePx > 0) {
    ctx.strokeStyle = colours.bg
    ctx.lineWidth = edgePx
    ctx.stroke()
  }
  if (at.point.isProposed === true) ring(ctx, { x, y, r: r + 4 }, colours.warning)
}

export function ring(
  ctx: CanvasRenderingContext2D,
  { x, y, r }: { readonly x: number; readonly y: number; readonly r: number },
  colour: string,
): void {
  ctx.strokeStyle = colour
  ctx.lineWidth = 1.5
  ctx.beginPath()
  ctx.arc(x, y, r, 0, 2 * Math.PI)
  ctx.stroke()
}
