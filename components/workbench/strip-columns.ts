export interface StripColumns {
  /** Widths in px of the columns, that of the row headers first: each starts at the left end of its cells. */
  readonly widths: readonly number[]
  readonly cellPx: number
  /** Room for "×1.07" in a cell; else the sign goes, and the heading says it. */
  readonly hasSign: boolean
  /** Room for "rep. 1" before the first cell; else the number alone. */
  readonly hasWord: boolean
}

const WIDEST_PX = 58
const SIGN_PX = 38
const LEAST_PX = 25
const GAP_PX = 3
/** "rep. 3", or "3", from the left end of the strip. */
const HEADER_PX = { long: 56, short: 34 }

/**
 * Columns of the leave-one-out strip under the doses of the plot.
 *
 * @param places px of each dose, ascending, from the left end of the strip.
 * @returns null where the doses stand too close for cells that can be read and picked.
 */
export function stripColumns(places: readonly (number | null)[]): StripColumns | null {
  const known = places.filter((place) => place !== null)
  const [first] = known
  if (first === undefined || known.length !== places.length) return null
  const gaps = known.slice(1).map((place, i) => place - (known[i] ?? 0) - GAP_PX)
  const fitted = Math.floor(Math.min(WIDEST_PX, ...gaps))
  const cellPx = Math.min(fitted, 2 * Math.floor(first - HEADER_PX.short))
  if (cellPx < LEAST_PX) return null
  const starts = known.map((place) => Math.round(place - cellPx / 2))
  const ends = [...starts.slice(1), (starts.at(-1) ?? 0) + cellPx]
  const widths = [starts[0] ?? 0, ...starts.map((start, i) => (ends[i] ?? 0) - start)]
  return { widths, cellPx, hasSign: cellPx >= SIGN_PX, hasWord: (starts[0] ?? 0) >= HEADER_PX.long }
}
