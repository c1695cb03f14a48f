import { dosePosition, doseRange, type DoseScale } from '@/lib/figure/dose-axis.ts'
import { figureDoseAxis } from '@/lib/figure/geometry.ts'
import type { FigureInput, ResponseAxis } from '@/lib/figure/types.ts'
import { plotArea } from './plot-area.ts'

interface Options {
  /** Of the element that holds the plot, in px. */
  readonly widthPx: number
  readonly doseScale: DoseScale
  readonly hasLevels: boolean
  /** As the plot has it: its tick texts shift the doses. */
  readonly response: ResponseAxis
}

/** Where the plot of that width draws each dose, in px from its left end; null for a dose that has no place. */
export function dosePlaces(
  figure: FigureInput,
  doses: readonly number[],
  { widthPx, doseScale, response, hasLevels }: Options,
): readonly (number | null)[] {
  const axis = figureDoseAxis(figure, doseScale)
  const area = plotArea({ width: widthPx, height: 0 }, { doseLabel: axis.label, response, hasLevels })
  const [low, high] = doseRange(axis)
  return doses.map((dose) => {
    const at = dosePosition(axis, dose)
    return at === null ? null : area.x + ((at - low) / (high - low)) * area.width
  })
}
