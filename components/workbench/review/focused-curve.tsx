import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { usePlotTokens } from '@/components/plot/plot-tokens.ts'
import { isStepKey, stepPoint } from '@/components/plot/point-steps.ts'
import { useElementSize, type ElementSize } from '@/components/plot/use-element-size.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { figureGeometry, type FigureGeometry } from '@/lib/figure/geometry.ts'
import { titleWithUnit } from '@/lib/format/title-with-unit.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import { responseLabel } from '../use-figure.ts'
import type { Bench } from '../use-bench.ts'
import { readColours } from './colours.ts'
import { drawFigure, figureArea, FIGURE_MARKER_PX } from './draw-figure.ts'
import { reviewCurve } from './review-curve.ts'
import styles from './review.module.css'

interface Props {
  readonly bench: Bench
  readonly curve: CurveData
  /** Row of the point that `X` means. */
  readonly pointRow: number | null
  onChoose(row: number): void
}

/** The curve in focus as large as there is room: drawn in one go, so that the next one is there with its key. */
export function FocusedCurve(props: Props) {
  const [ref, size] = useElementSize()
  const { bench, curve } = props
  const header = bench.loaded.frame.columns[curve.responseColumn]?.displayName ?? ''
  return (
    <div className={styles.figure}>
      <p className={styles.axisTitle}>{responseLabel([header], bench.work)}</p>
      <div ref={ref} className={styles.canvas}>
        {size && size.width > 0 && <Sized {...props} size={size} />}
      </div>
    </div>
  )
}

function Sized({ bench, curve, pointRow, onChoose, size }: Props & { readonly size: ElementSize }) {
  const { work, fits } = bench
  const entry = fits.entries.get(curve.id)
  const geometry = useMemo(() => geometryOf(work, curve, { entry, size }), [work, curve, entry, size])
  const focused = geometry.curves[0]?.points.find(({ point }) => point.row === pointRow) ?? null
  const canvas = useRef<HTMLCanvasElement>(null)
  const tokens = usePlotTokens()
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const colours = useMemo(() => readColours(), [tokens])
  const isStale = fits.isStale(curve.id)
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext('2d')
    if (!canvas.current || !ctx) return
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    canvas.current.width = Math.round(size.width * ratio)
    canvas.current.height = Math.round(size.height * ratio)
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawFigure(ctx, geometry, { colours, isStale, focused })
  }, [geometry, colours, isStale, focused, size])
  const step = (event: KeyboardEvent) => {
    if (!isStepKey(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const from = focused && { row: focused.point.row, curveId: curve.id }
    const next = stepPoint(geometry.curves, from, event.key)
    if (next) onChoose(next.point.row)
  }
  const pick = (event: MouseEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left, event.clientY - box.top]
    const near = (geometry.curves[0]?.points ?? [])
      .map((point) => ({ point, distance: Math.hypot(point.x - x, point.y - y) }))
      .toSorted((a, b) => a.distance - b.distance)[0]
    if (near && near.distance < 2 * FIGURE_MARKER_PX) onChoose(near.point.point.row)
  }
  return (
    // The group takes the focus so that arrow keys walk its points; the words under it say which one is meant.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.points}
      aria-label={`Points of ${curve.label}`}
      aria-describedby="review-point"
      onKeyDown={step}
      onClick={pick}
    >
      <canvas ref={canvas} aria-hidden style={{ width: size.width, height: size.height }} />
    </div>
  )
}

interface GeometryParts {
  readonly entry: FitEntry | undefined
  readonly size: ElementSize
}

/** The figure of a curve in an area of this size. */
function geometryOf(work: Work, curve: CurveData, { entry, size }: GeometryParts): FigureGeometry {
  const { doseUnit } = work.mapping
  const drawn = reviewCurve(work, curve, { entry })
  const input = {
    title: '',
    doseLabel: titleWithUnit('Dose', doseUnit),
    doseUnit,
    responseLabel: work.mapping.responseUnit,
    curves: [drawn],
    highlightedId: curve.id,
  }
  return figureGeometry(input, { area: figureArea(size), hasLabels: false, markerPx: FIGURE_MARKER_PX })
}
