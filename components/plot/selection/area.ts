import type { GeometryCurve, GeometryPoint } from '@/lib/figure/geometry.ts'

/** In the plot's own px. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** What is drawn to choose points: the corners of a box, or a line drawn by hand that closes by itself. */
export type Area =
  | { readonly kind: 'box'; readonly from: Place; readonly to: Place }
  | { readonly kind: 'lasso'; readonly path: readonly Place[] }

/** Points whose centre lies inside, of every curve. A lasso that crosses itself takes what an odd number of turns holds. */
export function pointsInside(curves: readonly GeometryCurve[], area: Area): readonly GeometryPoint[] {
  const holds = area.kind === 'box' ? boxHolds(area.from, area.to) : (at: Place) => loopHolds(area.path, at)
  return curves.flatMap(({ points }) => points.filter(holds))
}

/** The point nearest to a place, if it is no further than `withinPx`. */
export function pointAt(
  curves: readonly GeometryCurve[],
  place: Place,
  withinPx: number,
): GeometryPoint | null {
  let nearest: GeometryPoint | null = null
  let least = withinPx
  for (const point of curves.flatMap(({ points }) => points)) {
    const distance = Math.hypot(point.x - place.x, point.y - place.y)
    if (distance > least) continue
    least = distance
    nearest = point
  }
  return nearest
}

/** A selection is of one curve: the one on show if it has a point here, else the one with most. */
export function oneCurve(
  points: readonly GeometryPoint[],
  curveId: string | null,
): { readonly curveId: string; readonly rows: readonly number[] } | null {
  const byCurve = new Map<string, number[]>()
  for (const { curveId: id, point } of points) byCurve.set(id, [...(byCurve.get(id) ?? []), point.row])
  const own = curveId === null ? undefined : byCurve.get(curveId)
  if (curveId !== null && own) return { curveId, rows: own }
  const [most] = [...byCurve].toSorted(([, a], [, b]) => b.length - a.length)
  return most ? { curveId: most[0], rows: most[1] } : null
}

function boxHolds(from: Place, to: Place): (at: Place) => boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  return ({ x, y }) => x >= left && x <= right && y >= top && y <= bottom
}

/** Even-odd rule: how often a ray to the right crosses the closed line. */
function loopHolds(path: readonly Place[], { x, y }: Place): boolean {
  let isInside = false
  for (const [i, a] of path.entries()) {
    const b = path[(i + 1) % path.length] ?? a
    const isCrossed = a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)
    if (isCrossed) isInside = !isInside
  }
  return isInside
}
