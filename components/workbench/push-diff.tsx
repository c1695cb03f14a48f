import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import text from '@/components/ui/text.module.css'
import { formatDateTime } from '@/lib/format/format-date.ts'
import type { CurveDiff, PushDiff } from '@/lib/outputs/push-diff.ts'
import type { PushView } from '@/lib/outputs/push-view.ts'
import type { DoseUnit } from '@/lib/data-frame/types.ts'
import { diffSummary, diffUnit, FATE_WORDS, foldText, pushedPotencyText } from './push-diff-words.ts'
import styles from './push-diff.module.css'

/** Rows drawn at first: a screen has thousands, and those that changed come first. */
const FIRST_ROWS = 100

interface Props {
  readonly diff: PushDiff
  /** What it is compared with; null before any push. */
  readonly last: PushView | null
  /** Why a curve that was pushed is not chosen now, by its id. */
  leftOutReason(id: string): string
}

/** Every curve with what was pushed last, what would be pushed now, and why they differ. */
export function PushDiffTable({ diff, last, leftOutReason }: Props) {
  const [hasUnchanged, setUnchanged] = useState(false)
  const [shownCount, setShownCount] = useState(FIRST_ROWS)
  const { unchanged } = diff.counts
  const rows = hasUnchanged ? diff.curves : diff.curves.filter(({ fate }) => fate !== 'unchanged')
  const shown = rows.slice(0, shownCount)
  const unit = diffUnit(diff)
  const name = shown[0]?.now?.potency.name ?? 'Potency'
  return (
    <div className={styles.diff}>
      <p className={styles.since}>
        {last === null
          ? 'Nothing was pushed from this data frame yet: every curve is new.'
          : `Since the push of ${formatDateTime(last.endedAt ?? last.startedAt)}: ${diffSummary(diff)}.`}
      </p>
      {shown.length > 0 && (
        // Scrolls by itself, so it takes the focus for the arrow keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.scroll} role="region" aria-label="Changes since the last push" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Curve</th>
                <th scope="col" className={styles.number}>
                  {name} relative last pushed
                </th>
                <th scope="col" className={styles.number}>
                  {name} relative now
                </th>
                <th scope="col" className={styles.number}>
                  Fold
                </th>
                <th scope="col">What changed</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((curve) => (
                <DiffRow key={curve.id} curve={curve} unit={unit} leftOutReason={leftOutReason} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className={styles.more}>
        {rows.length > shown.length && (
          <Button size="compact" look="plain" onClick={() => setShownCount(shownCount + 5 * FIRST_ROWS)}>
            {`Show more, ${(rows.length - shown.length).toLocaleString('en')} left`}
          </Button>
        )}
        {unchanged > 0 && (
          <Button
            size="compact"
            look="plain"
            aria-pressed={hasUnchanged}
            onClick={() => setUnchanged(!hasUnchanged)}
          >
            {`Show the unchanged, ${unchanged.toLocaleString('en')}`}
          </Button>
        )}
      </div>
    </div>
  )
}

interface RowProps extends Pick<Props, 'leftOutReason'> {
  readonly curve: CurveDiff
  readonly unit: DoseUnit
}

function DiffRow({ curve, unit, leftOutReason }: RowProps) {
  const { id, label, fate, before, now, changes } = curve
  const why =
    fate === 'changed'
      ? changes.join('; ')
      : fate === 'left-out'
        ? `left out: ${leftOutReason(id)}`
        : FATE_WORDS[fate]
  return (
    <tr className={styles[fate]}>
      <th scope="row">{label}</th>
      <td className={styles.number}>
        {pushedPotencyText(before, unit)}
        {before?.pushedAt !== undefined && (
          <span className={styles.earlier}>{formatDateTime(before.pushedAt)}</span>
        )}
      </td>
      <td className={styles.number}>{now === null ? 'not pushed' : pushedPotencyText(now, unit)}</td>
      <td className={styles.number}>{foldText(curve)}</td>
      <td className={classNames(styles.why, fate === 'unchanged' && text.muted)}>{why}</td>
    </tr>
  )
}
