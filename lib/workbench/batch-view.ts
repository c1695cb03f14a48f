import type { VerdictKind } from '../fit/types.ts'

/** A refit on the server as a page shows it. */
export interface BatchView {
  readonly batchId: string
  readonly frameId: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  /** Why it waits or failed, in words; null where there is nothing to say. */
  readonly message: string | null
  /** Title of the policy that it fits under. */
  readonly policy: string
  readonly by: string
  /** Null until the rows are read. */
  readonly rowCount: number | null
  readonly curveCount: number | null
  readonly fittedCount: number
  /** Of the chunks that are through. */
  readonly verdicts: Readonly<Partial<Record<VerdictKind, number>>>
  /** ISO 8601. */
  readonly startedAt: string
  readonly endedAt: string | null
}
