import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { VerdictKind } from '@/lib/fit/types.ts'
import styles from './curve-list.module.css'
import { SeriesGlyph } from './series-glyph.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** One curve as the list shows it; every potency of the list in one unit. */
export interface CurveView {
  readonly id: string
  readonly label: string
  readonly series: number
  readonly potency: string | null
  readonly interval: string | null
  /** Null while the first fit runs. */
  readonly verdict: VerdictKind | null
  readonly isStale: boolean
  /** "20 of 21 wells · At bound: bottom". */
  readonly sub: string
}

interface Props {
  readonly curve: CurveView
  readonly isSelected: boolean
  /** The name has a line of its own; the same for all rows of a list. */
  readonly isLong: boolean
  readonly index: number
  readonly count: number
  onSelect(id: string): void
}

export function CurveRow({ curve, isSelected, isLong, index, count, onSelect }: Props) {
  return (
    <button
      type="button"
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={count}
      tabIndex={isSelected ? 0 : -1}
      className={classNames(styles.curve, isLong && styles.long, isSelected && styles.selected)}
      onClick={() => onSelect(curve.id)}
    >
      <span className={styles.name}>
        <SeriesGlyph series={curve.series} />
        <span title={curve.label}>{curve.label}</span>
      </span>
      <span className={classNames(styles.right, curve.isStale && text.stale)}>
        {curve.verdict === null ? <Skeleton width={48} /> : (curve.potency ?? '—')}
      </span>
      <span className={classNames(styles.right, styles.wide, curve.isStale && text.stale)}>
        {curve.interval}
      </span>
      <span className={styles.verdict}>
        {curve.verdict === null ? 'Fitting' : <VerdictBadge kind={curve.verdict} />}
      </span>
      <span className={styles.sub} title={curve.sub}>
        {curve.sub}
      </span>
    </button>
  )
}
