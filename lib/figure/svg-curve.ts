import type { Polyline } from './curve-segments.ts'
import { dosePosition } from './dose-axis.ts'
import { MARKER_PX, type FigureGeometry, type GeometryCurve, type GeometryPoint } from './geometry.ts'
import { crossPath, markerPath } from './marker-path.ts'
import { doseMeans } from './mean-sd.ts'
import { EXCLUDED_COLOUR, EXTRAPOLATED_DASH, seriesStyle } from './series.ts'
import { element, pathData, polylinePath } from './svg-element.ts'
import { causeMarkup } from './svg-excluded.ts'
import { INK } from './svg-ink.ts'

export interface CurveLook {
  readonly hasBand: boolean
  readonly hasMeanSd: boolean
  /** `context`: a thin grey line behind the highlighted curve, without points, band or potency. */
  readonly role: 'series' | 'context'
  readonly markerPx: number
}

/** Band under the curve under the drop line; points come last, see `pointsMarkup`. */
export function curveMarkup(geometry: FigureGeometry, drawn: GeometryCurve, look: CurveLook): string {
  const isContext = look.role === 'context'
  const style = seriesStyle(drawn.curve.series)
  const stroke = isContext ? INK.context : style.light
  const width = isContext ? 1 : 2
  const path = (line: Polyline, dash: readonly number[]): string => {
    const d = pathOf(geometry, line)
    if (d === '') return ''
    return element('path', {
      d,
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-dasharray': dashText(dash),
    })
  }
  const beyond = drawn.beyond.map((line) => path(line, EXTRAPOLATED_DASH)).join('')
  const inside = path(drawn.inside, isContext ? [] : style.dash)
  return (look.hasBand && !isContext ? bandMarkup(geometry, drawn) : '') + beyond + inside
}

function bandMarkup(geometry: FigureGeometry, { band, curve }: GeometryCurve): string {
  if (band === null) return ''
  const upper = { x: band.upper.x.toReversed(), y: band.upper.y.toReversed() }
  const d = `${pathOf(geometry, band.lower)}${pathOf(geometry, upper).replace('M', 'L')}Z`
  return element('path', { d, fill: seriesStyle(curve.series).light, 'fill-opacity': 0.15 })
}

/** Every replicate, excluded ones hollow grey with a cross and on top, outlined by what took them out. */
export function pointsMarkup(geometry: FigureGeometry, drawn: GeometryCurve, look: CurveLook): string {
  const means = look.hasMeanSd ? meansMarkup(geometry, drawn) : ''
  const included = drawn.points.filter(({ point }) => !point.isExcluded)
  const excluded = drawn.points.filter(({ point }) => point.isExcluded)
  return means + includedMarkup(drawn, included, look.markerPx) + excludedMarkup(excluded, look.markerPx)
}

function includedMarkup(
  { curve }: GeometryCurve,
  points: readonly GeometryPoint[],
  markerPx: number,
): string {
  const style = seriesStyle(curve.series)
  const d = markerPath(style.marker, markerPx)
  const marks = points.map(({ x, y }) => element('path', { d, transform: pathData`translate(${x} ${y})` }))
  return marks.length === 0 ? '' : element('g', { fill: style.light, stroke: INK.ground }, ...marks)
}

function excludedMarkup(points: readonly GeometryPoint[], markerPx: number): string {
  const d = markerPath('square', markerPx + 1) + crossPath(markerPx - 2)
  const marks = points.map(({ x, y }) => element('path', { d, transform: pathData`translate(${x} ${y})` }))
  if (marks.length === 0) return ''
  const causes = points.map((at) => causeMarkup(at.point.cause, at, markerPx + 7))
  return element('g', { fill: INK.ground, stroke: EXCLUDED_COLOUR.light }, ...marks) + causes.join('')
}

function meansMarkup({ dose, xOf, yOf }: FigureGeometry, { curve }: GeometryCurve): string {
  const stroke = seriesStyle(curve.series).light
  return doseMeans(curve.points)
    .map((at) => {
      const position = dosePosition(dose, at.dose)
      if (position === null) return ''
      const [x, y] = [xOf(position), yOf(at.mean)]
      const mean = pathData`M${x - 6} ${y}h12`
      if (at.sd === null) return element('path', { d: mean, stroke })
      const [top, bottom] = [yOf(at.mean + at.sd), yOf(at.mean - at.sd)]
      const bar = pathData`M${x} ${top}V${bottom}M${x - 3} ${top}h6M${x - 3} ${bottom}h6`
      return element('path', { d: mean + bar, stroke, fill: 'none' })
    })
    .join('')
}

/** Drop line from the curve to the dose axis, its interval as a whisker `rank` steps above the axis. */
export function potencyMarkup(geometry: FigureGeometry, { curve }: GeometryCurve, rank: number): string {
  const { potency } = curve
  if (potency === null || !isInView(geometry, potency.logDose)) return ''
  const { area, xOf, yOf } = geometry
  const stroke = seriesStyle(curve.series).light
  const bottom = area.y + area.height
  const x = xOf(potency.logDose)
  const y = Math.min(bottom, Math.max(area.y, yOf(potency.response)))
  const drop = element('line', { x1: x, y1: y, x2: x, y2: bottom, stroke, 'stroke-width': 1.25 })
  const dot = element('circle', { cx: x, cy: y, r: 3.5, fill: INK.ground, stroke, 'stroke-width': 1.5 })
  const triangle = pathData`M${x - 4} ${bottom + 7}L${x} ${bottom}L${x + 4} ${bottom + 7}z`
  const foot = element('path', { d: triangle, fill: INK.ground, stroke })
  return drop + whiskerMarkup(geometry, { potency, stroke, y: bottom - 5 - 7 * rank }) + dot + foot
}

interface Whisker {
  readonly potency: NonNullable<GeometryCurve['curve']['potency']>
  readonly stroke: string
  readonly y: number
}

/** A closed limit ends in a cap; an open one runs to the edge of the plot without. */
function whiskerMarkup({ area, dose, xOf }: FigureGeometry, { potency, stroke, y }: Whisker): string {
  const { logLower, logUpper } = potency
  if (logLower === null && logUpper === null) return ''
  const right = area.x + area.width
  const left = xOf(dose.domain[0])
  const clamp = (x: number): number => Math.min(right, Math.max(left, x))
  const x1 = logLower === null ? left : clamp(xOf(logLower))
  const x2 = logUpper === null ? right : clamp(xOf(logUpper))
  const caps = [
    ...(logLower !== null && xOf(logLower) >= left ? [x1] : []),
    ...(logUpper !== null && xOf(logUpper) <= right ? [x2] : []),
  ]
  const d = pathData`M${x1} ${y}H${x2}` + caps.map((x) => pathData`M${x} ${y - 3}v6`).join('')
  return element('path', { d, stroke, fill: 'none', 'stroke-width': 1.75 })
}

function isInView({ area, xOf }: FigureGeometry, at: number): boolean {
  return xOf(at) >= area.x && xOf(at) <= area.x + area.width
}

function pathOf({ xOf, yOf }: FigureGeometry, line: Polyline): string {
  return polylinePath(line.x.map((at, i) => [xOf(at), yOf(line.y[i] ?? NaN)] as const))
}

function dashText(dash: readonly number[]): string | undefined {
  return dash.length === 0 ? undefined : dash.join(' ')
}

export const FULL_LOOK: CurveLook = { hasBand: true, hasMeanSd: false, role: 'series', markerPx: MARKER_PX }
