import { doseRange } from '@/lib/figure/dose-axis.ts'
import type { FigureGeometry, GeometryPoint } from '@/lib/figure/geometry.ts'
import type { Box } from '@/lib/figure/label-placement.ts'
import type { Colours } from './colours.ts'
import { drawCurve, ring } from './draw-curve.ts'

export const FIGURE_MARKER_PX = 7

/** Room for the ticks and the dose title around the plot. */
export function figureArea({ width, height }: { readonly width: number; readonly height: number }): Box {
  return { x: 46, y: 8, width: Math.max(40, width - 46 - 16), height: Math.max(40, height - 8 - 40) }
}

interface Look {
  readonly colours: Colours
  readonly isStale: boolean
  /** The point that `X` excludes. */
  readonly focused: GeometryPoint | null
}

/** One curve with its axes, as large as it is given; the caller has cleared the canvas. */
export function drawFigure(ctx: CanvasRenderingContext2D, geometry: FigureGeometry, look: Look): void {
  drawAxes(ctx, geometry, look.colours)
  for (const curve of geometry.curves) {
    drawWhisker(ctx, geometry, look.colours)
    drawCurve(
      ctx,
      { geometry, curve },
      {
        colours: look.colours,
        markerPx: FIGURE_MARKER_PX,
        linePx: 2,
        edgePx: 1,
        isStale: look.isStale,
        hasBeyond: true,
      },
    )
  }
  if (look.focused) ring(ctx, { x: look.focused.x, y: look.focused.y, r: 9 }, look.colours.accent)
}

function drawAxes(ctx: CanvasRenderingContext2D, geometry: FigureGeometry, colours: Colours): void {
  const { area, dose, response, xOf, yOf } = geometry
  const bottom = area.y + area.height
  ctx.font = `12px ${colours.sans}`
  ctx.lineWidth = 1
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'right'
  for (const { at, text } of response.major) {
    const y = Math.round(yOf(at)) + 0.5
    stroke(ctx, colours.hair, [area.x, y], [area.x + area.width, y])
    ctx.fillStyle = colours.muted
    ctx.fillText(text, area.x - 8, y)
  }
  ctx.textAlign = 'center'
  ctx.textBaseline = 'top'
  for (const { at, text } of dose.major) {
    const x = Math.round(xOf(at)) + 0.5
    stroke(ctx, colours.hair, [x, area.y], [x, bottom])
    stroke(ctx, colours.edge, [x, bottom], [x, bottom + 6])
    ctx.fillStyle = colours.muted
    ctx.fillText(text, x, bottom + 9)
  }
  for (const at of dose.minor) {
    const x = Math.round(xOf(at)) + 0.5
    stroke(ctx, colours.edge, [x, bottom], [x, bottom + 3])
  }
  stroke(ctx, colours.edge, [area.x + 0.5, area.y], [area.x + 0.5, bottom])
  drawDoseLine(ctx, geometry, colours)
  ctx.fillStyle = colours.text
  ctx.fillText(dose.label, area.x + area.width / 2, bottom + 25)
  ctx.textAlign = 'left'
}

/** The dose axis, cut before the controls where it has any. */
function drawDoseLine(
  ctx: CanvasRenderingContext2D,
  { area, dose, xOf }: FigureGeometry,
  colours: Colours,
): void {
  const y = area.y + area.height + 0.5
  const [from, to] = doseRange(dose).map(xOf)
  if (from === undefined || to === undefined) return
  if (dose.gutterX === null || dose.breakX === null) return stroke(ctx, colours.edge, [from, y], [to, y])
  const cut = xOf(dose.breakX)
  stroke(ctx, colours.edge, [from, y], [cut - 3, y])
  stroke(ctx, colours.edge, [cut + 3, y], [to, y])
  for (const x of [cut - 3, cut + 3]) stroke(ctx, colours.edge, [x - 2, y + 4], [x + 2, y - 4])
  const zero = Math.round(xOf(dose.gutterX)) + 0.5
  stroke(ctx, colours.edge, [zero, y], [zero, y + 6])
  ctx.fillStyle = colours.muted
  ctx.fillText('0', zero, y + 9)
}

/** The interval of the potency along the dose axis, as far as it is in sight. */
function drawWhisker(ctx: CanvasRenderingContext2D, geometry: FigureGeometry, colours: Colours): void {
  const { area, xOf } = geometry
  const potency = geometry.curves[0]?.curve.potency
  if (!potency) return
  const y = area.y + area.height - 8
  const clamp = (x: number) => Math.min(area.x + area.width, Math.max(area.x, x))
  const [low, high] = [potency.logLower, potency.logUpper]
  const from = low === null ? area.x : clamp(xOf(low))
  const to = high === null ? area.x + area.width : clamp(xOf(high))
  ctx.lineWidth = 2
  stroke(ctx, colours.line, [from, y], [to, y])
  if (low !== null) stroke(ctx, colours.line, [from, y - 4], [from, y + 4])
  if (high !== null) stroke(ctx, colours.line, [to, y - 4], [to, y + 4])
  ctx.lineWidth = 1
}

type Place = readonly [number, number]

function stroke(ctx: CanvasRenderingContext2D, colour: string, from: Place, to: Place): void {
  ctx.strokeStyle = colour
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.lineTo(...to)
  ctx.stroke()
}
