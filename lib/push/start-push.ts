import 'server-only'
import { randomUUID } from 'node:crypto'
import { StartPushInput } from '../outputs/push-input.ts'
import { settingsLines } from '../outputs/settings-lines.ts'
import { err, ok, type Result } from '../result.ts'
import { keepPushedState } from '../store/pushed-states.ts'
import { findPush, insertPush } from '../store/pushes.ts'
import type { Store } from '../store/open-store.ts'
import { checkOutputs, type OutputFault } from './check-outputs.ts'
import { pushKeyOf } from './push-key.ts'
import { renewMissing, type Looking } from './renew-push.ts'
import { retryPush } from './retry-push.ts'

/** Who pushes, and to which tenant; proved before, by whoever calls. */
export interface Connection {
  readonly tenantHost: string
  /** For the record: there is no sign-in yet, so this names a browser session, not a person. */
  readonly by: string
  /** The person behind it, as the audit trail names them. */
  readonly personId?: string
}

export type PushRefusal =
  | OutputFault
  | { readonly kind: 'invalid-input'; readonly issues: readonly string[] }
  | { readonly kind: 'no-such-push' }
  | { readonly kind: 'nothing-to-retry' }
  /** What it did not send is kept no longer. */
  | { readonly kind: 'payload-gone' }

/** Puts a saved push in front of the runner; returns once it is certain to be taken. */
export type Enqueue = (pushId: string) => Promise<void>

export interface PushDeps {
  readonly store: Store
  readonly enqueue: Enqueue
  /** To look whether what a repeated push wrote is still there; absent: it is taken to be. */
  readonly client?: Looking
}

/**
 * Saves the outputs and has them sent in the background.
 *
 * @param raw  a `StartPushInput`, unchecked
 * @returns    the push at once. `isRepeat`: the same bytes for the same analysis were pushed before, and that push is
 *             the answer; one that failed, or of which something was taken away at the tenant, is taken up again, so that
 *             nothing it made is made twice.
 */
export async function startPush(
  deps: PushDeps,
  { connection, input: raw }: { readonly connection: Connection; readonly input: unknown },
): Promise<Result<{ pushId: string; isRepeat: boolean }, PushRefusal>> {
  const parsed = StartPushInput.safeParse(raw)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    return err({ kind: 'invalid-input', issues })
  }
  const { analysisId, sourceFrameId, outputs, state } = parsed.data
  const checked = checkOutputs(outputs)
  if (!checked.ok) return checked

  const { tenantHost, by, personId } = connection
  const pushKey = pushKeyOf({ tenantHost, analysisId, outputs })
  const { db } = deps.store
  const saved = await insertPush(db, {
    id: randomUUID(),
    pushKey,
    tenantHost,
    analysisId,
    sourceFrameId,
    by,
    ...(personId !== undefined && { personId }),
    outputs,
  })
  if (state !== undefined) {
    const settings = JSON.stringify(settingsLines(state))
    await keepPushedState(db, { pushId: saved.id, state: JSON.stringify(state), settings })
  }
  if (saved.isNew) {
    await deps.enqueue(saved.id)
    return ok({ pushId: saved.id, isRepeat: false })
  }
  const existing = await findPush(db, saved.id)
  if (existing?.state === 'failed') {
    const retried = await retryPush(deps, saved.id)
    if (retried.ok) return ok({ pushId: saved.id, isRepeat: false })
  }
  if (existing?.state === 'done' && deps.client) {
    const isRenewed = await renewMissing(
      { store: deps.store, client: deps.client },
      { push: existing, outputs },
    )
    if (isRenewed) {
      await deps.enqueue(saved.id)
      return ok({ pushId: saved.id, isRepeat: false })
    }
  }
  // Saved, but the queue may not have taken it then. Asking twice does no harm: a run that finds another ends at once.
  if (existing?.state === 'queued') await deps.enqueue(saved.id)
  return ok({ pushId: saved.id, isRepeat: true })
}
