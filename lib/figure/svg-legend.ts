import { formatLevel } from '../format/format-potency.ts'
import type { FigureGeometry } from './geometry.ts'
import { textWidth } from './label-placement.ts'
import { seriesStyle } from './series.ts'
import { element, textElement } from './svg-element.ts'
import { excludedKeys } from './svg-excluded.ts'
import { INK } from './svg-ink.ts'

const FONT_PX = 12
const BASELINE_PX = 54

interface LegendRoom {
  /** Where the row ends, in px. */
  readonly right: number
  readonly hasBand: boolean
}

/** Row above the plot, right-aligned: the band and the excluded points with what took them out, where there are any. */
export function legendMarkup({ curves }: FigureGeometry, room: LegendRoom): string {
  const banded = room.hasBand ? curves.find(({ band }) => band !== null)?.curve : undefined
  const items = [
    ...(banded
      ? [{ text: `${formatLevel(banded.level ?? 0.95)} confidence of the mean`, key: bandKey }]
      : []),
    ...excludedKeys(curves).map(({ text, markup }) => ({
      text,
      key: (x: number) => markup(x + 12, BASELINE_PX - 4),
    })),
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
