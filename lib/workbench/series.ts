import type { CurveData } from '../data-frame/types.ts'

export const SERIES_COUNT = 5

/**
 * Series (0 to 4: colour, marker, dash) of every curve by id, from its place in the data. It follows the sample: sorting,
 * filtering or excluding on screen does not change it.
 */
export function seriesOfCurves(curves: readonly Pick<CurveData, 'id'>[]): ReadonlyMap<string, number> {
  return new Map(curves.map((curve, place) => [curve.id, place % SERIES_COUNT]))
}
