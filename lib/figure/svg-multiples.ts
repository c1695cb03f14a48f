import {
  figureDoseAxis,
  figureGeometry,
  figureResponseAxis,
  type FigureGeometry,
  type GeometryCurve,
} from './geometry.ts'
import { madeOnce } from '../made-once.ts'
import { shortened } from './printable-text.ts'
import { tickRoom } from './response-axis.ts'
import { axesMarkup } from './svg-axes.ts'
import { curveMarkup, FULL_LOOK, pointsMarkup, potencyMarkup } from './svg-curve.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'
import { PANELS_PER_PAGE, type SvgOptions, type SvgPage } from './svg-page.ts'
import type { DoseAxis, FigureCurve, FigureInput, ResponseAxis } from './types.ts'

const COLUMNS = 3
const PANEL = { height: 176, left: 44, top: 40, bottom: 26, right: 10 }
const TOP_PX = 64
const FONT_PX = 10
const MARKER_PX = 5

/** Small multiples, three across, all pages on one shared scale so that panels can be compared. */
export function multiplesPage(input: FigureInput, width: number, options: SvgOptions): SvgPage {
  const page = options.page ?? 0
  const perPage = options.panelsPerPage ?? PANELS_PER_PAGE
  const shown = input.curves.slice(page * perPage, (page + 1) * perPage)
  const axes = sharedAxes(input)
  const columns = options.columns ?? COLUMNS
  const rows = Math.max(1, Math.ceil(shown.length / columns))
  const pages = Math.ceil(input.curves.length / perPage)
  const heading =
    pages > 1 && options.hasPageNumber !== false
      ? `${shortened(input.title, 64)} (${page + 1} of ${pages})`
      : shortened(input.title, 80)
  const ghostText = input.ghost ? `; grey: ${shortened(input.ghost.label, 24)}` : ''
  const axisText = `${shortened(input.responseLabel, 40)} against ${shortened(axes.dose.label, 40)}, one scale for all${ghostText}`
  const panels = shown.map((curve, i) => panelMarkup({ input, curve, axes, width, place: i, options }))
  if (options.hasHeading === false) return { height: rows * PANEL.height + 12, markup: panels.join('') }
  const markup = [
    textElement(heading, { x: 16, y: 28, 'font-size': 16, 'font-weight': 600, fill: INK.text }),
    textElement(axisText, { x: 16, y: 50, fill: INK.muted }),
    ...panels,
  ].join('')
  return { height: TOP_PX + rows * PANEL.height + 12, markup }
}

interface SharedAxes {
  readonly dose: DoseAxis
  readonly response: ResponseAxis
}

/** Every page of a figure asks for the same axes; finding them reads every point of every curve. */
const sharedAxes = madeOnce((input: FigureInput): SharedAxes => ({
  // Minor ticks crowd a panel of this size.
  dose: { ...figureDoseAxis(input), minor: [] },
  response: { ...figureResponseAxis(input), minor: [] },
}))

interface PanelInput {
  readonly input: FigureInput
  readonly curve: FigureCurve
  readonly axes: SharedAxes
  readonly width: number
  readonly place: number
  readonly options: SvgOptions
}

function panelMarkup({ input, curve, axes, width, place, options }: PanelInput): string {
  const columns = options.columns ?? COLUMNS
  const panelWidth = (width - 16) / columns
  const left = 8 + (place % columns) * panelWidth
  const first = options.hasHeading === false ? 0 : TOP_PX
  const top = first + Math.floor(place / columns) * PANEL.height
  const room = tickRoom(axes.response, FONT_PX, PANEL.left)
  const area = {
    x: left + room,
    y: top + PANEL.top,
    width: panelWidth - room - PANEL.right,
    height: PANEL.height - PANEL.top - PANEL.bottom,
  }
  const behind = input.ghost && input.ghost.id !== curve.id ? [{ ...input.ghost, points: [] }] : []
  const geometry = panelGeometry({ ...input, curves: [curve, ...behind] }, area, axes)
  const [drawn, ghost] = geometry.curves
  // From the panel's edge to the next one's, at the width of an average letter.
  const letters = Math.floor((panelWidth - 12) / (FONT_PX * 0.52))
  const report = curve.reportText ?? curve.potency?.text ?? 'no potency reported'
  return [
    textElement(shortened(curve.label, 30), {
      x: left + 8,
      y: top + 14,
      'font-size': 11,
      'font-weight': 600,
      fill: INK.text,
    }),
    textElement(shortened(report, letters), {
      x: left + 8,
      y: top + 30,
      'font-size': FONT_PX,
      fill: INK.text,
    }),
    element('g', { 'font-size': FONT_PX }, axesMarkup(geometry, FONT_PX)),
    drawn === undefined ? '' : drawnMarkup(geometry, drawn, { options, place, ghost }),
  ].join('')
}

/** The shared axes replace the panel's own; positions follow from them. */
function panelGeometry(
  input: FigureInput,
  area: FigureGeometry['area'],
  axes: PanelInput['axes'],
): FigureGeometry {
  return figureGeometry(input, {
    area,
    dose: axes.dose,
    response: axes.response,
    markerPx: MARKER_PX,
    hasLabels: false,
  })
}

function drawnMarkup(
  geometry: FigureGeometry,
  drawn: GeometryCurve,
  {
    options,
    place,
    ghost,
  }: { readonly options: SvgOptions; readonly place: number; readonly ghost: GeometryCurve | undefined },
): string {
  const look = {
    ...FULL_LOOK,
    hasBand: options.hasBand ?? true,
    hasMeanSd: options.hasMeanSd ?? false,
    markerPx: MARKER_PX,
  }
  const ghostLine = ghost === undefined ? '' : curveMarkup(geometry, ghost, { ...look, role: 'context' })
  const clipId = `${options.idPrefix ?? 'figure'}-panel-${place}`
  return [
    element('defs', {}, element('clipPath', { id: clipId }, element('rect', { ...geometry.area }))),
    element('g', { 'clip-path': `url(#${clipId})` }, ghostLine, curveMarkup(geometry, drawn, look)),
    potencyMarkup(geometry, drawn, 0),
    pointsMarkup(geometry, drawn, look),
  ].join('')
}
