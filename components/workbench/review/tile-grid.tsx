import {
  startTransition,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { usePlotTokens } from '@/components/plot/plot-tokens.ts'
import { useElementSize } from '@/components/plot/use-element-size.ts'
import type { Bench } from '../use-bench.ts'
import { readColours } from './colours.ts'
import { TILE_HEIGHT } from './draw-tile.ts'
import styles from './review.module.css'
import { pointAt } from './tile-points.ts'
import { createTilePainter, type RowRange, type TilePainter } from './tile-painter.ts'
import { createTileViews, type TilePoint } from './tile-source.ts'
import { tileWords } from './tile-words.ts'
import { sharedAxes } from './thumbnail.ts'
import { useFavoured } from './use-favoured.ts'
import type { Review } from './use-review.ts'

const TILE_PX = 148

interface Props {
  readonly bench: Bench
  readonly review: Review
  /** A point of a tile was clicked. */
  onPoint(row: number, curveId: string): void
}

/** Every curve shown, as small as a thumbnail. The canvases are drawn off React; options over them carry the words. */
export function TileGrid({ bench, review, onPoint }: Props) {
  const [scroller, size] = useElementSize()
  const layer = useRef<HTMLDivElement>(null)
  const painter = useRef<TilePainter | null>(null)
  const [range, setRange] = useState<RowRange>({ first: 0, end: 0 })
  const [hovered, setHovered] = useState<TilePoint | null>(null)
  const tokens = usePlotTokens()
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const colours = useMemo(() => readColours(), [tokens])
  const [viewOf] = useState(createTileViews)
  const axes = useMemo(
    () => sharedAxes(bench.curves, bench.work.mapping.responseUnit),
    [bench.curves, bench.work.mapping.responseUnit],
  )
  const columns = Math.max(1, Math.floor((size?.width ?? 0) / TILE_PX))
  const tileWidth = Math.floor((size?.width ?? TILE_PX) / columns)
  const view = viewOf({ bench, review, axes, colours, columns, tileWidth, hovered })

  // Before the effects below: they lay the tiles out and scroll to one.
  useLayoutEffect(() => {
    if (!scroller.current || !layer.current) return undefined
    const made = createTilePainter({
      scroller: scroller.current,
      layer: layer.current,
      // The words over the tiles may come a frame later than the tiles.
      onRange: (next) => startTransition(() => setRange(next)),
    })
    painter.current = made
    return () => {
      painter.current = null
      made.dispose()
    }
  }, [scroller])
  useLayoutEffect(() => {
    if (size) painter.current?.show(view)
  })
  useFavoured(bench, review, { first: range.first * columns, end: range.end * columns })
  useFocusInSight(scroller, review.focusedIndex, columns)

  const at = (event: MouseEvent<HTMLElement>) => {
    const box = layer.current?.getBoundingClientRect()
    return box
      ? pointAt(view, review.list.rows, { x: event.clientX - box.left, y: event.clientY - box.top })
      : null
  }
  const click = (event: MouseEvent<HTMLElement>) => {
    const hit = at(event)
    if (!hit) return
    review.focus(hit.row.id)
    if (hit.point !== null) onPoint(hit.point, hit.row.id)
  }
  const move = (event: MouseEvent<HTMLElement>) => {
    const hit = at(event)
    const next = hit === null || hit.point === null ? null : { id: hit.row.id, row: hit.point }
    if (next?.id !== hovered?.id || next?.row !== hovered?.row) setHovered(next)
  }
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-label="All curves"
      tabIndex={0}
      aria-activedescendant={review.focusedIndex < 0 ? undefined : tileId(review.focusedIndex)}
      data-point={hovered !== null || undefined}
      onKeyDown={(event) => gridKeys(event, review, columns)}
      onClick={click}
      onMouseMove={move}
      onMouseLeave={() => setHovered(null)}
    >
      <div ref={layer} className={styles.layer} role="presentation">
        <Options bench={bench} review={review} range={range} columns={columns} tileWidth={tileWidth} />
      </div>
    </div>
  )
}

function tileId(index: number): string {
  return `review-tile-${index}`
}

interface OptionsProps {
  readonly bench: Bench
  readonly review: Review
  readonly range: RowRange
  readonly columns: number
  readonly tileWidth: number
}

/** What the canvases show, for those who do not see them: one option per tile in sight and the focused one. */
function Options({ bench, review, range, columns, tileWidth }: OptionsProps) {
  const { rows } = review.list
  const [first, end] = [range.first * columns, Math.min(rows.length, range.end * columns)]
  const indices = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i)
  const { focusedIndex } = review
  if (focusedIndex >= 0 && (focusedIndex < first || focusedIndex >= end)) indices.push(focusedIndex)
  return indices.map((index) => {
    const row = rows[index]
    return (
      row && (
        <div
          key={row.id}
          id={tileId(index)}
          role="option"
          className={styles.option}
          aria-selected={index === focusedIndex}
          aria-posinset={index + 1}
          aria-setsize={rows.length}
          aria-label={tileWords(row, bench.fits.entries.get(row.id), bench.work.mapping.doseUnit)}
          style={{
            width: tileWidth,
            height: TILE_HEIGHT,
            transform: `translate(${(index % columns) * tileWidth}px, ${Math.floor(index / columns) * TILE_HEIGHT}px)`,
          }}
        />
      )
    )
  })
}

function gridKeys(event: KeyboardEvent, review: Review, columns: number): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -review.list.rows.length,
    End: review.list.rows.length,
  }
  const move = moves[event.key]
  if (move === undefined) return
  event.preventDefault()
  // A step off the grid stays where it is: a column is not left at its end.
  const isOff = Math.abs(move) === columns && !review.list.rows[review.focusedIndex + move]
  if (!isOff || columns === 1) review.step(move)
}

/** Scrolls only as far as the focused tile needs, and one row ahead. */
function useFocusInSight(ref: RefObject<HTMLElement | null>, focusedIndex: number, columns: number): void {
  useLayoutEffect(() => {
    const scroller = ref.current
    if (!scroller || focusedIndex < 0) return
    const { scrollTop, clientHeight } = scroller
    const margin = clientHeight > 4 * TILE_HEIGHT ? TILE_HEIGHT : 0
    const top = Math.floor(focusedIndex / columns) * TILE_HEIGHT
    const bottom = top + TILE_HEIGHT
    if (top - margin < scrollTop) scroller.scrollTo({ top: top - margin })
    else if (bottom + margin > scrollTop + clientHeight)
      scroller.scrollTo({ top: bottom + margin - clientHeight })
  }, [ref, focusedIndex, columns])
}
