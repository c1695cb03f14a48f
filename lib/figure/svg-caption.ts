import type { GeometryCurve } from './geometry.ts'
import { markerPath } from './marker-path.ts'
import { shortened } from './printable-text.ts'
import { seriesStyle } from './series.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'

export interface Caption {
  readonly series: number
  readonly text: string
}

/** What is reported for each curve that is drawn in colour, with its point count. */
export function captionLines(curves: readonly GeometryCurve[]): Caption[] {
  return curves.map(({ curve, points }) => {
    const excluded = points.filter(({ point }) => point.isExcluded).length
    const report = curve.reportText ?? curve.potency?.text ?? 'no potency reported'
    const counts =
      excluded > 0 ? `${excluded} of ${points.length} points excluded` : `${points.length} points`
    return { series: curve.series, text: `${curve.label}: ${report}; ${counts}` }
  })
}

/** Glyph and text of one caption; `y` is its baseline. */
export function captionMarkup({ series, text }: Caption, y: number): string {
  const style = seriesStyle(series)
  const dash = style.dash.length === 0 ? undefined : style.dash.join(' ')
  const line = element('line', {
    x1: 16,
    y1: y - 4,
    x2: 44,
    y2: y - 4,
    stroke: style.light,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  })
  const glyph = element('path', {
    d: markerPath(style.marker, 7),
    transform: `translate(30 ${y - 4})`,
    fill: style.light,
    stroke: INK.ground,
  })
  return line + glyph + textElement(shortened(text, 104), { x: 52, y, fill: INK.text })
}
