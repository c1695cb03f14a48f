import { figureGeometry, type FigureGeometry, type GeometryCurve } from './geometry.ts'
import { textWidth } from './label-placement.ts'
import { crossPath, markerPath } from './marker-path.ts'
import { shortened } from './printable-text.ts'
import { EXCLUDED_COLOUR, seriesStyle } from './series.ts'
import { axesMarkup, placeUnderAxis } from './svg-axes.ts'
import { curveMarkup, FULL_LOOK, pointsMarkup, potencyMarkup, type CurveLook } from './svg-curve.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'
import type { SvgOptions, SvgPage } from './svg-page.ts'
import type { FigureInput } from './types.ts'

const FONT_PX = 12
const TITLE_PX = 16
const MARGIN = { left: 60, right: 40, top: 72 }
/** Plot height as a share of the width: close to 3:2 with the texts around it. */
const ASPECT = 0.5
const CAPTION_LINE_PX = 18

/** One plot with all curves, a legend above it and what is reported for each curve under it. */
export function singlePage(input: FigureInput, width: number, options: SvgOptions): SvgPage {
  const area = {
    x: MARGIN.left,
    y: MARGIN.top,
    width: width - MARGIN.left - MARGIN.right,
    height: Math.round(width * ASPECT),
  }
  const geometry = figureGeometry(namedInput(input), { area })
  const bottom = area.y + area.height
  const captions = captionLines(geometry, input)
  const markup = [
    textElement(shortened(input.title, 80), {
      x: 16,
      y: 28,
      'font-size': TITLE_PX,
      'font-weight': 600,
      fill: INK.text,
    }),
    textElement(shortened(input.responseLabel, 48), { x: 16, y: 54, fill: INK.text }),
    legendMarkup(input, width, options),
    axesMarkup(geometry, FONT_PX),
    plotMarkup(geometry, input, options),
    textElement(shortened(geometry.dose.label, 60), {
      x: area.x + area.width / 2,
      y: bottom + 52,
      'text-anchor': 'middle',
      fill: INK.text,
    }),
    ...captions.map((line, i) => captionMarkup(line, bottom + 80 + i * CAPTION_LINE_PX)),
  ].join('')
  return { height: bottom + 80 + captions.length * CAPTION_LINE_PX, markup }
}

/** Labels beside curves are cut to what fits; the caption holds more of them. */
function namedInput(input: FigureInput): FigureInput {
  return { ...input, curves: input.curves.map((curve) => ({ ...curve, label: shortened(curve.label, 24) })) }
}

function plotMarkup(geometry: FigureGeometry, input: FigureInput, options: SvgOptions): string {
  const { area, curves } = geometry
  const clipId = `${options.idPrefix ?? 'figure'}-plot`
  const isHighlight = curves.length > 5
  const lookOf = ({ curve }: GeometryCurve): CurveLook => ({
    ...FULL_LOOK,
    hasBand: options.hasBand ?? true,
    hasMeanSd: options.hasMeanSd ?? false,
    role: isHighlight && curve.id !== input.highlightedId ? 'context' : 'series',
  })
  const ordered = curves.toSorted((a, b) => depth(lookOf(a)) - depth(lookOf(b)))
  const front = ordered.filter((drawn) => lookOf(drawn).role === 'series')
  const clip = element('clipPath', { id: clipId }, element('rect', { ...area }))
  const lines = ordered.map((drawn) => curveMarkup(geometry, drawn, lookOf(drawn)))
  const drops = front.map((drawn, rank) => potencyMarkup(geometry, drawn, rank))
  const points = front.map((drawn) => pointsMarkup(geometry, drawn, lookOf(drawn)))
  return [
    element('defs', {}, clip),
    element('g', { 'clip-path': `url(#${clipId})` }, ...lines),
    ...drops,
    ...points,
    isHighlight ? '' : labelsMarkup(geometry),
    potencyTexts(geometry, front),
  ].join('')
}

