import { Button } from '@/components/ui/button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { WorkbenchRefits } from '@/lib/workbench/ports.ts'
import { policyTitle } from '@/lib/workbench/policies.ts'
import { activePolicy } from '@/lib/workbench/selectors.ts'
import type { Bench } from '../use-bench.ts'
import drawer from '../drawer.module.css'
import styles from './server-refit.module.css'
import { RefitRow } from './refit-row.tsx'
import { useServerRefit } from './use-server-refit.ts'

interface Props {
  readonly bench: Bench
  readonly refits: WorkbenchRefits
  /** Opens the push panel on a push. */
  onShowPush(pushId: string): void
}

/** Every curve of the frame fitted by the server, with the page open or not, and what came of it. */
export function ServerRefit({ bench, refits, onShowPush }: Props) {
  const { batches, problem, isBusy, isPushing, start, cancel, show, push } = useServerRefit(bench, refits)
  const { analysisId, tenantHost } = bench.analysis
  const count = bench.curves.length
  const isUnderWay = batches.some(({ state }) => state === 'queued' || state === 'running')
  const reason = isUnderWay
    ? 'A refit of this frame is under way'
    : count === 0
      ? 'There is no curve yet'
      : null
  return (
    <section className={drawer.part} aria-label="Refit on the server">
      <h3 className={styles.title}>Refit on the server</h3>
      <p className={drawer.quiet}>
        For large frames: the server fits all {count.toLocaleString('en')} curves under{' '}
        {policyTitle(activePolicy(bench.work))} and what else is set here, also while this page is closed.
      </p>
      <div className={drawer.row}>
        <Button size="compact" disabledReason={reason ?? (isBusy ? 'One moment' : null)} onClick={start}>
          Refit all on the server
        </Button>
      </div>
      {problem && <ProblemNotice problem={problem} />}
      {batches.length > 0 && (
        <ul className={styles.list} aria-label="Refits of this frame">
          {batches.map((batch) => (
            <RefitRow
              key={batch.batchId}
              batch={batch}
              address={refits.resultsAddress(batch.batchId)}
              onCancel={() => cancel(batch.batchId)}
              onShow={() => show(batch)}
              place={`analysis ${analysisId} at ${tenantHost}`}
              isPushing={isPushing}
              onPush={(size) => push({ batchId: batch.batchId, size })}
              onShowPush={onShowPush}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
