import {
  figureDoseAxis,
  figureGeometry,
  figureResponseAxis,
  type FigureGeometry,
  type GeometryCurve,
} from './geometry.ts'
import { shortened } from './printable-text.ts'
import { tickRoom } from './response-axis.ts'
import { axesMarkup } from './svg-axes.ts'
import { curveMarkup, FULL_LOOK, pointsMarkup, potencyMarkup, type CurveLook } from './svg-curve.ts'
import { captionLines, captionMarkup } from './svg-caption.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'
import { legendMarkup } from './svg-legend.ts'
import { MOST_COLOURED, type SvgOptions, type SvgPage } from './svg-page.ts'
import { placeUnderAxis } from './under-axis.ts'
import { valueText } from './value-text.ts'
import type { FigureCurve, FigureInput } from './types.ts'

const FONT_PX = 12
const TITLE_PX = 16
const MARGIN = { left: 60, right: 40, top: 72 }
/** Plot height as a share of the width: close to 3:2 with the texts around it. */
const ASPECT = 0.5
const CAPTION_LINE_PX = 18

/** One plot with all curves, a legend above it and what is reported for each curve under it. */
export function singlePage(input: FigureInput, width: number, options: SvgOptions): SvgPage {
  const response = figureResponseAxis(input)
  const left = tickRoom(response, FONT_PX, MARGIN.left)
  const area = {
    x: left,
    y: MARGIN.top,
    width: width - left - MARGIN.right,
    height: Math.round(width * ASPECT),
  }
  const geometry = figureGeometry(shownInput(input), {
    area,
    dose: figureDoseAxis(input),
    response,
    hasLabels: !isHighlight(input),
  })
  const bottom = area.y + area.height
  const captions = captionLines(
    isHighlight(input)
      ? geometry.curves.filter(({ curve }) => curve.id === input.highlightedId)
      : geometry.curves,
  )
  const markup = [
    textElement(shortened(input.title, 80), {
      x: 16,
      y: 28,
      'font-size': TITLE_PX,
      'font-weight': 600,
      fill: INK.text,
    }),
    textElement(shortened(input.responseLabel, 48), { x: 16, y: 54, fill: INK.text }),
    legendMarkup(geometry, { right: width - MARGIN.right, hasBand: options.hasBand ?? true }),
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

/** Curves behind a highlighted one lose their points, which would push its own aside. Labels are cut to what fits. */
function shownInput(input: FigureInput): FigureInput {
  const isHidden = (curve: FigureCurve): boolean => isHighlight(input) && curve.id !== input.highlightedId
  const curves = input.curves.map((curve) => ({
    ...curve,
    label: shortened(curve.label, 24),
    points: isHidden(curve) ? [] : curve.points,
  }))
  return { ...input, curves }
}

function isHighlight(input: FigureInput): boolean {
  return input.curves.length > MOST_COLOURED
}

/** Curves, points, potencies and names within and under the plot area. */
export function plotMarkup(geometry: FigureGeometry, input: FigureInput, options: SvgOptions): string {
  const { area, curves } = geometry
  const clipId = `${options.idPrefix ?? 'figure'}-plot`
  const lookOf = ({ curve }: GeometryCurve): CurveLook => ({
    ...FULL_LOOK,
    hasBand: options.hasBand ?? true,
    hasMeanSd: options.hasMeanSd ?? false,
    role: isHighlight(input) && curve.id !== input.highlightedId ? 'context' : 'series',
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
    labelsMarkup(geometry),
    potencyTexts(geometry, front, options.hasPotencyUnit === true),
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

function potencyTexts(geometry: FigureGeometry, front: readonly GeometryCurve[], hasUnit: boolean): string {
  const texts = front.flatMap(({ curve }) => {
    if (curve.potency === null) return []
    const x = geometry.xOf(curve.potency.logDose)
    const { text } = curve.potency
    return [{ id: curve.id, x, text: shortened(hasUnit ? text.replace(/^\S+\s/, '') : valueText(text), 16) }]
  })
  return placeUnderAxis(texts, { geometry, fontPx: FONT_PX })
    .map((label) => {
      const text = texts.find(({ id }) => id === label.id)?.text ?? ''
      return haloText(text, { x: label.x + label.width / 2, y: label.y + FONT_PX - 1, anchor: 'middle' })
    })
    .join('')
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
