import type { FigureCurve } from '@/lib/figure/types.ts'
import { formatLevel } from '@/lib/format/format-potency.ts'
import styles from './curve-plot.module.css'

interface Props {
  readonly responseLabel: string
  /** The curve whose band is drawn; null where none is. */
  readonly banded: FigureCurve | null
  readonly isPrediction: boolean
  /** Names the thin grey line; null where none is drawn. */
  readonly previousText: string | null
  readonly excludedCount: number
  /** Of the excluded ones, those that a rule or a column of the table took out. */
  readonly byRuleCount: number
  readonly byFlagCount: number
  readonly pointCount: number
}

/** Row above the plot: the response axis' title at its left, then what the marks mean. */
export function PlotLegend(props: Props) {
  const { responseLabel, banded, isPrediction, previousText, excludedCount, pointCount } = props
  const { byRuleCount, byFlagCount } = props
  return (
    <div className={styles.legend}>
      <span className={styles.axisTitle}>{responseLabel}</span>
      {banded !== null && (
        <span className={styles.key}>
          <svg width={18} height={12} aria-hidden="true">
            <rect width={18} height={12} fill={`var(--s${(banded.series % 5) + 1})`} fillOpacity={0.15} />
          </svg>
          <Words
            long={`${formatLevel(banded.level ?? 0.95)} ${isPrediction ? 'prediction of a well' : 'confidence of the mean'}`}
            short={`${formatLevel(banded.level ?? 0.95)} ${isPrediction ? 'of wells' : 'band'}`}
          />
        </span>
      )}
      {previousText !== null && (
        <span className={styles.key}>
          <svg width={18} height={12} aria-hidden="true">
            <path d="M0 6H18" stroke="var(--edge)" />
          </svg>
          <Words long={previousText} short="previous" />
        </span>
      )}
      {excludedCount > 0 && (
        <span className={styles.key}>
          <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden="true">
            <path
              d="M-4 -4H4V4H-4zM-4 -4L4 4M-4 4L4 -4"
              fill="none"
              stroke="var(--excluded)"
              strokeWidth={1.2}
            />
          </svg>
          {`${excludedCount} of ${pointCount} excluded`}
        </span>
      )}
      {byRuleCount > 0 && <CauseKey look={styles.byRule} text={`${byRuleCount} by rule`} />}
      {byFlagCount > 0 && <CauseKey look={styles.byFlag} text={`${byFlagCount} by flag`} />}
    </div>
  )
}

function CauseKey({ look, text }: { readonly look: string | undefined; readonly text: string }) {
  return (
    <span className={styles.key}>
      <svg width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
        <rect className={look} x={-7} y={-7} width={14} height={14} />
      </svg>
      {text}
    </span>
  )
}

function Words({ long, short }: { readonly long: string; readonly short: string }) {
  return (
    <>
      <span className={styles.long}>{long}</span>
      <span className={styles.short}>{short}</span>
    </>
  )
}
