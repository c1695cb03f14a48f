import { useLayoutEffect, useMemo, useRef, useState, type PointerEvent } from 'react'
import { usePlotTokens } from '@/components/plot/plot-tokens.ts'
import { useElementSize, type ElementSize } from '@/components/plot/use-element-size.ts'
import { Button } from '@/components/ui/button.tsx'
import text from '@/components/ui/text.module.css'
import { formatPotency } from '@/lib/format/format-potency.ts'
import type { Brush } from '@/lib/workbench/review-list.ts'
import type { Bench } from '../use-bench.ts'
import { readColours } from './colours.ts'
import { drawScatter, scatterScales, type ScatterScales } from './draw-scatter.ts'
import { EdgeFields } from './edge-fields.tsx'
import styles from './scatter.module.css'
import type { Review } from './use-review.ts'

interface Props {
  readonly bench: Bench
  readonly review: Review
  readonly onClose: () => void
}

/** Potency against effect of all curves: a rectangle drawn here, or typed, filters the grid. */
export default function Scatter({ bench, review, onClose }: Props) {
  const [ref, size] = useElementSize()
  const { query, setQuery, rows, list } = review
  const { doseUnit, responseUnit } = bench.work.mapping
  const setBrush = (brush: Brush | null) => setQuery({ ...query, brush })
  const missing = rows.filter(({ logDose, effect }) => logDose === null || effect === null).length
  return (
    <section className={styles.scatter} aria-label="Potency and effect">
      <header className={styles.head}>
        <h2>{bench.potencyName} against effect</h2>
        <span className={text.muted}>
          {query.brush ? `${list.rows.length} curves chosen` : 'Draw a rectangle to choose curves'}
          {missing > 0 && `, ${missing} without a value are not drawn`}
        </span>
        <Button size="compact" look="plain" onClick={onClose}>
          Close
        </Button>
      </header>
      <p className={styles.axisTitle}>
        Effect over the tested doses
        {responseUnit === '' || responseUnit === 'fraction' ? '' : ` (${responseUnit})`}
      </p>
      <div ref={ref} className={styles.canvas}>
        {size && size.width > 0 && <Sized bench={bench} review={review} size={size} onBrush={setBrush} />}
      </div>
      <EdgeFields
        key={JSON.stringify(query.brush)}
        brush={query.brush}
        rows={rows}
        unit={doseUnit}
        responseUnit={responseUnit}
        potencyName={bench.potencyName}
        onBrush={setBrush}
      />
    </section>
  )
}

interface SizedProps {
  readonly bench: Bench
  readonly review: Review
  readonly size: ElementSize
  onBrush(brush: Brush | null): void
}

/** A click this near a mark means its curve; a drag any further draws. */
const REACH_PX = 8

function Sized({ bench, review, size, onBrush }: SizedProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState<{ readonly from: Place; readonly to: Place } | null>(null)
  const tokens = usePlotTokens()
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const colours = useMemo(() => readColours(), [tokens])
  const { rows, list, focusedId, query } = review
  const { doseUnit } = bench.work.mapping
  const label = `${bench.potencyName}${doseUnit === 'unknown' ? '' : ` (${doseUnit})`}`
  const scales = useMemo(() => scatterScales(rows, { size, label, unitLabel: '' }), [rows, size, label])
  const inList = useMemo(() => new Set(list.rows.map(({ id }) => id)), [list.rows])
  const brush = drawn ? brushOf(scales, drawn.from, drawn.to) : query.brush
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext('2d')
    if (!canvas.current || !ctx) return
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    canvas.current.width = Math.round(size.width * ratio)
    canvas.current.height = Math.round(size.height * ratio)
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawScatter(ctx, scales, { rows, inList, focusedId, brush, colours })
  }, [scales, rows, inList, focusedId, brush, colours, size])
  const placeOf = (event: PointerEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const end = (event: PointerEvent<HTMLElement>) => {
    if (!drawn) return
    const to = placeOf(event)
    setDrawn(null)
    if (Math.hypot(to.x - drawn.from.x, to.y - drawn.from.y) > REACH_PX) {
      onBrush(brushOf(scales, drawn.from, to))
      return
    }
    const near = rows
      .flatMap(({ id, logDose, effect }) =>
        logDose === null || effect === null
          ? []
          : [{ id, distance: Math.hypot(scales.xOf(logDose) - to.x, scales.yOf(effect) - to.y) }],
      )
      .toSorted((a, b) => a.distance - b.distance)[0]
    if (near && near.distance < REACH_PX) review.focus(near.id)
    else onBrush(null)
  }
  const focused = rows.find(({ id }) => id === focusedId)
  const words = focused
    ? `${focused.label}: ${formatPotency({ ...focused, unit: doseUnit }).text}`
    : 'no curve in focus'
  return (
    <div
      role="img"
      aria-label={`${rows.length} curves by potency and effect, ${inList.size} chosen; ${words}`}
      className={styles.area}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrawn({ from: placeOf(event), to: placeOf(event) })
      }}
      onPointerMove={(event) => {
        if (drawn) setDrawn({ from: drawn.from, to: placeOf(event) })
      }}
      onPointerUp={end}
      onPointerCancel={() => setDrawn(null)}
    >
      <canvas ref={canvas} aria-hidden style={{ width: size.width, height: size.height }} />
    </div>
  )
}

interface Place {
  readonly x: number
  readonly y: number
}

function brushOf({ doseAt, effectAt }: ScatterScales, a: Place, b: Place): Brush {
  const round = (value: number) => Number(value.toPrecision(4))
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  return {
    logDose: [round(doseAt(left)), round(doseAt(right))],
    effect: [round(effectAt(bottom)), round(effectAt(top))],
  }
}
