import { escapeMarkup } from '../figure/printable-text.ts'
import { figurePageCount, figureSvg } from '../figure/svg.ts'
import { comparisonFigure } from './comparison-figure.ts'
import { comparisonTable } from './comparison-table.ts'
import { exclusionsTable } from './exclusions-table.ts'
import { encodePieces } from './encode-pieces.ts'
import { htmlLines } from './html-page.ts'
import { madeInPieces } from '../made-once.ts'
import { judgedText } from './judged-text.ts'
import { methodsGroups } from './methods-groups.ts'
import { outputFigure, outputLabel, reportText } from './output-figure.ts'
import { sourceText } from './source-text.ts'
import { resultsTable } from './results-table.ts'
import { REPORT_STYLE } from './report-style.ts'
import type { Cell, OutputContext, OutputTable } from './types.ts'

/** The report as UTF-8. */
export const reportBytes = madeInPieces((context: OutputContext) => encodePieces(reportLines(context)))

export function reportHtml(context: OutputContext): string {
  return [...reportLines(context)].join('')
}

/**
 * One self-contained page: figure, potencies, methods, every result at full precision, exclusions. No script and
 * nothing remote, and its own policy forbids both; opens from a disk without a network.
 *
 * @returns the same text for the same input: no clock, no random ids.
 */
function reportLines(context: OutputContext): Iterable<string> {
  const title = escapeMarkup(context.frameName) || 'Dose-response report'
  return htmlLines({ title, style: REPORT_STYLE, body: bodyLines(context, title) })
}

function* bodyLines(context: OutputContext, title: string): Generator<string> {
  yield '<main>'
  yield `<h1>${title}</h1>`
  yield `<p class="source">${escapeMarkup(sourceText(context))}</p>`
  if (context.scope !== undefined) yield `<p class="source">${escapeMarkup(context.scope)}</p>`
  yield* figureLines(context)
  yield* potencyLines(context)
  yield comparisonSection(context)
  yield methodsSection(context)
  yield* tableLines('Results at full precision', resultsTable(context))
  yield answersSection(context)
  yield exclusionsSection(context)
  yield '</main>'
}

/** Keeps the file of a large screen far below what the tenant takes (30 MB). */
const MOST_DRAWN = 960

function* figureLines(context: OutputContext): Generator<string> {
  const all = outputFigure(context)
  if (all.curves.length === 0) {
    yield '<p>No curve was fitted.</p>'
    return
  }
  const figure = { ...all, curves: all.curves.slice(0, MOST_DRAWN) }
  for (let page = 0; page < figurePageCount(figure); page += 1) {
    yield `<figure>${figureSvg(figure, { page, idPrefix: `figure-${page + 1}` })}</figure>`
  }
  const rest = all.curves.length - figure.curves.length
  if (rest > 0) yield `<p>${rest} further curves are not drawn here; their results are below.</p>`
}

function* potencyLines(context: OutputContext): Generator<string> {
  if (context.curves.length === 0) {
    yield ''
    return
  }
  yield '<h2>Potency</h2>'
  yield '<ul>'
  for (const fitted of context.curves) {
    const label = escapeMarkup(outputLabel(context.curves, fitted))
    const text = `${reportText(fitted)}. ${judgedText(fitted)}`
    yield `<li><strong>${label}</strong>: ${escapeMarkup(text)}</li>`
  }
  yield '</ul>'
}

/** The compared curves over one another, and what they come to. */
function comparisonSection(context: OutputContext): string {
  const figure = comparisonFigure(context)
  const table = comparisonTable(context)
  if (table.rows.length === 0) return ''
  const drawn = figure
    ? `<figure>${figureSvg(figure, { idPrefix: 'comparison', hasBand: false })}</figure>\n`
    : ''
  return drawn + tableSection('Comparison', table)
}

function methodsSection(context: OutputContext): string {
  const lines = methodsGroups(context).map(
    ({ names, text }) => `<p><strong>${escapeMarkup(names.join(', '))}</strong>: ${escapeMarkup(text)}</p>`,
  )
  return lines.length === 0 ? '' : `<h2>Methods</h2>\n${lines.join('\n')}`
}

function answersSection({ answers = [] }: OutputContext): string {
  if (answers.length === 0) return ''
  const items = answers.map((answer) => `<li>${escapeMarkup(answer)}</li>`)
  return `<h2>How the table was read</h2>\n<ul>\n${items.join('\n')}\n</ul>`
}

function exclusionsSection(context: OutputContext): string {
  const table = exclusionsTable(context)
  return table.rows.length === 0 ? '' : tableSection('Excluded points', table)
}

function tableSection(title: string, table: OutputTable): string {
  return [...tableLines(title, table)].join('\n')
}

function* tableLines(title: string, { headers, rows }: OutputTable): Generator<string> {
  const head = headers.map((header) => `<th scope="col">${escapeMarkup(header)}</th>`).join('')
  yield `<h2>${title}</h2>`
  // Wide tables scroll in their own region, which takes the focus for the arrow keys.
  yield `<div class="scroll" role="region" aria-label="${title}" tabindex="0">`
  yield `<table><thead><tr>${head}</tr></thead>`
  yield '<tbody>'
  for (const row of rows) yield `<tr>${row.map(cellMarkup).join('')}</tr>`
  if (rows.length === 0) yield ''
  yield '</tbody></table>'
  yield '</div>'
}

function cellMarkup(cell: Cell): string {
  if (cell === null) return '<td>—</td>'
  if (typeof cell === 'number') return `<td class="number">${String(cell + 0).replace('-', '−')}</td>`
  return `<td>${escapeMarkup(cell)}</td>`
}
