import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from './open-store.ts'
import {
  ownFrames,
  pushes,
  pushLeftovers,
  pushOutputs,
  pushSteps,
  type OutputStage,
  type OutputStatus,
  type PushState,
  type StoredOutputKind,
} from './schema.ts'

export interface PushPatch {
  state?: PushState
  message?: string | null
  resumeAt?: Date | null
  folderId?: string | null
  endedAt?: Date | null
}

export interface OutputPatch {
  stage?: OutputStage
  /** Lets go of the bytes. */
  bytes?: null
  status?: OutputStatus
  message?: string | null
  remoteId?: string | null
  taskId?: string | null
  requestId?: string | null
}

export interface StepEntry {
  readonly pushId: string
  readonly runId: string
  readonly outputId: string | null
  readonly step: string
  readonly phase: 'before' | 'after'
  readonly outcome?: string
  readonly remoteId?: string | null
  readonly detail?: string | null
}

export interface Checkpoint {
  readonly entry: StepEntry
  readonly patches?: readonly { readonly outputId: string; readonly patch: OutputPatch }[]
  readonly push?: PushPatch
  readonly leftover?: {
    readonly outputId: string
    readonly kind: StoredOutputKind
    readonly remoteId: string | null
    readonly reason: string
  }
  /** A frame that now exists at the tenant and is ours. */
  readonly ownFrame?: { readonly tenantHost: string; readonly frameId: string }
}

/** The run that writes has lost its push to another one, which goes on from what is recorded. */
export class ClaimLost extends Error {
  constructor(pushId: string) {
    super(`push ${pushId} is in the hands of another run`)
  }
}

/**
 * Writes one record and everything that follows from it, together or not at all.
 *
 * Throws `ClaimLost` where the run no longer holds the push: a process that was away for longer than its lease must not
 * write over what its successor did.
 */
export async function writeCheckpoint(db: Database, checkpoint: Checkpoint): Promise<void> {
  const { entry, patches = [], push, leftover, ownFrame } = checkpoint
  const { pushId } = entry
  await db.transaction(async (tx) => {
    const [held] = await tx
      .select({ claim: pushes.claim })
      .from(pushes)
      .where(eq(pushes.id, pushId))
      .for('update')
    if (held?.claim?.endsWith(`:${entry.runId}`) !== true) throw new ClaimLost(pushId)
    await tx.insert(pushSteps).values(entry)
    for (const { outputId, patch } of patches) await patchOutput(tx, { pushId, outputId, patch })
    if (push !== undefined) await tx.update(pushes).set(push).where(eq(pushes.id, pushId))
    if (leftover !== undefined) await tx.insert(pushLeftovers).values({ pushId, ...leftover })
    if (ownFrame !== undefined) {
      await tx
        .insert(ownFrames)
        .values({ ...ownFrame, pushId })
        .onConflictDoNothing()
    }
  })
}

/** Part of a transaction of the caller. */
export async function patchOutput(
  tx: Pick<Database, 'update'>,
  change: { readonly pushId: string; readonly outputId: string; readonly patch: OutputPatch },
): Promise<void> {
  await tx
    .update(pushOutputs)
    .set(change.patch)
    .where(and(eq(pushOutputs.pushId, change.pushId), eq(pushOutputs.outputId, change.outputId)))
}
