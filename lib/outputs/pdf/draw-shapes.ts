import {
  clip,
  endPath,
  LineCapStyle,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
  type PDFPage,
  type RGB,
} from '@cantoo/pdf-lib'
import type { Fonts } from './fonts.ts'
import type { Shape } from './svg-shapes.ts'

interface Place {
  /** The drawing's upper left corner, in points from the lower left corner of the page. */
  readonly left: number
  readonly top: number
  /** Points per px. */
  readonly scale: number
  readonly fonts: Fonts
}

/** Draws a figure's shapes as lines, areas and letters: sharp at every size, its text can be searched. */
export function drawShapes(page: PDFPage, shapes: readonly Shape[], place: Place): void {
  const { left, top, scale } = place
  for (const shape of shapes) {
    switch (shape.kind) {
      case 'path':
        drawPath(page, shape, place)
        break
      case 'text':
        drawLabel(page, shape, place)
        break
      case 'clip': {
        const bottom = top - (shape.y + shape.height) * scale
        const size = [shape.width * scale, shape.height * scale] as const
        page.pushOperators(
          pushGraphicsState(),
          rectangle(left + shape.x * scale, bottom, ...size),
          clip(),
          endPath(),
        )
        break
      }
      case 'unclip':
        page.pushOperators(popGraphicsState())
        break
    }
  }
}

function drawPath(
  page: PDFPage,
  { d, x, y, paint }: Extract<Shape, { kind: 'path' }>,
  { left, top, scale }: Place,
): void {
  const { fill, fillOpacity, stroke, strokeWidth, dash, isRoundCap } = paint
  if (fill === null && stroke === null) return
  page.drawSvgPath(d, {
    x: left + x * scale,
    y: top - y * scale,
    scale,
    ...(fill !== null && { color: colourOf(fill) }),
    ...(fill !== null && fillOpacity < 1 && { opacity: fillOpacity }),
    ...(stroke !== null && {
      borderColor: colourOf(stroke),
      borderWidth: strokeWidth,
      borderDashArray: [...dash],
      borderLineCap: isRoundCap ? LineCapStyle.Round : LineCapStyle.Butt,
    }),
  })
}

function drawLabel(
  page: PDFPage,
  { text, x, y, size, isBold, anchor, fill }: Extract<Shape, { kind: 'text' }>,
  { left, top, scale, fonts }: Place,
): void {
  const font = isBold ? fonts.bold : fonts.plain
  const shown = fonts.write(text)
  const points = size * scale
  const width = font.widthOfTextAtSize(shown, points)
  const shift = { start: 0, middle: width / 2, end: width }[anchor]
  page.drawText(shown, {
    x: left + x * scale - shift,
    y: top - y * scale,
    size: points,
    font,
    color: colourOf(fill),
  })
}

/** `#RRGGBB`, as every ink and series colour is. */
export function colourOf(hex: string): RGB {
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16) / 255
  return rgb(part(1), part(3), part(5))
}
