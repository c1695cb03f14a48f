import { Fragment, type ReactNode } from 'react'
import { Segmented } from '@/components/ui/segmented.tsx'
import text from '@/components/ui/text.module.css'
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
      {!scope.hasReviews && (
        <p className={styles.line}>
          No curve is reviewed yet, so all go along. Once one is, only approved curves do.
        </p>
      )}
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
