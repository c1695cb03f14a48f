import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import { placeOf } from './draw-curve.ts'
import { TILE_HEIGHT } from './draw-tile.ts'
import type { TileView } from './tile-source.ts'

/** A click this near a point means the point; further away it means the curve. */
const REACH_PX = 5

export interface TileHit {
  readonly row: ReviewRow
  /** Row of the table of the point that is meant; null where it is the tile. */
  readonly point: number | null
}

/** What stands at a place of the grid; null between the tiles and behind the last. */
export function pointAt(
  view: TileView,
  rows: readonly ReviewRow[],
  { x, y }: { readonly x: number; readonly y: number },
): TileHit | null {
  const column = Math.floor(x / view.tileWidth)
  const row = rows[Math.floor(y / TILE_HEIGHT) * view.columns + column]
  if (column < 0 || column >= view.columns || y < 0 || !row) return null
  const made = view.thumbnailOf(row)
  const [inX, inY] = [x - column * view.tileWidth, y % TILE_HEIGHT]
  let nearest = { distance: REACH_PX, point: null as number | null }
  for (const point of made?.only?.points ?? []) {
    const place = made && placeOf(point, made)
    const distance = place ? Math.hypot(place.x - inX, place.y - inY) : Infinity
    if (distance < nearest.distance) nearest = { distance, point: point.point.row }
  }
  return { row, point: nearest.point }
}
