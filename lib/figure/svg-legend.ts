import type { FigureGeometry } from './geometry.ts'
import { textWidth } from './label-placement.ts'
import { crossPath, markerPath } from './marker-path.ts'
import { EXCLUDED_COLOUR, seriesStyle } from './series.ts'
import { element, textElement } from './svg-element.ts'
import { INK } from './svg-ink.ts'

const FONT_PX = 12
const BASELINE_PX = 54

interface LegendRoom {
  /** Where the row ends, in px. */
  readonly right: number
  readonly hasBand: boolean
}

/** Row above the plot, right-aligned: the band and the excluded points, where there are any. */
export function legendMarkup({ curves }: FigureGeometry, room: LegendRoom): string {
  const hasBand = room.hasBand && curves.some(({ band }) => band !== null)
  const excluded = curves.flatMap(({ points }) => points).filter(({ point }) => point.isExcluded).length
  const items = [
    ...(hasBand ? [{ text: '95 % confidence of the mean', key: bandKey }] : []),
    ...(excluded > 0 ? [{ text: `excluded (${excluded})`, key: excludedKey }] : []),
  ]
  let right = room.right
  return items
    .toReversed()
    .map(({ text, key }) => {
      const x = right - textWidth(text, FONT_PX)
      right = x - 40
      return key(x - 22) + textElement(text, { x, y: BASELINE_PX, fill: INK.muted })
    })
    .join('')
}

function bandKey(x: number): string {
  return element('rect', {
    x,
    y: BASELINE_PX - 10,
    width: 16,
    height: 12,
    fill: seriesStyle(0).light,
    'fill-opacity': 0.15,
  })
}

function excludedKey(x: number): string {
  const grey = EXCLUDED_COLOUR.light
  const outline = element('path', { d: markerPath('square', 8), fill: INK.ground, stroke: grey })
  return element(
    'g',
    { transform: `translate(${x + 12} ${BASELINE_PX - 4})` },
    outline,
    element('path', { d: crossPath(5), stroke: grey }),
  )
}
