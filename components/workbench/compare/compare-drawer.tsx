import { useMemo } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { DrawerProps } from '../bench-drawers.tsx'
import styles from './compare.module.css'
import { CompareSettings } from './compare-settings.tsx'
import { END_COMPARISON, firstComparison, withReference } from './comparison-edits.ts'
import { ComparisonView } from './comparison-view.tsx'
import { CurveChoices } from './curve-choices.tsx'
import { useComparison } from './use-comparison.ts'

/** Chosen curves against a reference: what to compare on the left, what comes of it on the right. */
export default function CompareDrawer({ bench }: DrawerProps) {
  const { work, curves, curve, dispatch } = bench
  const first = curve?.id ?? ''
  const suggested = useMemo(() => firstComparison(first), [first])
  const comparison = work.comparison ?? suggested
  const state = useComparison(bench, comparison)
  if (curves.length < 2) {
    return (
      <p className={styles.off}>
        There is one curve in this table, so there is nothing to compare it with. Choose a column that names
        the samples, or a second response column.
      </p>
    )
  }
  const isOther = curve !== null && curve.id !== comparison.reference
  return (
    <div className={styles.drawer}>
      <div className={styles.setup}>
        <CurveChoices bench={bench} comparison={comparison} />
        <div className={styles.settings}>
          {isOther && (
            <Button size="compact" onClick={() => dispatch(withReference(comparison, curve))}>
              Make {curve.label} the reference
            </Button>
          )}
          <CompareSettings comparison={comparison} onEdit={dispatch} />
          {work.comparison !== null && (
            <Button size="compact" onClick={() => dispatch(END_COMPARISON)}>
              End the comparison
            </Button>
          )}
        </div>
      </div>
      <ComparisonView bench={bench} state={state} />
    </div>
  )
}
