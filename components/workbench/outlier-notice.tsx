import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { proposedRows } from '@/lib/figure/figure-curve.ts'
import { counted } from '@/lib/format/format-number.ts'
import { pointKey } from '@/lib/workbench/point-key.ts'
import { usePondering } from './exclusions/use-pondering.ts'
import styles from './potency-card.module.css'
import { readAuthor } from './use-author.ts'
import type { Bench } from './use-bench.ts'

/** Wells that ROUT proposes as outliers. They stay in the fit until a person takes them out. */
export default function OutlierNotice({ bench }: { bench: Bench }) {
  const { curve, entry, work, dispatch } = bench
  const pondering = usePondering(bench)
  if (!curve || !entry) return null
  const { responseColumn } = curve
  const rows = proposedRows(curve, entry.isIncluded, entry.fit).filter(
    (row) => work.keptOutliers[pointKey({ row, responseColumn })] === undefined,
  )
  if (rows.length === 0) return null
  const isOne = rows.length === 1
  const names = rows.map((row) => `row ${row + 1}`).join(', ')
  const exclude = (accepted: readonly number[]) =>
    dispatch({
      kind: 'exclude',
      label: `exclude ${counted(accepted.length, 'proposed outlier')}`,
      exclusions: accepted.map((row) => ({
        row,
        responseColumn,
        cause: 'rule',
        reason: 'outlier by rule (ROUT, Q = 1 %)',
        author: readAuthor(),
        at: new Date().toISOString(),
      })),
    })
  const keep = () => {
    const by = { author: readAuthor(), at: new Date().toISOString() }
    dispatch({
      kind: 'keep-outliers',
      label: `keep ${counted(rows.length, 'proposed outlier')}`,
      kept: rows.map((row) => ({ row, responseColumn, ...by })),
    })
  }
  return (
    <Notice
      tone="warning"
      className={styles.contradiction}
      title={`${counted(rows.length, 'well')} proposed as ${isOne ? 'an outlier' : 'outliers'}: ${names}`}
      actions={
        <>
          <Button look="link" {...pondering({ rows, curveId: curve.id })} onClick={() => exclude(rows)}>
            Exclude {isOne ? 'it' : 'them'}
          </Button>
          {!isOne &&
            rows.map((row) => (
              <Button
                key={row}
                look="link"
                {...pondering({ rows: [row], curveId: curve.id })}
                onClick={() => exclude([row])}
              >
                Exclude row {row + 1} only
              </Button>
            ))}
          <Button look="link" onClick={keep}>
            Keep {isOne ? 'it' : 'all'}
          </Button>
        </>
      }
    >
      A dashed ring marks {isOne ? 'it' : 'them'}. Nothing is left out without being asked.
    </Notice>
  )
}
