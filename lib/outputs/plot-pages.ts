import { zipSync, type Zippable } from 'fflate'
import { figurePageCount, figureSvg } from '../figure/svg.ts'
import type { SvgOptions } from '../figure/svg-page.ts'
import { counted } from '../format/format-number.ts'
import { outputFigure } from './output-figure.ts'
import type { OutputContext } from './types.ts'

/** Four panels by five, as wide as panels of the PDF report. */
const PAGE = { columns: 4, panelsPerPage: 20, width: 1120, arePanels: true } as const satisfies SvgOptions

/** As in the PDF report: a large screen's results are in the frame. */
const MOST_DRAWN = 960

/** What an archive says of when: nothing, so that the same pages are the same bytes. Archives begin in 1980. */
const NO_TIME = new Date(1980, 0, 1)

export interface PageDrawing {
  /** PNG bytes of a self-contained SVG; null where it could not be drawn. */
  draw(svg: string): Promise<Uint8Array | null>
  /** Between pages: throws where nobody waits for them any more. */
  pause(): Promise<void>
}

/**
 * Every curve as PNG pages on one scale, in one archive: `page-01.png` and on.
 *
 * @returns null without a curve, and where a page could not be drawn
 */
export async function plotPages(
  context: OutputContext,
  { draw, pause }: PageDrawing,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const curves = context.curves.slice(0, MOST_DRAWN)
  if (curves.length === 0) return null
  const figure = outputFigure({ ...context, curves })
  const pages = figurePageCount(figure, PAGE)
  const digits = Math.max(2, String(pages).length)
  const files: Zippable = {}
  for (let page = 0; page < pages; page += 1) {
    await pause()
    const png = await draw(figureSvg(figure, { ...PAGE, page }))
    if (png === null) return null
    // A PNG is packed already.
    files[`page-${String(page + 1).padStart(digits, '0')}.png`] = [png, { level: 0, mtime: NO_TIME }]
  }
  const rest = context.curves.length - curves.length
  if (rest > 0) {
    const text = `${counted(rest, 'further curve')} not drawn here; the results table has them.\n`
    files['not-drawn.txt'] = [new TextEncoder().encode(text), { mtime: NO_TIME }]
  }
  return new Uint8Array(zipSync(files))
}
