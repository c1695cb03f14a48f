import { doseAxis } from '@/lib/figure/dose-axis.ts'
import type { Box } from '@/lib/figure/label-placement.ts'
import { responseAxis } from '@/lib/figure/response-axis.ts'
import type { DoseAxis, ResponseAxis } from '@/lib/figure/types.ts'
import type { Brush, ReviewRow } from '@/lib/workbench/review-list.ts'
import type { Colours } from './colours.ts'

/** Potency across, effect up; a curve without a potency has no place. */
export interface ScatterScales {
  readonly area: Box
  readonly dose: DoseAxis
  readonly effect: ResponseAxis
  readonly xOf: (logDose: number) => number
  readonly yOf: (effect: number) => number
  readonly doseAt: (x: number) => number
  readonly effectAt: (y: number) => number
}

export function scatterScales(
  rows: readonly ReviewRow[],
  {
    size,
    label,
    unitLabel,
  }: { readonly size: { width: number; height: number }; readonly label: string; readonly unitLabel: string },
): ScatterScales {
  const area = { x: 52, y: 10, width: Math.max(40, size.width - 68), height: Math.max(40, size.height - 52) }
  const placed = rows.filter(({ logDose, effect }) => logDose !== null && effect !== null)
  const dose = doseAxis({ doses: placed.map(({ logDose }) => 10 ** (logDose ?? 0)), label })
  const effect = responseAxis({
    values: placed.map((row) => row.effect ?? 0),
    label: unitLabel,
    isPercent: false,
  })
  const [left, right] = dose.domain
  const [low, high] = effect.domain
  return {
    area,
    dose,
    effect,
    xOf: (at) => area.x + ((at - left) / (right - left)) * area.width,
    yOf: (at) => area.y + area.height - ((at - low) / (high - low)) * area.height,
    doseAt: (x) => left + ((x - area.x) / area.width) * (right - left),
    effectAt: (y) => low + ((area.y + area.height - y) / area.height) * (high - low),
  }
}

interface Shown {
  readonly rows: readonly ReviewRow[]
  /** Those that the other filters leave: the rest is grey. */
  readonly inList: ReadonlySet<string>
  readonly focusedId: string | null
  readonly brush: Brush | null
  readonly colours: Colours
}

/** Axes, one mark per curve, and the rectangle chosen. A limit points to where its value lies. */
export function drawScatter(ctx: CanvasRenderingContext2D, scales: ScatterScales, shown: Shown): void {
  drawAxes(ctx, scales, shown.colours)
  const grey = shown.rows.filter(({ id }) => !shown.inList.has(id))
  const coloured = shown.rows.filter(({ id }) => shown.inList.has(id))
  for (const row of grey) drawMark(ctx, scales, { row, colour: shown.colours.excluded, r: 2.5 })
  for (const row of coloured) drawMark(ctx, scales, { row, colour: shown.colours.line, r: 3.5 })
  const focused = shown.rows.find(({ id }) => id === shown.focusedId)
  if (focused?.logDose != null && focused.effect !== null) {
    ctx.strokeStyle = shown.colours.accent
    ctx.lineWidth = 2
    ctx.beginPath()
    ctx.arc(scales.xOf(focused.logDose), scales.yOf(focused.effect), 8, 0, 2 * Math.PI)
    ctx.stroke()
  }
  if (shown.brush) drawBrush(ctx, scales, { brush: shown.brush, colours: shown.colours })
}

interface Mark {
  readonly row: ReviewRow
  readonly colour: string
  readonly r: number
}

function drawMark(
  ctx: CanvasRenderingContext2D,
  { xOf, yOf }: ScatterScales,
  { row, colour, r }: Mark,
): void {
  if (row.logDose === null || row.effect === null) return
  const [x, y] = [xOf(row.logDose), yOf(row.effect)]
  ctx.fillStyle = colour
  ctx.beginPath()
  if (row.qualifier === '=') ctx.arc(x, y, r, 0, 2 * Math.PI)
  else {
    const way = row.qualifier === '>' ? 1 : -1
    ctx.moveTo(x + way * (r + 2), y)
    ctx.lineTo(x - way * r, y - r)
    ctx.lineTo(x - way * r, y + r)
    ctx.closePath()
  }
  ctx.fill()
}

function drawBrush(
  ctx: CanvasRenderingContext2D,
  { xOf, yOf }: ScatterScales,
  { brush, colours }: { readonly brush: Brush; readonly colours: Colours },
): void {
  const [left, right] = brush.logDose.map(xOf) as [number, number]
  const [bottom, top] = brush.effect.map(yOf) as [number, number]
  ctx.save()
  ctx.globalAlpha = 0.12
  ctx.fillStyle = colours.accent
  ctx.fillRect(left, top, right - left, bottom - top)
  ctx.restore()
  ctx.strokeStyle = colours.accent
  ctx.lineWidth = 1
  ctx.strokeRect(left, top, right - left, bottom - top)
}

function drawAxes(ctx: CanvasRenderingContext2D, scales: ScatterScales, colours: Colours): void {
  const { area, dose, effect, xOf, yOf } = scales
  const bottom = area.y + area.height
  const line = (colour: string, from: readonly [number, number], to: readonly [number, number]) => {
    ctx.strokeStyle = colour
    ctx.beginPath()
    ctx.moveTo(...from)
    ctx.lineTo(...to)
    ctx.stroke()
  }
  ctx.lineWidth = 1
  ctx.font = `12px ${colours.sans}`
  ctx.fillStyle = colours.muted
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'right'
  for (const { at, text } of effect.major) {
    const y = Math.round(yOf(at)) + 0.5
    line(colours.hair, [area.x, y], [area.x + area.width, y])
    ctx.fillText(text, area.x - 8, y)
  }
  ctx.textBaseline = 'top'
  ctx.textAlign = 'center'
  for (const { at, text } of dose.major) {
    const x = Math.round(xOf(at)) + 0.5
    line(colours.hair, [x, area.y], [x, bottom])
    ctx.fillText(text, x, bottom + 6)
  }
  line(colours.edge, [area.x + 0.5, area.y], [area.x + 0.5, bottom + 0.5])
  line(colours.edge, [area.x + 0.5, bottom + 0.5], [area.x + area.width, bottom + 0.5])
  ctx.fillStyle = colours.text
  ctx.fillText(dose.label, area.x + area.width / 2, bottom + 24)
  ctx.textAlign = 'left'
}
