import type { CurveData } from '../data-frame/types.ts'

export const SERIES_COUNT = 5

/**
 * Series (0 to 4: colour, marker, dash) of every curve by id, from its place in the data. It follows the sample: sorting,
 * filtering or excluding on screen does not change it.
 */
export function seriesOfCurves(curves: readonly Pick<CurveData, 'id'>[]): ReadonlyMap<string, number> {
  return new Map(curves.map((curve, place) => [curve.id, place % SERIES_COUNT]))
}

/**
 * Series of a few curves shown together: their own where it is free, else the next free one, so that up to five differ.
 * More keep their own: only one of them is coloured.
 */
export function distinctSeries(
  ids: readonly string[],
  seriesOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const taken = new Map<string, number>()
  for (const id of ids) {
    const own = seriesOf.get(id) ?? 0
    const used = new Set(taken.values())
    const ring = Array.from({ length: SERIES_COUNT }, (_, step) => (own + step) % SERIES_COUNT)
    const free = ids.length <= SERIES_COUNT ? ring.find((one) => !used.has(one)) : own
    taken.set(id, free ?? own)
  }
  return taken
}
