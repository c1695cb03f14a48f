import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { proposedRows } from '@/lib/figure/figure-curve.ts'
import { counted } from '@/lib/format/format-number.ts'
import styles from './potency-card.module.css'
import { readAuthor } from './use-author.ts'
import type { Bench } from './use-bench.ts'

/** Wells that ROUT proposes as outliers. They stay in the fit until a person takes them out. */
export function OutlierNotice({ bench }: { bench: Bench }) {
  const { curve, entry, dispatch } = bench
  if (!curve || !entry) return null
  const rows = proposedRows(curve, entry.isIncluded, entry.fit)
  if (rows.length === 0) return null
  const names = rows.map((row) => `row ${row + 1}`).join(', ')
  const exclude = () =>
    dispatch({
      kind: 'exclude',
      label: `exclude ${counted(rows.length, 'proposed outlier')}`,
      exclusions: rows.map((row) => ({
        row,
        responseColumn: curve.responseColumn,
        cause: 'rule',
        reason: 'outlier by rule (ROUT, Q = 1 %)',
        author: readAuthor(),
        at: new Date().toISOString(),
      })),
    })
  return (
    <Notice
      tone="warning"
      className={styles.contradiction}
      title={`${counted(rows.length, 'well')} proposed as ${rows.length === 1 ? 'an outlier' : 'outliers'}: ${names}`}
      actions={
        <Button look="link" onClick={exclude}>
          Exclude {rows.length === 1 ? 'it' : 'them'}
        </Button>
      }
    >
      A dashed ring marks {rows.length === 1 ? 'it' : 'them'}. Nothing is left out without being asked.
    </Notice>
  )
}
