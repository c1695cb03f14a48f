export interface PlacedPoint {
  readonly x: number
  readonly y: number
}

/** Only the very same place, up to rounding: points that differ keep their place and overlap, edge over edge. */
const COINCIDENT_PX = 0.01

/**
 * Sideways shifts that make coincident points countable and pickable one by one.
 *
 * @param points   n positions in px, in the order in which they claim their place: put included points first.
 * @param markerPx one step, a marker's width.
 * @returns n shifts in px: 0 for the first at a place, then +1, -1, +2, -2 … markers.
 */
export function dodgeShifts(points: readonly PlacedPoint[], markerPx: number): Float64Array {
  const shifts = new Float64Array(points.length)
  const seen = new Map<string, PlacedPoint[]>()
  points.forEach((point, index) => {
    const column = Math.round(point.x)
    const row = Math.round(point.y)
    let before = 0
    // A neighbour within a px may have been rounded into the next cell.
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const others = seen.get(`${column + dx} ${row + dy}`) ?? []
        before += others.filter((other) => isCoincident(point, other)).length
      }
    }
    shifts[index] = shiftOf(before) * markerPx
    const cell = `${column} ${row}`
    seen.set(cell, [...(seen.get(cell) ?? []), point])
  })
  return shifts
}

function isCoincident(a: PlacedPoint, b: PlacedPoint): boolean {
  return Math.abs(a.x - b.x) < COINCIDENT_PX && Math.abs(a.y - b.y) < COINCIDENT_PX
}

function shiftOf(rank: number): number {
  const steps = Math.ceil(rank / 2)
  return rank % 2 === 1 ? steps : -steps + 0
}
