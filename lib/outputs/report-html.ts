import { escapeMarkup } from '../figure/printable-text.ts'
import { figurePageCount, figureSvg } from '../figure/svg.ts'
import { comparisonFigure } from './comparison-figure.ts'
import { comparisonTable } from './comparison-table.ts'
import { exclusionsTable } from './exclusions-table.ts'
import { htmlPage } from './html-page.ts'
import { judgedText } from './judged-text.ts'
import { methodsGroups } from './methods-groups.ts'
import { outputFigure, outputLabel, reportText } from './output-figure.ts'
import { sourceText } from './source-text.ts'
import { resultsTable } from './results-table.ts'
import { REPORT_STYLE } from './report-style.ts'
import type { Cell, OutputContext, OutputTable } from './types.ts'

/**
 * One self-contained page: figure, potencies, methods, every result at full precision, exclusions. No script and
 * nothing remote, and its own policy forbids both; opens from a disk without a network.
 *
 * @returns the same text for the same input: no clock, no random ids.
 */
export function reportHtml(context: OutputContext): string {
  const title = escapeMarkup(context.frameName) || 'Dose-response report'
  return htmlPage({
    title,
    style: REPORT_STYLE,
    body: [
      '<main>',
      `<h1>${title}</h1>`,
      `<p class="source">${escapeMarkup(sourceText(context))}</p>`,
      ...(context.scope === undefined ? [] : [`<p class="source">${escapeMarkup(context.scope)}</p>`]),
      figureSection(context),
      potencySection(context),
      comparisonSection(context),
      methodsSection(context),
      tableSection('Results at full precision', resultsTable(context)),
      answersSection(context),
      exclusionsSection(context),
      '</main>',
    ],
  })
}

/** Keeps the file of a large screen far below what the tenant takes (30 MB). */
const MOST_DRAWN = 960

function figureSection(context: OutputContext): string {
  const all = outputFigure(context)
  if (all.curves.length === 0) return '<p>No curve was fitted.</p>'
  const figure = { ...all, curves: all.curves.slice(0, MOST_DRAWN) }
  const pages = Array.from({ length: figurePageCount(figure) }, (_, page) =>
    figureSvg(figure, { page, idPrefix: `figure-${page + 1}` }),
  )
  const rest = all.curves.length - figure.curves.length
  const note = rest > 0 ? [`<p>${rest} further curves are not drawn here; their results are below.</p>`] : []
  return [...pages.map((svg) => `<figure>${svg}</figure>`), ...note].join('\n')
}

function potencySection(context: OutputContext): string {
  const items = context.curves.map((fitted) => {
    const label = escapeMarkup(outputLabel(context.curves, fitted))
    const text = `${reportText(fitted)}. ${judgedText(fitted)}`
    return `<li><strong>${label}</strong>: ${escapeMarkup(text)}</li>`
  })
  return items.length === 0 ? '' : `<h2>Potency</h2>\n<ul>\n${items.join('\n')}\n</ul>`
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

function tableSection(title: string, { headers, rows }: OutputTable): string {
  const head = headers.map((header) => `<th scope="col">${escapeMarkup(header)}</th>`).join('')
  const body = rows.map((row) => `<tr>${row.map(cellMarkup).join('')}</tr>`).join('\n')
  return [
    `<h2>${title}</h2>`,
    // Wide tables scroll in their own region, which takes the focus for the arrow keys.
    `<div class="scroll" role="region" aria-label="${title}" tabindex="0">`,
    `<table><thead><tr>${head}</tr></thead>`,
    `<tbody>\n${body}\n</tbody></table>`,
    '</div>',
  ].join('\n')
}

function cellMarkup(cell: Cell): string {
  if (cell === null) return '<td>—</td>'
  if (typeof cell === 'number') return `<td class="number">${String(cell + 0).replace('-', '−')}</td>`
  return `<td>${escapeMarkup(cell)}</td>`
}
