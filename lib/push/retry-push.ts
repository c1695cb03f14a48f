import 'server-only'
import { err, ok, type Result } from '../result.ts'
import {
  findPush,
  outputsOf,
  reopenPush,
  stepsOf,
  type OutputReset,
  type StoredOutput,
} from '../store/pushes.ts'
import { hasPayloads } from '../store/retention/delete-payloads.ts'
import { STILL_PROCESSING } from './await-frame.ts'
import type { PushDeps, PushRefusal } from './start-push.ts'

/**
 * Sends the outputs of a push that did not arrive; those that did are left alone. What the tenant refused is made anew,
 * for a frame is final once checked; what only ran out of patience goes on with the object it has.
 */
export async function retryPush(
  deps: PushDeps,
  pushId: string,
): Promise<Result<{ pushId: string }, PushRefusal>> {
  const { db } = deps.store
  const push = await findPush(db, pushId)
  if (push === null) return err({ kind: 'no-such-push' })

  const reasons = new Map<string, string>()
  for (const step of await stepsOf(db, pushId)) {
    if (step.step === 'give-up') reasons.set(step.outputId ?? '', step.outcome ?? '')
  }
  const missing = (await outputsOf(db, pushId)).filter((output) => output.stage !== 'attached')
  if (missing.length > 0 && !(await hasPayloads(db, pushId))) return err({ kind: 'payload-gone' })
  const resets = missing.map((output) => resetOf(output, reasons.get(output.outputId) ?? ''))
  // Where another retry was quicker, or it never stopped, this one's wish is fulfilled already.
  if (!(await reopenPush(db, pushId, resets)) && (await findPush(db, pushId))?.state === 'done') {
    return err({ kind: 'nothing-to-retry' })
  }
  await deps.enqueue(pushId)
  return ok({ pushId })
}

/** After these, of the output itself, its object is spent: refused, gone, or of a kind that cannot be gone on with. */
const SPENT = new Set(['refused', 'upload-gone', 'vanished', 'not-found', 'rejected', 'storage-refused'])

function resetOf(output: StoredOutput, reason: string): OutputReset {
  const { outputId, kind, remoteId } = output
  const again = { status: 'queued' as const, message: null, requestId: null }
  if (output.status !== 'failed' || !SPENT.has(reason) || reason === STILL_PROCESSING) {
    return { outputId, patch: again, leftover: null }
  }
  return {
    outputId,
    patch: { ...again, stage: 'new', remoteId: null, taskId: null },
    leftover: remoteId === null ? null : { kind, remoteId, reason },
  }
}
