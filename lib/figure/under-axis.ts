import type { FigureGeometry } from './geometry.ts'
import { placeLabels, textWidth, type Box, type PlacedLabel } from './label-placement.ts'

/** Where texts under the axis may stand: in the tick row where there is room, else one row lower. */
export function placeUnderAxis(
  texts: readonly { readonly id: string; readonly x: number; readonly text: string }[],
  { geometry, fontPx }: { readonly geometry: FigureGeometry; readonly fontPx: number },
): PlacedLabel[] {
  const { area, dose, xOf } = geometry
  const height = fontPx + 2
  const top = area.y + area.height + 9
  const boxes: Box[] = dose.major.map(({ at, text }) => {
    const width = textWidth(text, fontPx) + 8
    return { x: xOf(at) - width / 2, y: top, width, height }
  })
  const requests = texts.map(({ id, x, text }) => {
    const width = textWidth(text, fontPx) + 6
    const shifts = [0, -0.5, 0.5].map((share) => share * width)
    const candidates = [0, 1].flatMap((row) =>
      shifts.map((shift) => ({ x: x - width / 2 + shift, y: top + row * (height + 1) })),
    )
    // Only straight under its line in the tick row; shifted texts keep to the row below.
    return { id, width, height, candidates: candidates.filter((_, i) => i !== 1 && i !== 2) }
  })
  const room = { x: area.x - 20, y: top, width: area.width + 60, height: 2 * height + 2 }
  return placeLabels(requests, { boxes, area: room })
}
