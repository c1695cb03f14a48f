import 'server-only'
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { err, ok, type Result } from '../result.ts'
import type { AuditContext } from '../store/audit/append.ts'
import { insertBatch, openBatchCount } from '../store/batches.ts'
import { headersOf, workOf } from '../store/drafts/read-work.ts'
import type { Store } from '../store/open-store.ts'
import { policyTitle } from '../workbench/policies.ts'
import { activePolicy } from '../workbench/selectors.ts'
import { serialiseWork } from '../workbench/write-work.ts'

/** As large as a draft may be. */
const MOST_CHARACTERS = 4_000_000

export const StartBatchInput = z.object({
  frameId: z.string().min(1).max(200),
  /** As the page saves it. */
  work: z.string().min(2).max(MOST_CHARACTERS),
})

/** At a time, of one person: each takes the threads of a whole server for a while. */
const MOST_OPEN = 3

export type BatchRefusal = 'invalid-input' | 'too-many-batches'

/**
 * Saves a batch under the settings of a state of the work, with its entry in the audit trail, and puts it in the queue. Marks
 * and overrides of a reviewer are left out: they are of fits that this one replaces.
 */
export async function startBatch(
  { store, enqueue }: { readonly store: Store; readonly enqueue: (batchId: string) => Promise<void> },
  ask: {
    readonly target: { readonly tenantHost: string; readonly analysisId: string }
    readonly by: string
    readonly context: AuditContext
    /** A `StartBatchInput`, unchecked. */
    readonly input: unknown
  },
): Promise<Result<{ batchId: string }, BatchRefusal>> {
  const input = StartBatchInput.safeParse(ask.input)
  const work = input.success ? workOf(input.data.work) : null
  if (!input.success || work === null) return err('invalid-input')
  const { frameId } = input.data
  const { by, context } = ask
  const { tenantHost, analysisId } = ask.target
  const personId = context.person.id
  if ((await openBatchCount(store.db, personId)) >= MOST_OPEN) return err('too-many-batches')
  const id = randomUUID()
  const policy = policyTitle(activePolicy(work))
  const kept = serialiseWork(
    { ...work, overrides: {}, reviews: {} },
    headersOf(input.data.work).map((displayName) => ({ displayName, typeName: 'String' })),
  )
  const batch = { id, tenantHost, analysisId, frameId, by, personId, work: kept, policy }
  const event = { action: 'refit-asked' as const, subject: `refit ${id}`, after: { frame: frameId, policy } }
  await insertBatch(store.db, batch, { context, event })
  await enqueue(id)
  return ok({ batchId: id })
}
