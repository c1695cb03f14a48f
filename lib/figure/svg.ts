import { printableText } from './printable-text.ts'
import { element, escapedTitle } from './svg-element.ts'
import { FONT, INK } from './svg-ink.ts'
import { multiplesPage } from './svg-multiples.ts'
import { MOST_COLOURED, PANELS_PER_PAGE, type SvgOptions } from './svg-page.ts'
import { singlePage } from './svg-single.ts'
import type { FigureInput } from './types.ts'

const WIDTH_PX = 720

/**
 * A figure as one self-contained SVG: always light, no script, style sheet, font or image, every text escaped.
 *
 * Up to five curves share one plot. More are small multiples, twelve to a page, unless one is highlighted: then the
 * others are thin grey lines behind it.
 *
 * @returns the same text for the same input on every machine.
 */
export function figureSvg(input: FigureInput, options: SvgOptions = {}): string {
  const width = options.width ?? WIDTH_PX
  const content = isMultiples(input, options)
    ? multiplesPage(input, width, options)
    : singlePage(input, width, options)
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: content.height,
      viewBox: `0 0 ${width} ${content.height}`,
      role: 'img',
      'font-family': FONT,
      'font-size': 12,
      'stroke-linejoin': 'round',
    },
    escapedTitle(printableText(options.name ?? input.title) || 'Dose-response figure'),
    element('rect', { width, height: content.height, fill: INK.ground }),
    content.markup,
  )
}

/** How many pages `figureSvg` has for this input; at least one. */
export function figurePageCount(input: FigureInput, options: SvgOptions = {}): number {
  const { panelsPerPage = PANELS_PER_PAGE } = options
  return isMultiples(input, options) ? Math.max(1, Math.ceil(input.curves.length / panelsPerPage)) : 1
}

function isMultiples(input: FigureInput, { arePanels = false }: SvgOptions): boolean {
  if (arePanels) return true
  if (input.curves.length <= MOST_COLOURED) return false
  return !input.curves.some((curve) => curve.id === input.highlightedId)
}
