import type { CurveData } from '@/lib/data-frame/types.ts'
import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import { excludedRows } from '@/lib/workbench/excluded-rows.ts'
import { identityKey } from '../identity-key.ts'
import type { Bench } from '../use-bench.ts'
import type { Colours } from './colours.ts'
import { placeOf, ring } from './draw-curve.ts'
import { drawTile, plotArea } from './draw-tile.ts'
import { thumbnail, type SharedAxes, type Thumbnail } from './thumbnail.ts'
import type { TileSource } from './tile-painter.ts'
import { potencyText } from './tile-words.ts'
import type { Review } from './use-review.ts'

/** A point of a tile under the pointer. */
export interface TilePoint {
  readonly id: string
  readonly row: number
}

interface Options {
  readonly bench: Bench
  readonly review: Review
  readonly axes: SharedAxes
  readonly colours: Colours
  readonly columns: number
  readonly tileWidth: number
  readonly hovered: TilePoint | null
}

export interface TileView extends TileSource {
  thumbnailOf(row: ReviewRow): Thumbnail | null
}

/** Thumbnails kept; a few screens of them. */
const MOST_KEPT = 600

/** Makes the tiles of each state of the page and keeps the thumbnails that are still right. */
export function createTileViews(): (options: Options) => TileView {
  const kept = new Map<string, { readonly key: string; readonly thumbnail: Thumbnail }>()
  return (options) => {
    const { bench, review, axes, columns, tileWidth, colours, hovered } = options
    const { rows } = review.list
    const shapeKey = (row: ReviewRow, curve: CurveData) => {
      const entry = bench.fits.entries.get(row.id)
      return [
        identityKey(curve),
        identityKey(entry ?? NONE),
        identityKey(axes),
        identityKey(excludedRows(bench.work.exclusions, curve)),
        tileWidth,
      ].join()
    }
    const thumbnailOf = (row: ReviewRow): Thumbnail | null => {
      const curve = review.curveOf(row.id)
      if (!curve) return null
      const key = shapeKey(row, curve)
      const known = kept.get(row.id)
      if (known?.key === key) return known.thumbnail
      const made = thumbnail({
        curve,
        entry: bench.fits.entries.get(row.id),
        work: bench.work,
        axes,
        area: plotArea(tileWidth),
      })
      kept.delete(row.id)
      kept.set(row.id, { key, thumbnail: made })
      for (const id of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(id)
      }
      return made
    }
    return {
      count: rows.length,
      columns,
      tileWidth,
      thumbnailOf,
      keyOf(index) {
        const row = rows[index]
        const curve = row && review.curveOf(row.id)
        if (!curve) return ''
        const point = hovered?.id === row.id ? hovered.row : ''
        const isFocused = row.id === review.focusedId
        const stale = bench.fits.isStale(row.id)
        return [row.id, shapeKey(row, curve), row.state, stale, isFocused, point, identityKey(colours)].join(
          '|',
        )
      },
      draw(ctx, index) {
        const row = rows[index]
        const made = row && thumbnailOf(row)
        if (!made) return
        const tile = {
          label: row.label,
          state: row.state,
          verdict: row.verdict === 'fitting' ? null : row.verdict,
          potency: potencyText(bench.fits.entries.get(row.id), bench.work.mapping.doseUnit),
          isStale: bench.fits.isStale(row.id),
          isFocused: row.id === review.focusedId,
          thumbnail: made,
        }
        drawTile(ctx, tile, { width: tileWidth, colours })
        const at = hovered?.id === row.id && made.only?.points.find(({ point }) => point.row === hovered.row)
        if (at) ring(ctx, { ...placeOf(at, made), r: 6 }, colours.accent)
      },
    }
  }
}

const NONE = {}
