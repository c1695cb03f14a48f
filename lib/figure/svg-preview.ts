import { captionMarkup } from './svg-caption.ts'
import { figureDoseAxis, figureGeometry, figureResponseAxis } from './geometry.ts'
import { shortened } from './printable-text.ts'
import { axesMarkup } from './svg-axes.ts'
import { curveMarkup, FULL_LOOK, pointsMarkup } from './svg-curve.ts'
import { element, escapedTitle, textElement } from './svg-element.ts'
import { FONT, INK } from './svg-ink.ts'
import { figureSvg } from './svg.ts'
import { MOST_COLOURED } from './svg-page.ts'
import type { FigureInput } from './types.ts'

const SMALL = {
  width: 252,
  plotHeight: 118,
  left: 40,
  top: 34,
  right: 14,
  bottom: 24,
  fontPx: 11,
  markerPx: 4.5,
}
const CAPTION_LINE_PX = 17
const PANELS = { width: 620, columns: 2, count: 4 }

/** A figure laid out anew for a small place, with text that can be read there; never the pushed picture scaled down. */
export interface FigurePreview {
  readonly svg: string
  readonly width: number
  /** What is left out of it, or null. */
  readonly omission: string | null
}

/** Up to five curves in one small plot with what is reported; of more, the first small multiples. */
export function figurePreview(input: FigureInput): FigurePreview {
  if (input.curves.length > MOST_COLOURED) {
    const svg = figureSvg(input, {
      width: PANELS.width,
      columns: PANELS.columns,
      panelsPerPage: PANELS.count,
      // Pages of the preview are none of what is pushed.
      hasPageNumber: false,
    })
    const hidden = input.curves.length - PANELS.count
    const omission = hidden > 0 ? `first ${PANELS.count} of ${input.curves.length} curves` : null
    return { svg, width: PANELS.width, omission }
  }
  return { svg: smallPlot(input), width: SMALL.width, omission: null }
}

function smallPlot(input: FigureInput): string {
  const { width, plotHeight, left, top, right, bottom, fontPx, markerPx } = SMALL
  const area = { x: left, y: top, width: width - left - right, height: plotHeight }
  const geometry = figureGeometry(input, {
    area,
    // Minor ticks crowd a plot of this size.
    dose: { ...figureDoseAxis(input), minor: [] },
    response: { ...figureResponseAxis(input), minor: [] },
    markerPx,
    hasLabels: false,
  })
  const look = { ...FULL_LOOK, markerPx }
  const under = top + plotHeight + bottom
  const height = under + input.curves.length * CAPTION_LINE_PX + 6
  const captions = input.curves.map((curve, i) => {
    const report = curve.potency?.text ?? curve.reportText ?? 'no potency reported'
    const text = shortened(`${curve.label}: ${report}`, 34)
    return captionMarkup({ series: curve.series, text }, under + 12 + i * CAPTION_LINE_PX)
  })
  const title = `${input.responseLabel} by ${input.doseLabel.charAt(0).toLowerCase()}${input.doseLabel.slice(1)}`
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': FONT,
      'font-size': fontPx,
    },
    escapedTitle(shortened(input.title, 80) || 'Dose-response figure'),
    element('rect', { width, height, fill: INK.ground }),
    textElement(shortened(title, 38), { x: left, y: 20, fill: INK.text }),
    axesMarkup(geometry, fontPx),
    element('clipPath', { id: 'preview-plot' }, element('rect', { ...area })),
    element(
      'g',
      { 'clip-path': 'url(#preview-plot)' },
      ...geometry.curves.map((drawn) => curveMarkup(geometry, drawn, look)),
    ),
    ...geometry.curves.map((drawn) => pointsMarkup(geometry, drawn, look)),
    ...captions,
  )
}
