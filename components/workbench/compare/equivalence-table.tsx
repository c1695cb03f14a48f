import { CircleCheck, CircleHelp, CircleMinus, TriangleAlert } from 'lucide-react'
import { classNames } from '@/components/ui/class-names.ts'
import type { ComparisonResult } from '@/lib/workbench/comparison-result.ts'
import styles from './compare.module.css'
import { equivalenceRows, type EquivalenceRow, type EquivalenceState } from './comparison-words.ts'

/** Every curve's slope ratio and plateau differences as 90 % intervals against the limits. */
export function EquivalenceTable({ result }: { readonly result: ComparisonResult }) {
  const [reference, ...others] = result.curves
  return (
    <table className={styles.equivalence}>
      <caption>Parallelism to {reference?.label}, 90 % CI against what counts as equal</caption>
      <thead>
        <tr>
          <th scope="col">Compared</th>
          <th scope="col">Interval</th>
          <th scope="col">Estimate (90 % CI)</th>
          <th scope="col">Limits</th>
        </tr>
      </thead>
      {others.map(({ id, label, parallelism, parallelismProblem }) => (
        <tbody key={id}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {label}
              {parallelismProblem !== null && <span className={styles.problem}>{parallelismProblem}</span>}
            </th>
          </tr>
          {parallelism &&
            equivalenceRows(parallelism, result.comparison.limits).map((row) => (
              <tr key={row.name}>
                <th scope="row">{row.title}</th>
                <td>
                  <IntervalStrip row={row} />
                </td>
                <td>{row.text}</td>
                <td>
                  {row.limitsText}
                  <State state={row.state} text={row.stateText} />
                </td>
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  )
}

const LOOKS = {
  inside: { Icon: CircleCheck, tone: 'good' },
  beyond: { Icon: CircleHelp, tone: 'doubtful' },
  outside: { Icon: TriangleAlert, tone: 'bad' },
  held: { Icon: CircleMinus, tone: 'quiet' },
  none: { Icon: CircleHelp, tone: 'quiet' },
} as const

function State({ state, text }: { readonly state: EquivalenceState; readonly text: string }) {
  const { Icon, tone } = LOOKS[state]
  return (
    <span className={classNames(styles.state, styles[tone])}>
      <Icon size={14} aria-hidden />
      {text}
    </span>
  )
}

const WIDTH = 150
const HEIGHT = 20
const MIDDLE = HEIGHT / 2

/** An interval over its limits; what the words beside it say is not said again. An end out of sight is an arrow. */
function IntervalStrip({ row: { drawn, state } }: { readonly row: EquivalenceRow }) {
  const [low, high] = drawn.limits
  const reach = high - low
  const [from, to] = [low - 0.9 * reach, high + 0.9 * reach]
  const xOf = (value: number) => ((value - from) / (to - from)) * WIDTH
  const clamp = (value: number) => Math.min(WIDTH - 1, Math.max(1, xOf(value)))
  const { estimate, lower, upper } = drawn
  const isSeen = (value: number | null) => value !== null && value > from && value < to
  const [left, right] = [lower === null ? 1 : clamp(lower), upper === null ? WIDTH - 1 : clamp(upper)]
  const hasLine = estimate !== null
  // An interval wholly out of sight is the arrow that points to it.
  const isLeft = upper !== null && upper <= from
  const isRight = lower !== null && lower >= to
  return (
    <svg className={styles.strip} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <rect className={styles.zone} x={xOf(low)} y={1} width={xOf(high) - xOf(low)} height={HEIGHT - 2} />
      <path className={styles.zoneEdge} d={`M${xOf(low)} 1V${HEIGHT - 1}M${xOf(high)} 1V${HEIGHT - 1}`} />
      <path className={styles.equal} d={`M${xOf(0)} 1V${HEIGHT - 1}`} />
      {hasLine && (
        <path
          className={classNames(styles.whisker, state === 'inside' ? styles.good : styles.doubtful)}
          d={[
            `M${isRight ? right - 8 : left} ${MIDDLE}H${isLeft ? left + 8 : right}`,
            isRight ? '' : end(left, isSeen(lower), 1),
            isLeft ? '' : end(right, isSeen(upper), -1),
          ].join('')}
        />
      )}
      {hasLine && isSeen(estimate) && (
        <circle
          className={classNames(styles.estimate, state === 'inside' ? styles.good : styles.doubtful)}
          cx={xOf(estimate)}
          cy={MIDDLE}
          r={3.5}
        />
      )}
    </svg>
  )
}

/** A cap where the end is in sight, else an arrow head that points on. */
function end(x: number, isSeen: boolean, inwards: 1 | -1): string {
  if (isSeen) return `M${x} ${MIDDLE - 4}v8`
  return `M${x + 5 * inwards} ${MIDDLE - 4}L${x} ${MIDDLE}L${x + 5 * inwards} ${MIDDLE + 4}`
}
