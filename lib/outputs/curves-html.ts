import { escapeMarkup } from '../figure/printable-text.ts'
import { figureSvg } from '../figure/svg.ts'
import type { FigureInput } from '../figure/types.ts'
import { counted } from '../format/format-number.ts'
import { curveFacets, type CurveFacet } from './curve-facets.ts'
import { CURVES_STYLE, hideRule } from './curves-style.ts'
import { htmlPage } from './html-page.ts'
import { judgedText } from './judged-text.ts'
import { outputFigure } from './output-figure.ts'
import { sourceText } from './source-text.ts'
import type { FittedCurve, OutputContext } from './types.ts'

/** Keeps the file of a large screen far below what the tenant takes (30 MB). */
const MOST_DRAWN = 960
const PANEL_WIDTH_PX = 300

/**
 * Every curve with its potency, verdict and mark on one page, and a filter that needs no script: boxes that style rules
 * look at, so that it works where scripts are refused, from a disk and inside the tenant's own viewer.
 *
 * @returns the same text for the same input: no clock, no random ids.
 */
export function curvesHtml(context: OutputContext): string {
  const title = escapeMarkup(context.frameName) || 'Dose-response curves'
  const drawn = { ...context, curves: context.curves.slice(0, MOST_DRAWN) }
  const facets = curveFacets(drawn.curves)
  const figure = outputFigure(drawn)
  const rest = context.curves.length - drawn.curves.length
  const note = rest > 0 ? ` ${counted(rest, 'further curve')} not drawn here: see the results frame.` : ''
  return htmlPage({
    title,
    style: CURVES_STYLE + facets.flatMap(({ values }) => values.map(({ key }) => hideRule(key))).join('\n'),
    body: [
      '<main>',
      `<header><h1>${title}</h1>`,
      `<p class="source">${escapeMarkup(`${sourceText(context)}${note}`)}</p>`,
      ...(context.scope === undefined ? [] : [`<p class="source">${escapeMarkup(context.scope)}</p>`]),
      `<p class="source">${escapeMarkup(axesText(figure))}</p></header>`,
      filterForm(facets),
      '<div class="curves">',
      ...drawn.curves.map((fitted, place) => curveCard({ fitted, place, facets, figure })),
      '</div>',
      // After the curves, which are counted as far as here; the style puts it above them.
      `<p class="shown"> of ${counted(drawn.curves.length, 'curve')} shown</p>`,
      '</main>',
    ],
  })
}

function axesText({ responseLabel, doseLabel }: FigureInput): string {
  return `${responseLabel} against ${doseLabel}, one scale for all.`
}

/** Unchecking a box hides the curves that have its value. */
function filterForm(facets: readonly CurveFacet[]): string {
  const groups = facets.map(({ title, values }) => {
    const boxes = values.map(
      ({ key, text, count: own }) =>
        `<label><input type="checkbox" id="${key}" checked> ${escapeMarkup(text)} (${own})</label>`,
    )
    return `<fieldset><legend>${title}</legend>${boxes.join('\n')}</fieldset>`
  })
  return ['<form aria-label="Filter">', ...groups, '<button type="reset">Show all</button>', '</form>'].join(
    '\n',
  )
}

interface Card {
  readonly fitted: FittedCurve
  readonly place: number
  readonly facets: readonly CurveFacet[]
  readonly figure: FigureInput
}

function curveCard({ fitted, place, facets, figure }: Card): string {
  const classes = facets.flatMap(({ values }) =>
    values.filter(({ has }) => has(fitted)).map(({ key }) => key),
  )
  const curve = figure.curves[place]
  if (!curve) return ''
  // The figure itself, not a copy of it with another name: its axes are found once for all panels.
  const svg = figureSvg(figure, {
    width: PANEL_WIDTH_PX,
    columns: 1,
    panelsPerPage: 1,
    page: place,
    arePanels: true,
    hasHeading: false,
    name: `${curve.label}: ${curve.reportText ?? ''}`,
    idPrefix: `curve-${place + 1}`,
  })
  return [
    `<article class="${classes.join(' ')}" aria-label="${escapeMarkup(curve.label)}">`,
    svg,
    `<p>${escapeMarkup(judgedText(fitted))}</p>`,
    '</article>',
  ].join('')
}
