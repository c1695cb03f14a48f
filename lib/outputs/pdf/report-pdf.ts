import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { shortened } from '../../figure/printable-text.ts'
import { figurePageCount, figureSvg } from '../../figure/svg.ts'
import { INK } from '../../figure/svg-ink.ts'
import { counted } from '../../format/format-number.ts'
import { methodsGroups } from '../methods-groups.ts'
import { outputFigure } from '../output-figure.ts'
import { sourceText } from '../source-text.ts'
import type { OutputContext } from '../types.ts'
import { drawShapes } from './draw-shapes.ts'
import { Sheet, INNER_WIDTH } from './sheet.ts'
import { drawSummary } from './summary.ts'
import { svgShapes } from './svg-shapes.ts'

/** Panels two by four fill a page; its text is then 9.3 points. */
const PANELS = { columns: 2, perPage: 8, widthPx: 560 }
/** As in the HTML report: a large screen's results are in the frame. */
const MOST_DRAWN = 960
/** Ways of fitting that are written out; a screen tuned curve by curve has as many as curves. */
const MOST_METHODS = 6

/**
 * The report as a PDF of A4 pages: source, methods, a summary of every curve, then one panel per curve on one scale, all
 * as lines and letters.
 *
 * @param pause  called between pages, so that a long report need not hold up the page
 * @returns the same bytes for the same input: no clock, no random ids
 */
export async function reportPdf(
  context: OutputContext,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const title = shortened(context.frameName, 120) || 'Dose-response report'
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setProducer(`Halfmax ${context.version}`)
  pdf.setCreator(`Halfmax ${context.version}`)
  pdf.setLanguage('en')
  const sheet = new Sheet(pdf, {
    plain: pdf.embedStandardFont(StandardFonts.Helvetica),
    bold: pdf.embedStandardFont(StandardFonts.HelveticaBold),
  })
  writeHead(sheet, context, title)
  await drawSummary(sheet, context, pause)
  await drawPanels(sheet, context, pause)
  sheet.foot(shortened(sourceText(context), 110))
  return new Uint8Array(await pdf.save())
}

function writeHead(sheet: Sheet, context: OutputContext, title: string): void {
  const { scope, answers = [], curves } = context
  sheet.paragraph(title, { size: 16, isBold: true })
  sheet.paragraph(sourceText(context), { size: 9, colour: INK.muted })
  if (scope !== undefined) sheet.paragraph(scope, { size: 9, colour: INK.muted })
  const groups = methodsGroups(context)
  for (const { names, text } of groups.slice(0, MOST_METHODS)) {
    sheet.down(4)
    const whose = names.length === curves.length ? '' : `${shortened(names.join(', '), 160)}: `
    sheet.paragraph(`${whose}${text}`, { size: 9 })
  }
  if (groups.length > MOST_METHODS) {
    sheet.paragraph(`${groups.length - MOST_METHODS} further ways of fitting are in the methods text.`, {
      size: 9,
    })
  }
  for (const answer of answers) sheet.paragraph(answer, { size: 9, colour: INK.muted })
  sheet.down(10)
}

async function drawPanels(sheet: Sheet, context: OutputContext, pause: () => Promise<void>): Promise<void> {
  const drawn = { ...context, curves: context.curves.slice(0, MOST_DRAWN) }
  if (drawn.curves.length === 0) return
  const figure = outputFigure(drawn)
  const scale = INNER_WIDTH / PANELS.widthPx
  const options = {
    ...PANELS,
    arePanels: true,
    hasHeading: false,
    width: PANELS.widthPx,
    panelsPerPage: PANELS.perPage,
  }
  const pages = figurePageCount(figure, options)
  for (let page = 0; page < pages; page++) {
    await pause()
    sheet.newPage()
    sheet.paragraph(`${figure.responseLabel} against ${figure.doseLabel}, one scale for all`, {
      size: 9,
      colour: INK.muted,
    })
    sheet.down(6)
    const shapes = svgShapes(figureSvg(figure, { ...options, page }))
    drawShapes(sheet.page, shapes, { left: sheet.left, top: sheet.top, scale, fonts: sheet.fonts })
  }
  const rest = context.curves.length - drawn.curves.length
  if (rest === 0) return
  sheet.newPage()
  sheet.paragraph(`${counted(rest, 'further curve')} not drawn here; the summary has them.`, { size: 9 })
}
