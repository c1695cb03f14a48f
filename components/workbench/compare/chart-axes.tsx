import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { textWidth } from '@/lib/figure/label-placement.ts'
import styles from './overlay-chart.module.css'

interface Props {
  readonly geometry: FigureGeometry
  readonly doseLabel: string
  readonly responseLabel: string
}

/** Grid, ticks and titles of a small chart of the page, in the page's own colours. */
export function ChartAxes({ geometry, doseLabel, responseLabel }: Props) {
  const { area, dose, response, xOf, yOf } = geometry
  const bottom = area.y + area.height
  const zero = dose.gutterX === null ? [] : [{ at: dose.gutterX, text: '0' }]
  const ticks = apart([...zero, ...dose.major].map(({ at, text }) => ({ x: xOf(at), text })))
  return (
    <>
      <text className={styles.title} x={2} y={12}>
        {responseLabel}
      </text>
      {response.major.map(({ at, text }) => (
        <g key={at}>
          <path className={styles.grid} d={`M${area.x} ${yOf(at)}h${area.width}`} />
          <text className={styles.tick} x={area.x - 6} y={yOf(at) + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <path className={styles.axis} d={`M${area.x} ${area.y}V${bottom}H${area.x + area.width}`} />
      {dose.minor.map((at) => (
        <path key={at} className={styles.axis} d={`M${xOf(at)} ${bottom}v3`} />
      ))}
      {ticks.map(({ x, text, isRoom }) => (
        <g key={x}>
          <path className={styles.axis} d={`M${x} ${bottom}v5`} />
          {isRoom && (
            <text className={styles.tick} x={x} y={bottom + 18} textAnchor="middle">
              {text}
            </text>
          )}
        </g>
      ))}
      <text className={styles.title} x={area.x + area.width / 2} y={bottom + 38} textAnchor="middle">
        {doseLabel}
      </text>
    </>
  )
}

/** Texts that would touch their left neighbour are left out; their tick stays. */
function apart(ticks: readonly { readonly x: number; readonly text: string }[]) {
  let edge = Number.NEGATIVE_INFINITY
  return ticks.map(({ x, text }) => {
    const half = textWidth(text, 12) / 2
    const isRoom = x - half >= edge + 4
    if (isRoom) edge = x + half
    return { x, text, isRoom }
  })
}
