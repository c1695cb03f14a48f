import { TILE_HEIGHT } from './draw-tile.ts'

/** What the painter asks of its page: how many tiles, when one looks otherwise, and how it looks. */
export interface TileSource {
  readonly count: number
  readonly columns: number
  readonly tileWidth: number
  /** Another text where the tile must be drawn anew. */
  keyOf(index: number): string
  draw(ctx: CanvasRenderingContext2D, index: number): void
}

export interface RowRange {
  readonly first: number
  /** One behind the last. */
  readonly end: number
}

export interface TilePainter {
  /** Another list, order, look or width; draws what is in sight before the next frame. */
  show(source: TileSource): void
  dispose(): void
}

interface Options {
  readonly scroller: HTMLElement
  /** As tall as all rows; the canvases are laid into it. */
  readonly layer: HTMLElement
  /** Rows in sight have changed. */
  onRange(range: RowRange): void
}

interface Strip {
  readonly canvas: HTMLCanvasElement
  readonly ctx: CanvasRenderingContext2D
  /** What is painted at each column. */
  keys: (string | null)[]
}

/** Rows kept ready on either side of those in sight. */
const OVERSCAN = 3
/** Drawing of one frame ends here, and the rest waits for the next: a fast scroll stays smooth. */
const BUDGET_MS = 6

/**
 * Draws tiles row by row, one canvas to a row, off React: a scroll moves canvases that are there and draws only rows that
 * come in. As many canvases as rows fit into sight, used over and over.
 */
export function createTilePainter({ scroller, layer, onRange }: Options): TilePainter {
  let source: TileSource | null = null
  let range: RowRange = { first: 0, end: 0 }
  let frame = 0
  const strips = new Map<number, Strip>()
  const spare: Strip[] = []

  const ask = () => {
    if (frame === 0) frame = requestAnimationFrame(paint)
  }
  const paint = () => {
    frame = 0
    if (!source) return
    const seen = rowsInSight(scroller, Math.ceil(source.count / source.columns))
    if (seen.first !== range.first || seen.end !== range.end) {
      range = seen
      onRange(seen)
    }
    const rowCount = Math.ceil(source.count / source.columns)
    const wide = { first: Math.max(0, seen.first - OVERSCAN), end: Math.min(rowCount, seen.end + OVERSCAN) }
    for (const [row, strip] of strips) {
      if (row >= wide.first && row < wide.end) continue
      strips.delete(row)
      spare.push(strip)
    }
    const until = performance.now() + BUDGET_MS
    for (const row of nearestFirst(seen, wide)) {
      if (paintRow(row, source, until)) continue
      ask()
      break
    }
    for (const strip of spare) strip.canvas.style.visibility = 'hidden'
  }

  /** False where the time was up before the row was whole. */
  const paintRow = (row: number, shown: TileSource, until: number): boolean => {
    let strip = strips.get(row)
    if (!strip) {
      strip = spare.pop() ?? newStrip(layer)
      strips.set(row, strip)
      strip.keys = []
      fitStrip(strip, shown, row)
      strip.ctx.clearRect(0, 0, strip.canvas.width, TILE_HEIGHT)
    } else fitStrip(strip, shown, row)
    for (let column = 0; column < shown.columns; column++) {
      const index = row * shown.columns + column
      const key = index < shown.count ? shown.keyOf(index) : null
      if (key === strip.keys[column]) continue
      if (performance.now() > until) return false
      strip.keys[column] = key
      strip.ctx.save()
      strip.ctx.translate(column * shown.tileWidth, 0)
      if (key === null) strip.ctx.clearRect(0, 0, shown.tileWidth, TILE_HEIGHT)
      else shown.draw(strip.ctx, index)
      strip.ctx.restore()
    }
    return true
  }

  scroller.addEventListener('scroll', ask, { passive: true })
  const observer = new ResizeObserver(ask)
  observer.observe(scroller)
  return {
    show(next) {
      const isOther = source?.columns !== next.columns || source.tileWidth !== next.tileWidth
      if (isOther) for (const strip of strips.values()) strip.keys = []
      source = next
      layer.style.height = `${Math.ceil(next.count / next.columns) * TILE_HEIGHT}px`
      cancelAnimationFrame(frame)
      paint()
    },
    dispose() {
      cancelAnimationFrame(frame)
      scroller.removeEventListener('scroll', ask)
      observer.disconnect()
      for (const { canvas } of [...strips.values(), ...spare]) canvas.remove()
    },
  }
}

function rowsInSight({ scrollTop, clientHeight }: HTMLElement, rowCount: number): RowRange {
  const first = Math.min(rowCount, Math.max(0, Math.floor(scrollTop / TILE_HEIGHT)))
  return { first, end: Math.min(rowCount, Math.ceil((scrollTop + clientHeight) / TILE_HEIGHT)) }
}

/** Rows in sight from the top, then those around them. */
function nearestFirst(seen: RowRange, wide: RowRange): readonly number[] {
  const rows = Array.from({ length: wide.end - wide.first }, (_, i) => wide.first + i)
  const isSeen = (row: number) => row >= seen.first && row < seen.end
  return [...rows.filter(isSeen), ...rows.filter((row) => !isSeen(row))]
}

function newStrip(layer: HTMLElement): Strip {
  const canvas = document.createElement('canvas')
  canvas.style.cssText = `position:absolute;left:0;top:0;height:${TILE_HEIGHT}px`
  canvas.setAttribute('aria-hidden', 'true')
  layer.append(canvas)
  const ctx = canvas.getContext('2d', { alpha: true })
  if (!ctx) throw new Error('a 2D canvas is part of every browser')
  return { canvas, ctx, keys: [] }
}

/** Puts a strip at its row and gives it the size of its tiles; a new size clears it. */
function fitStrip(strip: Strip, { columns, tileWidth }: TileSource, row: number): void {
  const { canvas, ctx } = strip
  const ratio = Math.min(2, window.devicePixelRatio || 1)
  const [width, height] = [Math.round(columns * tileWidth * ratio), Math.round(TILE_HEIGHT * ratio)]
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width
    canvas.height = height
    canvas.style.width = `${columns * tileWidth}px`
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    strip.keys = []
  }
  canvas.style.transform = `translateY(${row * TILE_HEIGHT}px)`
  canvas.style.visibility = 'visible'
}
