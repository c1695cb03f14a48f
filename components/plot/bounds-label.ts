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

/**
 * Left end and baseline of the text that names the bounds, near one of the strip's ends.
 *
 * @returns null where points and curves leave no room: the fields of the parameter hold the same numbers.
 */
export function boundsLabelPlace(
  geometry: FigureGeometry,
  { top, bottom, text }: Strip,
): readonly [x: number, y: number] | null {
  const { area } = geometry
  const height = FONT_PX * 1.3
  const x = area.x + LEFT_PX
  const heights = [
    top - height / 2,
    top - height - 2,
    top - 2 * height,
    top - 3 * height,
    bottom + 2,
    bottom - height / 2,
  ]
  const request = {
    id: 'bounds',
    width: textWidth(text, FONT_PX),
    height,
    candidates: heights.map((y) => ({ x, y })),
  }
  const place = placeLabels([request], { boxes: drawnBoxes(geometry), area })[0]
  return place?.isFree === true ? [place.x, place.y + FONT_PX] : null
}

/** What a text keeps off. Grid lines too: Plotly draws them over it. */
export function drawnBoxes({ area, response, curves, xOf, yOf }: FigureGeometry): Box[] {
  const grid = response.major.map(({ at }) => ({ x: area.x, y: yOf(at) - 1, width: area.width, height: 2 }))
  const drawn = curves.flatMap(({ points, inside, beyond }) => [
    ...points.map(({ x, y }) => ({ x: x - 6, y: y - 6, width: 12, height: 12 })),
    ...[inside, ...beyond].flatMap((line) =>
      line.x.map((at, i) => ({ x: xOf(at) - 3, y: yOf(line.y[i] ?? NaN) - 3, width: 6, height: 6 })),
    ),
  ])
  return [...grid, ...drawn]
}
