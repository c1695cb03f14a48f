import type { ReactNode } from 'react'
import styles from './small-plot.module.css'

export const PLOT = { width: 288, height: 132, left: 40, right: 8, top: 8, bottom: 32 } as const

export interface PlotTick {
  readonly at: number
  readonly text: string
}

export interface PlotScales {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

interface Props {
  /** Said for the picture as a whole. */
  readonly label: string
  readonly xTitle: string
  readonly yTitle: string
  readonly xRange: readonly [number, number]
  readonly yRange: readonly [number, number]
  readonly xTicks: readonly PlotTick[]
  readonly yTicks: readonly PlotTick[]
  renderInside(scales: PlotScales): ReactNode
}

/** A plot of 288 px for the right pane: axes, ticks, and what is drawn between them. */
export function SmallPlot({ label, xTitle, yTitle, xRange, yRange, xTicks, yTicks, renderInside }: Props) {
  const { width, height, left, right, top, bottom } = PLOT
  const x = scaleOf(xRange, [left, width - right])
  const y = scaleOf(yRange, [height - bottom, top])
  return (
    <figure className={styles.figure}>
      <figcaption>{yTitle}</figcaption>
      <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <path className={styles.axis} d={`M${left} ${top}V${height - bottom}H${width - right}`} />
        {yTicks.map(({ at, text }) => (
          <text key={at} className={styles.tick} x={left - 5} y={y(at) + 4} textAnchor="end">
            {text}
          </text>
        ))}
        {xTicks.map(({ at, text }) => (
          <g key={at}>
            <path className={styles.axis} d={`M${x(at)} ${height - bottom}v4`} />
            <text className={styles.tick} x={x(at)} y={height - bottom + 15} textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
        <text className={styles.tick} x={(left + width - right) / 2} y={height - 4} textAnchor="middle">
          {xTitle}
        </text>
        {renderInside({ x, y })}
      </svg>
    </figure>
  )
}

function scaleOf([low, high]: readonly [number, number], [from, to]: readonly [number, number]) {
  const span = high - low || 1
  return (value: number) => from + ((value - low) / span) * (to - from)
}
