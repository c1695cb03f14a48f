import { textWidth, type Box } from '@/lib/figure/label-placement.ts'
import type { ElementSize } from './use-element-size.ts'

export const FONT_PX = 12
/** Left of the plot: tick texts of the response. Under it: ticks, potency, a second row for potencies that collide. */
const MARGIN = { left: 48, top: 10, bottom: 46 }
/** A handle and "Bottom −0.0725" beside it. */
const LEVEL_TEXT_PX = 102

/** The plot area inside the element; the right margin holds the dose label, and texts of levels. */
export function plotArea(size: ElementSize, { doseLabel, hasLevels }: PlotTexts): Box {
  const right = Math.min(
    size.width * 0.3,
    Math.max(textWidth(doseLabel, FONT_PX) + 34, hasLevels ? LEVEL_TEXT_PX : 0),
  )
  return {
    x: MARGIN.left,
    y: MARGIN.top,
    width: Math.max(40, size.width - MARGIN.left - right),
    height: Math.max(40, size.height - MARGIN.top - MARGIN.bottom),
  }
}

interface PlotTexts {
  readonly doseLabel: string
  readonly hasLevels: boolean
}