function depth(look: CurveLook): number {
  return look.role === 'context' ? 0 : 1
}

/** Ink, not colour: three of the series do not reach 4.5:1 as text. */
function labelsMarkup({ curves, labels }: FigureGeometry): string {
  return labels
    .map((label) => {
      const text = curves.find(({ curve }) => curve.id === label.id)?.curve.label ?? ''
      return haloText(text, { x: label.x + 2, y: label.y + FONT_PX, anchor: 'start' })
    })
    .join('')
}

function potencyTexts(geometry: FigureGeometry, front: readonly GeometryCurve[]): string {
  const texts = front.flatMap(({ curve }) => {
    if (curve.potency === null) return []
    const x = geometry.xOf(curve.potency.logDose)
    return [{ id: curve.id, x, text: shortened(valueText(curve.potency.text), 16) }]
  })
  return placeUnderAxis(texts, { geometry, fontPx: FONT_PX })
    .map((label) => {
      const text = texts.find(({ id }) => id === label.id)?.text ?? ''
      return haloText(text, { x: label.x + label.width / 2, y: label.y + FONT_PX - 1, anchor: 'middle' })
    })
    .join('')
}

/** "IC50 22.9 µM" is "22.9" under its line: kind and unit stand in the caption and on the axis. */
export function valueText(text: string): string {
  return text.split(/\s+/).find((word) => /^[−-]?\d/.test(word)) ?? text
}

interface TextAt {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle'
}

function haloText(text: string, { x, y, anchor }: TextAt): string {
  return textElement(text, {
    x,
    y,
    'text-anchor': anchor,
    'font-weight': 600,
    fill: INK.text,
    stroke: INK.ground,
    'stroke-width': 3,
    'paint-order': 'stroke',
  })
}

function legendMarkup(input: FigureInput, width: number, options: SvgOptions): string {
  const hasBand =
    (options.hasBand ?? true) && input.curves.some(({ band }) => band !== null && band.lower !== null)
  const excluded = input.curves.flatMap(({ points }) => points).filter((point) => point.isExcluded).length
  const items = [
    ...(hasBand ? [{ text: '95 % confidence of the mean', key: bandKey }] : []),
    ...(excluded > 0 ? [{ text: `excluded (${excluded})`, key: excludedKey }] : []),
  ]
  let right = width - MARGIN.right
  return items
    .toReversed()
    .map(({ text, key }) => {
      const x = right - textWidth(text, FONT_PX)
      right = x - 40
      return key(x - 22) + textElement(text, { x, y: 54, fill: INK.muted })
    })
    .join('')
}

function bandKey(x: number): string {
  return element('rect', {
    x,
    y: 44,
    width: 16,
    height: 12,
    fill: seriesStyle(0).light,
    'fill-opacity': 0.15,
  })
}

function excludedKey(x: number): string {
  const grey = EXCLUDED_COLOUR.light
  const outline = element('path', { d: markerPath('square', 8), fill: INK.ground, stroke: grey })
  return element(
    'g',
    { transform: `translate(${x + 12} 50)` },
    outline,
    element('path', { d: crossPath(5), stroke: grey }),
  )
}

interface Caption {
  readonly series: number
  readonly text: string
}

function captionLines({ curves }: FigureGeometry, input: FigureInput): Caption[] {
  const shown = curves.length > 5 ? curves.filter(({ curve }) => curve.id === input.highlightedId) : curves
  return shown.map(({ curve, points }) => {
    const excluded = points.filter(({ point }) => point.isExcluded).length
    const report = curve.reportText ?? curve.potency?.text ?? 'no potency reported'
    const counts =
      excluded > 0 ? `${excluded} of ${points.length} points excluded` : `${points.length} points`
    return { series: curve.series, text: `${curve.label}: ${report}; ${counts}` }
  })
}

function captionMarkup({ series, text }: Caption, y: number): string {
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
