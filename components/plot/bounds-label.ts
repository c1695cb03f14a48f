import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { placeLabels, textWidth, type Box } from '@/lib/figure/label-placement.ts'
import { FONT_PX } from './plot-area.ts'

interface Strip {
  /** Ends of the strip at the response axis, in px. */
  readonly top: number
  readonly bottom: number
  readonly text: string
}

/** Right of the strip and its edges. */
const LEFT_PX = 24

/** Left end and baseline of the text that names the bounds: beside one of the strip's ends, off points and curves. */
export function boundsLabelPlace(geometry: FigureGeometry, { top, bottom, text }: Strip): [number, number] {
  const { area } = geometry
  const height = FONT_PX * 1.3
  const x = area.x + LEFT_PX
  const heights = [top - height / 2, top - height - 2, bottom + 2, top - 2.5 * height, bottom - height / 2]
  const request = {
    id: 'bounds',
    width: textWidth(text, FONT_PX),
    height,
    candidates: heights.map((y) => ({ x, y })),
  }
  const place = placeLabels([request], { boxes: drawnBoxes(geometry), area })[0]
  return [place?.x ?? x, (place?.y ?? top) + FONT_PX]
}

function drawnBoxes({ curves, xOf, yOf }: FigureGeometry): Box[] {
  return curves.flatMap(({ points, inside, beyond }) => [
    ...points.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 })),
    ...[inside, ...beyond].flatMap((line) =>
      line.x.map((at, i) => ({ x: xOf(at) - 3, y: yOf(line.y[i] ?? NaN) - 3, width: 6, height: 6 })),
    ),
  ])
}
