import { PDFDocument } from '@cantoo/pdf-lib'
import { shortened } from '../../figure/printable-text.ts'
import { figurePageCount, figureSvg } from '../../figure/svg.ts'
import { INK } from '../../figure/svg-ink.ts'
import { counted } from '../../format/format-number.ts'
import { methodsGroups } from '../methods-groups.ts'
import { outputFigure } from '../output-figure.ts'
import { sourceText } from '../source-text.ts'
import type { OutputContext } from '../types.ts'
import { drawShapes } from './draw-shapes.ts'
import { embeddedFonts, standardFonts, type FontFiles } from './fonts.ts'
import { Sheet, INNER_WIDTH } from './sheet.ts'
import { drawSummary } from './summary.ts'
import { svgShapes } from './svg-shapes.ts'

/** Panels two by four fill a page; its text is then 9.3 points. */
const PANELS = { columns: 2, perPage: 8, widthPx: 560 }
/** As in the HTML report: a large screen's results are in the frame. */
const MOST_DRAWN = 960
/** Ways of fitting that are written out; a screen tuned curve by curve has as many as curves. */
const MOST_METHODS = 6

interface Making {
  /** Called between pages, so that a long report need not hold up the page. */
  pause(): Promise<void>
  /** Asked for where names have letters that the standard fonts lack; null where they cannot be had. */
  loadFonts(): Promise<FontFiles | null>
}

const PLAIN: Making = { pause: () => Promise.resolve(), loadFonts: () => Promise.resolve(null) }

/**
 * The report as a PDF of A4 pages: source, methods, a summary of every curve, then one panel per curve on one scale, all
 * as lines and letters.
 *
 * @returns the same bytes for the same input and fonts: no clock, no random ids
 */
export async function reportPdf(
  context: OutputContext,
  making: Partial<Making> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { pause, loadFonts } = { ...PLAIN, ...making }
  const first = await drawn(context, { pause, files: null, lacking: [] })
  if (first.lacking.size === 0) return first.bytes
  // Most reports need no more than the standard fonts: what they lack is known once all is written.
  const files = await loadFonts()
  const second = files === null ? first : await drawn(context, { pause, files, lacking: [] })
  if (second.lacking.size === 0) return second.bytes
  const last = await drawn(context, { pause, files, lacking: [...second.lacking] })
  return last.bytes
}

interface Drawing extends Pick<Making, 'pause'> {
  /** Null: the standard fonts. */
  readonly files: FontFiles | null
  /** Characters that stand as code points, told in the head. */
  readonly lacking: readonly string[]
}

async function drawn(context: OutputContext, { pause, files, lacking }: Drawing) {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const title = shortened(context.frameName, 120) || 'Dose-response report'
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setProducer(`Halfmax ${context.version}`)
  pdf.setCreator(`Halfmax ${context.version}`)
  pdf.setLanguage('en')
  const fonts = files === null ? standardFonts(pdf) : await embeddedFonts(pdf, files)
  const sheet = new Sheet(pdf, fonts)
  writeHead(sheet, context, { title, lacking })
  await drawSummary(sheet, context, pause)
  await drawPanels(sheet, context, pause)
  sheet.foot(shortened(sourceText(context), 110))
  return { bytes: new Uint8Array(await pdf.save()), lacking: fonts.lacking }
}

/** "3 characters that the report’s font lacks are written out or as their code points, such as [U+4E2D]." */
function lackingText(lacking: readonly string[]): string {
  const [first = ''] = lacking
  const are = lacking.length === 1 ? 'is' : 'are'
  const code = `U+${(first.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return `${counted(lacking.length, 'character')} that the font of this report lacks ${are} written out or by code point, the first ${code}. Tables and HTML have the names as they are.`
}

function writeHead(
  sheet: Sheet,
  context: OutputContext,
  { title, lacking }: { readonly title: string; readonly lacking: readonly string[] },
): void {
  const { scope, answers = [], curves } = context
  sheet.paragraph(title, { size: 16, isBold: true })
  sheet.paragraph(sourceText(context), { size: 9, colour: INK.muted })
  if (scope !== undefined) sheet.paragraph(scope, { size: 9, colour: INK.muted })
  if (lacking.length > 0) sheet.paragraph(lackingText(lacking), { size: 9, colour: INK.muted })
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
  const shown = { ...context, curves: context.curves.slice(0, MOST_DRAWN) }
  if (shown.curves.length === 0) return
  const figure = outputFigure(shown)
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
  const rest = context.curves.length - shown.curves.length
  if (rest === 0) return
  sheet.newPage()
  sheet.paragraph(`${counted(rest, 'further curve')} not drawn here; the summary has them.`, { size: 9 })
}
