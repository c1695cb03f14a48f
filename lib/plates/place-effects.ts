import { median, robustSd } from '../data-frame/scatter.ts'
import type { PlateFormat } from './well-name.ts'
import type { WellPlace, WellValue } from './types.ts'

/** A shift between places of a plate that should be alike. */
export interface PlaceEffect {
  /** In the unit of the values. */
  readonly shift: number
  /** The shift in robust SDs of single wells; null where these do not scatter. */
  readonly inSds: number | null
}

/** Shifts of more robust SDs than this are warned about. */
export const NOTABLE_SHIFT_SDS = 3

const FEWEST_WELLS = 4
/** Rows or columns with wells, before a drift over them is worked out. */
export const FEWEST_LINES = 4

/**
 * How far the outer wells of a plate lie from the inner ones: median of the outer values − median of the inner ones,
 * over 1.4826 · MAD of the inner ones.
 *
 * @param wells  deviations from what each well should read: residuals of samples, controls less their plate's median
 * @returns null with fewer than four wells in either part
 */
export function edgeEffect(wells: readonly WellValue[], format: PlateFormat): PlaceEffect | null {
  const outer = wells.filter((well) => isOuter(well, format)).map(({ value }) => value)
  const inner = wells.filter((well) => !isOuter(well, format)).map(({ value }) => value)
  if (outer.length < FEWEST_WELLS || inner.length < FEWEST_WELLS) return null
  return effect(median(outer) - median(inner), robustSd(inner))
}

/**
 * How far values drift from the first to the last row or column: the Theil–Sen slope through the median of each line
 * times the lines between, over 1.4826 · MAD of the wells about that slope.
 *
 * @param along  `column`: from left to right, `row`: from top to bottom
 * @returns null with fewer than four lines of wells
 * @see Sen 1968, doi:10.1080/01621459.1968.10480934.
 */
export function driftEffect(wells: readonly WellValue[], along: 'row' | 'column'): PlaceEffect | null {
  const lines = [...Map.groupBy(wells, (well) => well[along])]
    .map(([place, members]) => ({ place, level: median(members.map(({ value }) => value)) }))
    .toSorted((a, b) => a.place - b.place)
  const [first, last] = [lines[0], lines.at(-1)]
  if (lines.length < FEWEST_LINES || !first || !last) return null
  const slopes = lines.flatMap((a, i) =>
    lines.slice(i + 1).map((b) => (b.level - a.level) / (b.place - a.place)),
  )
  const slope = median(slopes)
  const about = wells.map((well) => well.value - slope * well[along])
  return effect(slope * (last.place - first.place), robustSd(about))
}

export function isOuter({ row, column }: WellPlace, format: PlateFormat): boolean {
  return row === 0 || column === 0 || row === format.rows - 1 || column === format.columns - 1
}

export function isNotable(found: PlaceEffect | null, limit = NOTABLE_SHIFT_SDS): boolean {
  return Math.abs(found?.inSds ?? 0) > limit
}

function effect(shift: number, sd: number): PlaceEffect {
  return { shift, inSds: sd > 0 ? shift / sd : null }
}
