import { doseRange, type DoseScale } from './dose-axis.ts'
import { figureDoseAxis, figureGeometry, figureResponseAxis, type FigureGeometry } from './geometry.ts'
import { textWidth } from './label-placement.ts'
import { markerPath } from './marker-path.ts'
import { printableText, shortened } from './printable-text.ts'
import { seriesStyle } from './series.ts'
import { axesMarkup } from './svg-axes.ts'
import { captionLines } from './svg-caption.ts'
import { element, escapedTitle, textElement } from './svg-element.ts'
import { excludedKeys } from './svg-excluded.ts'
import { FONT, INK } from './svg-ink.ts'
import { plotMarkup } from './svg-single.ts'
import type { FigureInput } from './types.ts'

/** Widths that journals print: one column, or the page. */
export const PAPER_WIDTH_MM = { column: 85, page: 174 } as const
export type PaperWidth = keyof typeof PAPER_WIDTH_MM

export interface PaperOptions {
  readonly width: PaperWidth
  readonly band: 'confidence' | 'prediction' | 'none'
  readonly hasMeanSd: boolean
  readonly doseScale: DoseScale
  /** Of the band; absent 0.95. */
  readonly level?: number
}

export interface PaperFigure {
  readonly svg: string
  readonly widthMm: number
  readonly heightMm: number
}

/** One and a half units to a point: texts of 12 units print at 8 pt, curves at 1.3 pt, axes at 0.7 pt. */
const UNITS_PER_MM = (72 / 25.4) * 1.5
const FONT_UNITS = 12
const LINE = 17
const ASPECT = { column: 0.72, page: 0.5 }
const TOP = 26
const RIGHT = 14

/**
 * The plot on screen at the size it will be printed: no title, as a paper has its own, and what is reported for each curve
 * under the axis. Always light; one self-contained SVG whose width is in millimetres.
 */
export function paperFigure(input: FigureInput, options: PaperOptions): PaperFigure {
  const widthMm = PAPER_WIDTH_MM[options.width]
  const width = widthMm * UNITS_PER_MM
  const geometry = paperGeometry(input, width, options)
  const { area } = geometry
  const bottom = area.y + area.height
  const keys = keyLines(geometry, { width, options })
  const height = bottom + 62 + keys.length * LINE
  const middle = geometry.xOf((doseRange(geometry.dose)[0] + doseRange(geometry.dose)[1]) / 2)
  const heightMm = height / UNITS_PER_MM
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${widthMm}mm`,
      height: `${Math.round(heightMm * 100) / 100}mm`,
      viewBox: `0 0 ${Math.round(width * 100) / 100} ${Math.round(height * 100) / 100}`,
      role: 'img',
      'font-family': FONT,
      'font-size': FONT_UNITS,
      'stroke-linejoin': 'round',
    },
    escapedTitle(printableText(input.title) || 'Dose-response figure'),
    element('rect', { width, height, fill: INK.ground }),
    textElement(shortened(input.responseLabel, 48), { x: 4, y: 14, fill: INK.text }),
    axesMarkup(geometry, FONT_UNITS),
    plotMarkup(geometry, input, {
      hasBand: options.band !== 'none',
      hasMeanSd: options.hasMeanSd,
      hasPotencyUnit: options.doseScale === 'log10-molar',
      idPrefix: `paper-${options.width}`,
    }),
    textElement(shortened(geometry.dose.label, 48), {
      x: middle,
      y: bottom + 50,
      'text-anchor': 'middle',
      fill: INK.text,
    }),
    ...keys.map(({ markup, text }, i) => {
      const y = bottom + 72 + i * LINE
      return markup(y) + textElement(text, { x: 48, y, fill: INK.text })
    }),
  )
  return { svg, widthMm, heightMm }
}

function paperGeometry(input: FigureInput, width: number, options: PaperOptions): FigureGeometry {
  const response = figureResponseAxis(input)
  const ticks = response.major.map(({ text }) => textWidth(text, FONT_UNITS))
  const left = Math.max(30, ...ticks.map((tick) => tick + 14))
  const areaWidth = width - left - RIGHT
  return figureGeometry(
    { ...input, curves: input.curves.map((curve) => ({ ...curve, label: shortened(curve.label, 24) })) },
    {
      area: { x: left, y: TOP, width: areaWidth, height: Math.round(areaWidth * ASPECT[options.width]) },
      dose: figureDoseAxis(input, options.doseScale),
      response,
      hasLabels: input.curves.length > 1,
    },
  )
}

interface KeyLine {
  readonly text: string
  /** What stands before the text, about the baseline given. */
  readonly markup: (y: number) => string
}

/** Curves with what is reported, then band, means and excluded points, where there are any; wrapped to the width. */
function keyLines(
  geometry: FigureGeometry,
  { width, options }: { readonly width: number; readonly options: PaperOptions },
): readonly KeyLine[] {
  const { curves } = geometry
  const level = Math.round((options.level ?? 0.95) * 1000) / 10
  const hasBand = options.band !== 'none' && curves.some(({ band }) => band !== null)
  const bandText = options.band === 'prediction' ? 'prediction of a well' : 'confidence of the mean'
  const lines: KeyLine[] = [
    ...captionLines(curves).map(({ series, text }) => ({
      text,
      markup: (y: number) => seriesKey(series, y),
    })),
    ...(hasBand ? [{ text: `${level} % ${bandText}`, markup: bandKey }] : []),
    ...(options.hasMeanSd ? [{ text: 'mean and SD of each dose', markup: meanKey }] : []),
    ...excludedKeys(curves).map(({ text, markup }) => ({ text, markup: (y: number) => markup(26, y - 4) })),
  ]
  return lines.flatMap(({ text, markup }) =>
    wrapped(text, width - 52).map((part, i) => ({ text: part, markup: i === 0 ? markup : () => '' })),
  )
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of printableText(text).split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || textWidth(`${line} ${word}`, FONT_UNITS) > width) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.map((line) => shortened(line, 200))
}

function seriesKey(series: number, y: number): string {
  const style = seriesStyle(series)
  const dash = style.dash.length === 0 ? undefined : style.dash.join(' ')
  const line = {
    x1: 12,
    y1: y - 4,
    x2: 40,
    y2: y - 4,
    stroke: style.light,
    'stroke-width': 2,
    'stroke-dasharray': dash,
  }
  const marker = {
    d: markerPath(style.marker, 7),
    transform: `translate(26 ${y - 4})`,
    fill: style.light,
    stroke: INK.ground,
  }
  return element('line', line) + element('path', marker)
}

function bandKey(y: number): string {
  return element('rect', {
    x: 18,
    y: y - 10,
    width: 16,
    height: 12,
    fill: seriesStyle(0).light,
    'fill-opacity': 0.15,
  })
}

function meanKey(y: number): string {
  return element('path', {
    d: `M26 ${y - 10}v12M23 ${y - 10}h6M23 ${y + 2}h6M20 ${y - 4}h12`,
    stroke: INK.axis,
    fill: 'none',
  })
}
