import type { ReferenceScatter } from '@/lib/runs/reproducibility.ts'
import styles from './runs.module.css'

const SIZE = { width: 460, height: 150, left: 44, right: 60, top: 10, bottom: 26 }

interface Props {
  readonly label: string
  /** Log10 potencies with the text of each, run by run. */
  readonly points: readonly { readonly run: string; readonly logDose: number; readonly text: string }[]
  readonly scatter: ReferenceScatter
  /** A log10 potency as the axis shows it. */
  textOf(logDose: number): string
}

/** The reference run by run on a log axis, with its mean and 2 and 3 SD either way. */
export function ControlChart({ label, points, scatter: { mean, sd }, textOf }: Props) {
  const reach = Math.max(3.4 * sd, ...points.map(({ logDose }) => Math.abs(logDose - mean) * 1.1), 0.02)
  const height = SIZE.height - SIZE.top - SIZE.bottom
  const width = SIZE.width - SIZE.left - SIZE.right
  const yOf = (logDose: number) => SIZE.top + height * (0.5 - (logDose - mean) / reach / 2)
  const xOf = (i: number) => SIZE.left + (width * (i + 0.5)) / points.length
  const lines = [
    { at: 0, name: 'mean', className: styles.mean },
    ...[2, -2].map((k) => ({ at: k, name: `${k < 0 ? '−' : '+'}2 SD`, className: styles.warn })),
    ...[3, -3].map((k) => ({ at: k, name: `${k < 0 ? '−' : '+'}3 SD`, className: styles.act })),
  ]
  const told = points.map(({ run, text }) => `${run} ${text}`).join(', ')
  const isCrowded = points.length > 12
  return (
    <svg
      className={styles.chart}
      viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
      role="img"
      aria-label={`Control chart of ${label}: ${told}`}
    >
      {lines.map(({ at, name, className }) => (
        <g key={name}>
          <path className={className} d={`M${SIZE.left} ${yOf(mean + at * sd)}H${SIZE.width - SIZE.right}`} />
          {(at === 0 || at % 3 === 0) && (
            <text className={styles.tick} x={SIZE.left - 6} y={yOf(mean + at * sd) + 4} textAnchor="end">
              {textOf(mean + at * sd)}
            </text>
          )}
          {sd > 0 && (
            <text className={styles.tick} x={SIZE.width - SIZE.right + 6} y={yOf(mean + at * sd) + 4}>
              {name}
            </text>
          )}
        </g>
      ))}
      {points.map(({ run, logDose }, i) => (
        <g key={run}>
          <circle className={styles.dot} cx={xOf(i)} cy={yOf(logDose)} r={4} />
          {(!isCrowded || i === 0 || i === points.length - 1) && (
            <text className={styles.tick} x={xOf(i)} y={SIZE.height - 8} textAnchor="middle">
              {run}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}
