import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import { restReason, type RestReason } from '@/lib/workbench/review.ts'
import type { ReviewRow } from '@/lib/workbench/review-list.ts'
import type { Bench } from '../use-bench.ts'
import styles from './review.module.css'
import type { Review } from './use-review.ts'

interface Props {
  readonly bench: Bench
  readonly review: Review
  onApprove(curveIds: readonly string[]): void
  onClose(): void
}

const REASONS: Readonly<Record<RestReason, string>> = {
  marked: 'already marked',
  flagged: 'estimated or flagged: to be looked at one by one',
  'not-determined': 'not determined',
  'no-fit': 'without a fit',
  'not-fitted': 'still being fitted',
}

/** Names written out of each group; the rest is counted. */
const MOST_NAMED = 24

/** Says what "the rest" is before anything happens to it. */
export function ApproveRest({ bench, review, onApprove, onClose }: Props) {
  const [groups] = useState(() => restGroups(bench, review.list.rows))
  const isPart = review.list.rows.length < review.rows.length
  return (
    <Dialog title="Approve the rest" isOpen onClose={onClose}>
      <div className={styles.restList}>
        <p>
          {isPart ? `Of the ${review.list.rows.length} curves shown` : `Of all ${review.rows.length} curves`},{' '}
          those are approved that are not marked yet, whose result is reportable or a limit, and that carry no
          flag which asks for a look.
        </p>
        <Named title={`${groups.approved.length} will be approved`} rows={groups.approved} />
        {groups.left.map(({ reason, rows }) => (
          <Named key={reason} title={`${rows.length} left: ${REASONS[reason]}`} rows={rows} />
        ))}
        <Button
          look="primary"
          disabledReason={groups.approved.length === 0 ? 'There is no curve to approve this way' : null}
          onClick={() => {
            onApprove(groups.approved.map(({ id }) => id))
            onClose()
          }}
        >
          Approve {groups.approved.length}
        </Button>
      </div>
    </Dialog>
  )
}

function Named({ title, rows }: { title: string; rows: readonly ReviewRow[] }) {
  if (rows.length === 0) return <h3>{title}</h3>
  const names = rows.slice(0, MOST_NAMED).map(({ label }) => label)
  const more = rows.length - names.length
  return (
    <section>
      <h3>{title}</h3>
      <p className={styles.names}>
        {names.join(', ')}
        {more > 0 && ` and ${more} more`}
      </p>
    </section>
  )
}

interface RestGroups {
  readonly approved: readonly ReviewRow[]
  readonly left: readonly { readonly reason: RestReason; readonly rows: readonly ReviewRow[] }[]
}

function restGroups({ fits }: Bench, rows: readonly ReviewRow[]): RestGroups {
  const approved: ReviewRow[] = []
  const left = new Map<RestReason, ReviewRow[]>()
  for (const row of rows) {
    const fit = fits.isStale(row.id) ? null : (fits.entries.get(row.id)?.fit ?? null)
    const reason = restReason(row.state, fit)
    if (reason === null) approved.push(row)
    else left.set(reason, [...(left.get(reason) ?? []), row])
  }
  return { approved, left: Array.from(left, ([reason, found]) => ({ reason, rows: found })) }
}
