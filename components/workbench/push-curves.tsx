import { Fragment, type ReactNode } from 'react'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
import { counted } from '@/lib/format/format-number.ts'
import { REVIEW_WORDS } from '@/lib/workbench/review.ts'
import styles from './push-panel.module.css'
import type { PushScope, ScopeKind } from './push-scope.ts'

interface Props {
  readonly scope: PushScope
  /** Accessible name of the choice. */
  readonly label?: string
  /** What changed since the last push, under the choice. */
  readonly children?: ReactNode
  onChoose(kind: ScopeKind): void
}

/** Names written out of each group; the rest is counted. */
const MOST_NAMED = 30

/** Which curves go along, and by what rule. */
function scopeLine({ kind, hasReviews, approvedCount, total }: PushScope): string {
  if (!hasReviews)
    return kind === 'all'
      ? 'No curve is reviewed yet, so all go along. As soon as one is, only approved curves do unless you choose all.'
      : 'No curve is reviewed yet, so none is approved and none goes along.'
  if (kind === 'approved') return 'Curves are being reviewed: only those that are approved go along.'
  const others = total - approvedCount
  return others === 0
    ? 'All curves are approved and go along.'
    : `All go along as you chose, ${counted(others, 'curve')} of them not approved.`
}

/** Which curves are written, and which are not. */
export function PushCurves({ scope, label = 'Curves to push', children, onChoose }: Props) {
  const { kind, approvedCount, total, leftOut } = scope
  return (
    <section className={styles.block} aria-label={label}>
      <header>
        <h3>Curves</h3>
        <Segmented
          label={label}
          options={[
            { value: 'approved', text: `Approved only, ${approvedCount}` },
            { value: 'all', text: `All ${total}` },
          ]}
          value={kind}
          onChange={onChoose}
        />
      </header>
      <p className={styles.line}>{scopeLine(scope)}</p>
      {kind === 'approved' && leftOut.length > 0 && (
        <dl className={styles.leftOut}>
          {leftOut.map(({ state, labels }) => (
            <div key={state}>
              <dt>
                Left out, {REVIEW_WORDS[state].toLowerCase()}: {labels.length}
              </dt>
              <dd className={text.mono}>
                {labels.slice(0, MOST_NAMED).map((name, i) => (
                  <Fragment key={name}>
                    {i > 0 && ', '}
                    <span className={styles.whole}>{name}</span>
                  </Fragment>
                ))}
                {labels.length > MOST_NAMED && ` and ${labels.length - MOST_NAMED} more`}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </section>
  )
}
