import { textWidth, type Box } from '@/lib/figure/label-placement.ts'
import { tickRoom } from '@/lib/figure/response-axis.ts'
import type { ResponseAxis } from '@/lib/figure/types.ts'
import type { ElementSize } from './use-element-size.ts'

export const FONT_PX = 12
/** Left of the plot: usual tick texts of the response. Under it: ticks, potency, a second row for potencies that collide. */
const MARGIN = { left: 48, top: 10, bottom: 46 }
/** A handle and "Bottom −0.0725" beside it. */
const LEVEL_TEXT_PX = 102

/** The plot area inside the element; the right margin holds the dose label, and texts of levels. */
export function plotArea(size: ElementSize, { doseLabel, response, hasLevels }: PlotTexts): Box {
  const left = tickRoom(response, FONT_PX, MARGIN.left)
  const right = Math.min(
    size.width * 0.3,
    Math.max(textWidth(doseLabel, FONT_PX) + 34, hasLevels ? LEVEL_TEXT_PX : 0),
  )
  return {
    x: left,
    y: MARGIN.top,
    width: Math.max(40, size.width - left - right),
    height: Math.max(40, size.height - MARGIN.top - MARGIN.bottom),
  }
}

interface PlotTexts {
  readonly doseLabel: string
  readonly response: ResponseAxis
  readonly hasLevels: boolean
}
