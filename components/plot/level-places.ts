/** Least distance between the middles of two texts in the right margin. */
const APART_PX = 15

/**
 * Heights for the texts beside levels: each at its level, pushed apart where they would cover each other.
 *
 * @param levels y of each level in px, in any order.
 * @returns y of each text, in the same order.
 */
export function levelPlaces(levels: readonly number[]): readonly number[] {
  const places = [...levels]
  const order = levels.map((_, index) => index).toSorted((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0))
  for (const [rank, index] of order.entries()) {
    const above = order[rank - 1]
    if (above === undefined) continue
    const overlap = APART_PX - ((places[index] ?? 0) - (places[above] ?? 0))
    if (overlap <= 0) continue
    places[above] = (places[above] ?? 0) - overlap / 2
    places[index] = (places[index] ?? 0) + overlap / 2
  }
  return places
}
