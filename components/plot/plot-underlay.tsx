import type { ReactNode } from 'react'
import { boundsLabelPlace } from './bounds-label.ts'
import { levelPlaces } from './level-places.ts'
import { seriesStyle } from '@/lib/figure/series.ts'
import type { FigureGeometry, GeometryCurve, GeometryPoint } from '@/lib/figure/geometry.ts'
import styles from './curve-plot.module.css'

/** A dotted line across the plot with its name in the right margin, e.g. the top plateau. */
export interface PlotLevel {
  readonly response: number
  readonly name: string
  readonly value: string
}

/** Bounds of a plateau as a strip at the response axis; null is an open side. */
export interface PlotBounds {
  readonly lower: number | null
  readonly upper: number | null
  readonly text: string
}

interface Props {
  readonly geometry: FigureGeometry
  /** The curves whose potency is dropped to the axis. */
  readonly dropped: readonly GeometryCurve[]
  readonly crosshair: GeometryPoint | null
  readonly levels: readonly PlotLevel[]
  readonly bounds: readonly PlotBounds[]
  /** Over the rest: the curve that is being dragged. */
  readonly children?: ReactNode
}

/** What lies under the points: crosshair, levels, bounds, drop lines and their whiskers. */
export function PlotUnderlay({ geometry, dropped, crosshair, levels, bounds, children }: Props) {
  const { area } = geometry
  const bottom = area.y + area.height
  const textYs = levelPlaces(levels.map((level) => geometry.yOf(level.response)))
  return (
    <svg className={styles.layer} aria-hidden="true">
      {bounds.map((strip) => (
        <BoundStrip key={strip.text} geometry={geometry} bounds={strip} />
      ))}
      {levels.map((level, index) => (
        <Level key={level.name} geometry={geometry} level={level} textY={textYs[index] ?? 0} />
      ))}
      {crosshair && (
        <path className={styles.crosshair} d={`M${area.x} ${crosshair.y}H${crosshair.x}V${bottom}`} />
      )}
      {dropped.map((drawn, rank) => (
        <DropLine key={drawn.curve.id} geometry={geometry} drawn={drawn} rank={rank} />
      ))}
      {children}
    </svg>
  )
}

/** Clear of a handle at the end of the level. */
const TEXT_PX = 16

interface LevelProps {
  readonly geometry: FigureGeometry
  readonly level: PlotLevel
  readonly textY: number
}

function Level({ geometry, level, textY }: LevelProps) {
  const { area, yOf } = geometry
  const y = yOf(level.response)
  const right = area.x + area.width
  if (y < area.y || y > area.y + area.height) return null
  return (
    <>
      <path className={styles.crosshair} d={`M${area.x} ${y}H${right}`} />
      <text className={styles.text} x={right + TEXT_PX} y={textY + 4}>
        {level.name} <tspan className={styles.strong}>{level.value}</tspan>
      </text>
    </>
  )
}

function BoundStrip({
  geometry,
  bounds,
}: {
  readonly geometry: FigureGeometry
  readonly bounds: PlotBounds
}) {
  const { area, yOf } = geometry
  const clamp = (y: number): number => Math.min(area.y + area.height, Math.max(area.y, y))
  const top = bounds.upper === null ? area.y : clamp(yOf(bounds.upper))
  const bottom = bounds.lower === null ? area.y + area.height : clamp(yOf(bounds.lower))
  const place = boundsLabelPlace(geometry, { top, bottom, text: bounds.text })
  return (
    <>
      <rect className={styles.strip} x={area.x} y={top} width={12} height={Math.max(0, bottom - top)} />
      {bounds.upper !== null && <path className={styles.stripEdge} d={`M${area.x} ${top}h18`} />}
      {bounds.lower !== null && <path className={styles.stripEdge} d={`M${area.x} ${bottom}h18`} />}
      {place && (
        <text className={styles.mutedText} x={place[0]} y={place[1]}>
          {bounds.text}
        </text>
      )}
    </>
  )
}

interface DropProps {
  readonly geometry: FigureGeometry
  readonly drawn: GeometryCurve
  readonly rank: number
}

function DropLine({ geometry, drawn, rank }: DropProps) {
  const { potency, series } = drawn.curve
  const { area, dose, xOf, yOf } = geometry
  if (potency === null) return null
  const x = xOf(potency.logDose)
  const [left, right] = [xOf(dose.domain[0]), area.x + area.width]
  if (x < left || x > right) return null
  const bottom = area.y + area.height
  const clamp = (at: number): number => Math.min(right, Math.max(left, at))
  const lower = potency.logLower === null ? null : xOf(potency.logLower)
  const upper = potency.logUpper === null ? null : xOf(potency.logUpper)
  const y = bottom - 5 - 7 * rank
  // A limit out of view, or an open one, has no cap.
  const caps = [lower, upper].filter((at) => at !== null && at >= left && at <= right)
  const whisker = `M${clamp(lower ?? left)} ${y}H${clamp(upper ?? right)}`
  return (
    <g stroke={`var(--s${(series % 5) + 1}, ${seriesStyle(series).light})`} fill="none">
      <path strokeWidth={1.25} d={`M${x} ${Math.max(area.y, yOf(potency.response))}V${bottom}`} />
      {(lower !== null || upper !== null) && (
        <path strokeWidth={1.75} d={whisker + caps.map((at) => `M${at} ${y - 3.5}v7`).join('')} />
      )}
    </g>
  )
}
