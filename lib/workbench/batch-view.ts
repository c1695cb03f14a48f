import * as z from 'zod/mini'
import { RefitResults } from './refit-results.ts'

const Count = z.number().check(z.int(), z.minimum(0))

/** A refit on the server as a page shows it. */
export const BatchView = z.object({
  batchId: z.string(),
  frameId: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Why it waits or failed, in words; null where there is nothing to say. */
  message: z.nullable(z.string()),
  /** Title of the policy that it fits under. */
  policy: z.string(),
  by: z.string(),
  /** Null until the rows are read. */
  rowCount: z.nullable(Count),
  curveCount: z.nullable(Count),
  fittedCount: Count,
  /** How many curves have each verdict, of the chunks that are through. */
  verdicts: z.partialRecord(
    z.enum(['reportable', 'estimated', 'above-range', 'below-range', 'no-response', 'not-determined']),
    Count,
  ),
  /** ISO 8601. */
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  /** Null until it is done. */
  results: z.nullable(RefitResults),
})
export type BatchView = z.infer<typeof BatchView>
