import type { VerdictKind } from '@/lib/fit/types.ts'
import type { Box } from '@/lib/figure/label-placement.ts'
import type { ReviewState } from '@/lib/workbench/review.ts'
import type { Colours } from './colours.ts'
import { drawCurve } from './draw-curve.ts'
import { drawMark, drawVerdict } from './draw-glyphs.ts'
import { THUMB_MARKER_PX, type Thumbnail } from './thumbnail.ts'

export const TILE_HEIGHT = 98
const PAD = 8
const HEAD = 24
const FOOT = 24

/** What a tile shows; the thumbnail is in px of the tile. */
export interface Tile {
  readonly label: string
  readonly state: ReviewState
  /** Null while the first fit runs. */
  readonly verdict: VerdictKind | null
  /** "> 30 µM"; empty while it is not known. */
  readonly potency: string
  readonly isStale: boolean
  readonly isFocused: boolean
  readonly thumbnail: Thumbnail
}

/** Where a tile of this width draws its curve. */
export function plotArea(width: number): Box {
  return { x: PAD, y: HEAD, width: width - 2 * PAD, height: TILE_HEIGHT - HEAD - FOOT }
}

/** Draws one tile at the origin of the context, over whatever was there. */
export function drawTile(
  ctx: CanvasRenderingContext2D,
  tile: Tile,
  { width, colours }: { readonly width: number; readonly colours: Colours },
): void {
  ctx.fillStyle = tile.isFocused ? colours.tint : colours.bg
  ctx.fillRect(0, 0, width, TILE_HEIGHT)
  drawGuides(ctx, tile, { width, colours })
  const { thumbnail } = tile
  if (thumbnail.only) {
    drawCurve(
      ctx,
      { geometry: thumbnail, curve: thumbnail.only },
      {
        colours,
        markerPx: THUMB_MARKER_PX,
        linePx: 1.5,
        edgePx: 0,
        isStale: tile.isStale,
        hasBeyond: false,
      },
    )
  }
  drawTexts(ctx, tile, { width, colours })
  drawMark(ctx, tile.state, { x: width - PAD - 5, y: 12, colours })
  if (tile.verdict) drawVerdict(ctx, tile.verdict, { x: width - PAD - 6, y: TILE_HEIGHT - 12, colours })
  if (tile.isFocused) {
    ctx.strokeStyle = colours.accent
    ctx.lineWidth = 2
    ctx.strokeRect(1, 1, width - 2, TILE_HEIGHT - 2)
  }
}

interface Look {
  readonly width: number
  readonly colours: Colours
}

/** The lowest and highest named response as faint lines, and the tile's own edges. */
function drawGuides(ctx: CanvasRenderingContext2D, { thumbnail }: Tile, { width, colours }: Look): void {
  const { response, yOf, area } = thumbnail
  ctx.fillStyle = colours.hair
  for (const at of guides(response.major.map((tick) => tick.at))) {
    ctx.fillRect(area.x, Math.round(yOf(at)), area.width, 1)
  }
  ctx.fillRect(width - 1, 0, 1, TILE_HEIGHT)
  ctx.fillRect(0, TILE_HEIGHT - 1, width, 1)
}

function guides(majors: readonly number[]): readonly number[] {
  if (majors.includes(0) && majors.includes(100)) return [0, 100]
  const [first] = majors
  const last = majors.at(-1)
  return first === undefined || last === undefined ? [] : [first, last]
}

function drawTexts(ctx: CanvasRenderingContext2D, tile: Tile, { width, colours }: Look): void {
  ctx.textBaseline = 'middle'
  ctx.fillStyle = colours.text
  ctx.font = `${tile.state === 'unreviewed' ? 600 : 400} 12px ${colours.mono}`
  ctx.fillText(fitting(ctx, tile.label, width - 2 * PAD - 16), PAD, 12)
  ctx.font = tile.verdict === null ? `12px ${colours.sans}` : `600 12px ${colours.sans}`
  ctx.fillStyle = tile.verdict === null || tile.isStale ? colours.muted : colours.text
  const text = tile.verdict === null ? 'Fitting' : tile.potency
  ctx.fillText(fitting(ctx, text, width - 2 * PAD - 18), PAD, TILE_HEIGHT - 12)
}

/** The text, cut with an ellipsis where it is wider than its room. */
function fitting(ctx: CanvasRenderingContext2D, text: string, roomPx: number): string {
  // 6 px is the least a letter of 12 px takes on average: short names are not measured.
  if (text.length * 8 <= roomPx || ctx.measureText(text).width <= roomPx) return text
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= roomPx) low = middle
    else high = middle - 1
  }
  return `${text.slice(0, low)}…`
}
