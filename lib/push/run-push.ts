import 'server-only'
import { randomUUID } from 'node:crypto'
import type { BenchlingClient } from '../benchling/client.ts'
import type { AuditEvent } from '../store/audit/append.ts'
import { ClaimLost } from '../store/checkpoints.ts'
import type { Store } from '../store/open-store.ts'
import {
  claimPush,
  findPush,
  outputsOf,
  reclaimBytes,
  releasePush,
  renewClaim,
  settlePush,
  type Claim,
  type StoredOutput,
} from '../store/pushes.ts'
import type { PushState } from '../store/schema.ts'
import { attachArrived } from './attach-outputs.ts'
import { awaitFrame } from './await-frame.ts'
import { meaningOf } from './failure.ts'
import type { Pacing } from './pacing.ts'
import { freshPatience, giveUpAll, recorded, waitOut, type Halt, type Run } from './run.ts'
import { sendOutput } from './send-output.ts'

export interface RunDeps {
  readonly store: Store
  /** Null where the tenant is no longer configured. */
  readonly clientFor: (tenantHost: string) => BenchlingClient | null
  readonly pacing: Pacing
}

/**
 * - `settled`: it ended, done, partly or failed.
 * - `parked`: interrupted, or lost to another run; that or the next one goes on where it stopped.
 * - `not-taken`: finished already, or another run has it.
 */
export type RunOutcome = 'settled' | 'parked' | 'not-taken'

/**
 * Runs a push from wherever it stands to its end, in the order of the contract, section 10: read the analysis; per
 * output create, upload, confirm; wait for frames; attach what arrived by one PATCH; read again.
 *
 * @param signal  parks the push; nothing is undone, for nothing can be
 */
export async function runPush(deps: RunDeps, pushId: string, signal: AbortSignal): Promise<RunOutcome> {
  const { db, processId } = deps.store
  const runId = randomUUID()
  const claim = { pushId, processId, runId }
  if (!(await claimPush(deps.store, claim, deps.pacing.leaseS))) return 'not-taken'
  const hold = holdClaim(deps, claim)
  try {
    const push = await findPush(db, pushId)
    if (push === null) return 'not-taken'
    const client = deps.clientFor(push.tenantHost)
    if (client === null) {
      const message = `The tenant ${push.tenantHost} is no longer configured. Retry once it is again.`
      await settle(deps, claim, message)
      return 'settled'
    }
    const held = AbortSignal.any([signal, hold.lost])
    const halt = await pass({ db, client, push, runId, signal: held, pacing: deps.pacing })
    if (halt === 'stopped') return 'parked'
    await settle(deps, claim, null)
    return 'settled'
  } catch (cause) {
    if (cause instanceof ClaimLost) return 'parked'
    throw cause
  } finally {
    hold.end()
    await releasePush(db, claim).catch((cause: unknown) => {
      // Closing the store while parked: the claim dies with this process anyway.
      if (!signal.aborted) throw cause
    })
  }
}

/** Renews a claim until told to end. `lost` is aborted when another run has the push: what is under way then stops. */
function holdClaim({ store, pacing }: RunDeps, claim: Claim) {
  const lost = new AbortController()
  const renew = async () => {
    // Where the database is out of reach the next record fails, and says so.
    const isHeld = await renewClaim(store.db, claim, pacing.leaseS).catch(() => true)
    if (!isHeld) lost.abort()
  }
  const timer = setInterval(() => void renew(), (pacing.leaseS * 1000) / 3)
  timer.unref()
  return { lost: lost.signal, end: () => clearInterval(timer) }
}

async function pass(run: Run): Promise<Halt | null> {
  const opened = await readAnalysis(run)
  if ('halt' in opened) return opened.halt
  const here = { ...run, push: { ...run.push, folderId: opened.folderId } }

  for (const { outputId } of await openOutputs(here)) {
    const halt = await sendOutput(here, outputId)
    if (halt === 'stopped') return halt
    if (halt === 'whole-push') break
  }
  const frames = (await openOutputs(here)).filter((output) => output.stage === 'confirmed')
  // All to their end, also where one breaks: the claim is let go after this, and nobody may still be at work by then.
  const waits = await Promise.allSettled(frames.map((frame) => awaitFrame(here, frame)))
  const broken = waits.find((wait) => wait.status === 'rejected')
  if (broken !== undefined) throw broken.reason
  if (waits.some((wait) => wait.status === 'fulfilled' && wait.value === 'stopped')) return 'stopped'
  return attachArrived(here)
}

/** Outputs not yet through and not given up. */
async function openOutputs(run: Run): Promise<readonly StoredOutput[]> {
  const outputs = await outputsOf(run.db, run.push.id)
  return outputs.filter((output) => output.status === 'queued' || output.status === 'running')
}

async function readAnalysis(run: Run): Promise<{ folderId: string | null } | { halt: Halt }> {
  const patience = freshPatience()
  for (;;) {
    const analysis = await recorded(run, {
      step: 'read-analysis',
      output: null,
      call: (options) => run.client.getAnalysis(run.push.analysisId, options),
      after: ({ folderId }) => ({ push: { folderId } }),
    })
    if (analysis.ok) return { folderId: analysis.value.folderId }
    const { error } = analysis
    if (meaningOf(error) === 'passing' && (await waitOut(run, patience, error))) continue
    return { halt: await giveUpAll(run, await openOutputs(run), error) }
  }
}

/** Writes the end of a push, and of outputs it never came to. `reason`: why it could not even begin. */
async function settle({ store: { db } }: RunDeps, claim: Claim, reason: string | null): Promise<void> {
  const outputs = await outputsOf(db, claim.pushId)
  const attached = outputs.filter((output) => output.stage === 'attached').length
  const state = attached === outputs.length ? 'done' : attached > 0 ? 'partly' : 'failed'
  const firstReason = reason ?? outputs.find((output) => output.status === 'failed')?.message ?? null
  const message =
    state === 'done'
      ? null
      : state === 'failed'
        ? firstReason
        : `${attached} of ${outputs.length} outputs arrived and are attached. Retry sends the rest.`
  const patch = { state, message, resumeAt: null, endedAt: new Date() } as const
  const event = endEvent(claim.pushId, { state, message, outputs })
  const isEnded = await settlePush(db, claim, { patch, openMessage: firstReason, event })
  if (!isEnded) throw new ClaimLost(claim.pushId)
  if (attached > 0) await reclaimBytes(db)
}

/** What the audit trail says of the end of a push: which bytes arrived, under which ids. */
function endEvent(
  pushId: string,
  end: {
    readonly state: PushState
    readonly message: string | null
    readonly outputs: readonly StoredOutput[]
  },
): AuditEvent {
  const outputs = end.outputs.map(({ name, stage, remoteId, sha256 }) => ({
    name,
    sha256,
    ...(stage === 'attached' && { remoteId }),
  }))
  return {
    action: end.state === 'done' ? 'pushed' : 'push-failed',
    subject: `push ${pushId}`,
    after: { state: end.state, outputs },
    reason: end.message,
  }
}
