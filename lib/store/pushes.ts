import 'server-only'
import { createHash } from 'node:crypto'
import { and, desc, eq, inArray, isNull, not, or, sql } from 'drizzle-orm'
import { appendAudit, type AuditEvent } from './audit/append.ts'
import type { Database, Store } from './open-store.ts'
import { patchOutput, type OutputPatch, type PushPatch } from './checkpoints.ts'
import {
  pushes,
  pushLeftovers,
  pushOutputs,
  pushSteps,
  type PushState,
  type StoredOutputKind,
} from './schema.ts'

export type StoredPush = typeof pushes.$inferSelect
/** Without its bytes: up to 150 MB that only the upload needs. */
export type StoredOutput = Omit<typeof pushOutputs.$inferSelect, 'bytes'>
export type StoredLeftover = typeof pushLeftovers.$inferSelect
export type StoredStep = typeof pushSteps.$inferSelect

export interface NewPush {
  readonly id: string
  readonly pushKey: string
  readonly tenantHost: string
  readonly analysisId: string
  readonly sourceFrameId: string
  readonly by: string
  readonly personId?: string
  readonly outputs: readonly {
    readonly id: string
    readonly kind: StoredOutputKind
    readonly name: string
    readonly fileName: string
    readonly bytes: Uint8Array
  }[]
}

const UNFINISHED: PushState[] = ['queued', 'running', 'waiting']

const outputColumns = {
  pushId: pushOutputs.pushId,
  outputId: pushOutputs.outputId,
  position: pushOutputs.position,
  kind: pushOutputs.kind,
  name: pushOutputs.name,
  fileName: pushOutputs.fileName,
  byteLength: pushOutputs.byteLength,
  sha256: pushOutputs.sha256,
  stage: pushOutputs.stage,
  status: pushOutputs.status,
  message: pushOutputs.message,
  remoteId: pushOutputs.remoteId,
  taskId: pushOutputs.taskId,
  requestId: pushOutputs.requestId,
}

/**
 * Saves a push with its bytes, or finds the one that already has its key. An output that is attached already, bytes and
 * names alike, begins with the object that is there.
 *
 * @returns the id, and whether it was there before. Of two simultaneous calls exactly one inserts.
 */
export async function insertPush(
  db: Database,
  push: NewPush,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  return db.transaction(async (tx) => {
    const { outputs, ...row } = push
    const inserted = await tx
      .insert(pushes)
      .values({ ...row, state: 'queued' })
      .onConflictDoNothing({ target: pushes.pushKey })
      .returning({ id: pushes.id })
    if (inserted.length === 0) {
      const [existing] = await tx
        .select({ id: pushes.id })
        .from(pushes)
        .where(eq(pushes.pushKey, push.pushKey))
      if (existing === undefined) throw new Error('a push key conflicts with no push')
      return { id: existing.id, isNew: false }
    }
    // One at a time: each may hold many megabytes, which the driver writes out as text.
    for (const [position, { id, bytes, ...output }] of outputs.entries()) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const remoteId = await attachedBefore(tx, push, { ...output, sha256 })
      await tx.insert(pushOutputs).values({
        ...output,
        pushId: push.id,
        outputId: id,
        position,
        bytes,
        byteLength: bytes.byteLength,
        sha256,
        // As if it had just arrived: the attach step asks the analysis first, and adds what is no longer listed.
        stage: remoteId === null ? 'new' : 'arrived',
        remoteId,
        status: 'queued',
      })
    }
    return { id: push.id, isNew: true }
  })
}

/** The object that an earlier push to the same analysis attached with these very bytes under these names, or null. */
async function attachedBefore(
  db: Pick<Database, 'select'>,
  { tenantHost, analysisId }: NewPush,
  output: Pick<StoredOutput, 'kind' | 'name' | 'fileName' | 'sha256'>,
): Promise<string | null> {
  const [found] = await db
    .select({ remoteId: pushOutputs.remoteId })
    .from(pushOutputs)
    .innerJoin(pushes, eq(pushes.id, pushOutputs.pushId))
    .where(
      and(
        eq(pushes.tenantHost, tenantHost),
        eq(pushes.analysisId, analysisId),
        eq(pushOutputs.sha256, output.sha256),
        eq(pushOutputs.kind, output.kind),
        eq(pushOutputs.name, output.name),
        eq(pushOutputs.fileName, output.fileName),
        eq(pushOutputs.stage, 'attached'),
      ),
    )
    .orderBy(desc(pushes.startedAt))
    .limit(1)
  return found?.remoteId ?? null
}

export async function findPush(db: Database, pushId: string): Promise<StoredPush | null> {
  const [row] = await db.select().from(pushes).where(eq(pushes.id, pushId))
  return row ?? null
}

/** Newest first. */
export async function pushesOfAnalysis(
  db: Database,
  target: { readonly tenantHost: string; readonly analysisId: string; readonly limit: number },
): Promise<readonly StoredPush[]> {
  return db
    .select()
    .from(pushes)
    .where(and(eq(pushes.tenantHost, target.tenantHost), eq(pushes.analysisId, target.analysisId)))
    .orderBy(desc(pushes.startedAt))
    .limit(target.limit)
}

export async function unfinishedPushIds(db: Database): Promise<readonly string[]> {
  const rows = await db
    .select({ id: pushes.id })
    .from(pushes)
    .where(inArray(pushes.state, UNFINISHED))
    .orderBy(pushes.startedAt)
  return rows.map((row) => row.id)
}

/** In the order they were given. */
export async function outputsOf(db: Database, pushId: string): Promise<readonly StoredOutput[]> {
  return db
    .select(outputColumns)
    .from(pushOutputs)
    .where(eq(pushOutputs.pushId, pushId))
    .orderBy(pushOutputs.position)
}

/** Null once they are attached. */
export async function outputBytes(
  db: Database,
  pushId: string,
  outputId: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const [row] = await db
    .select({ bytes: pushOutputs.bytes })
    .from(pushOutputs)
    .where(and(eq(pushOutputs.pushId, pushId), eq(pushOutputs.outputId, outputId)))
  if (row === undefined) throw new Error(`push ${pushId} has no output ${outputId}`)
  return row.bytes === null ? null : new Uint8Array(row.bytes)
}

export async function leftoversOf(db: Database, pushId: string): Promise<readonly StoredLeftover[]> {
  return db.select().from(pushLeftovers).where(eq(pushLeftovers.pushId, pushId)).orderBy(pushLeftovers.id)
}

/** The record of a push, oldest first. */
export async function stepsOf(db: Database, pushId: string): Promise<readonly StoredStep[]> {
  return db.select().from(pushSteps).where(eq(pushSteps.pushId, pushId)).orderBy(pushSteps.id)
}

export interface Claim {
  readonly pushId: string
  readonly processId: string
  readonly runId: string
}

function claimText({ processId, runId }: Claim): string {
  return `${processId}:${runId}`
}

/** Whether a claim counts no more: its holder has not renewed it. By the database's clock, which all replicas share. */
const isLapsed = sql`coalesce(${pushes.claimUntil} < now(), true)`

const untilAfter = (leaseS: number) => sql`now() + make_interval(secs => ${leaseS})`

/**
 * Takes an unfinished push for one run, for `leaseS` seconds. A claim that was not renewed in time does not count, nor
 * does that of another process where the store has one owner: that process is gone.
 *
 * @returns false when another run has it, or it is finished.
 */
export async function claimPush(
  { db, isShared }: Pick<Store, 'db' | 'isShared'>,
  claim: Claim,
  leaseS: number,
): Promise<boolean> {
  const isOurs = sql`${pushes.claim} like ${`${claim.processId}:%`}`
  const rows = await db
    .update(pushes)
    .set({ claim: claimText(claim), claimUntil: untilAfter(leaseS) })
    .where(
      and(
        eq(pushes.id, claim.pushId),
        inArray(pushes.state, UNFINISHED),
        or(isNull(pushes.claim), isLapsed, isShared ? undefined : not(isOurs)),
      ),
    )
    .returning({ id: pushes.id })
  return rows.length === 1
}

/** Holds a claim for another `leaseS` seconds. False when it was lost: another run has the push by now. */
export async function renewClaim(db: Database, claim: Claim, leaseS: number): Promise<boolean> {
  const rows = await db
    .update(pushes)
    .set({ claimUntil: untilAfter(leaseS) })
    .where(and(eq(pushes.id, claim.pushId), eq(pushes.claim, claimText(claim))))
    .returning({ id: pushes.id })
  return rows.length === 1
}

/** Gives a push free after a run; a later run may have it by then, and keeps it. */
export async function releasePush(db: Database, claim: Claim): Promise<void> {
  await db
    .update(pushes)
    .set({ claim: null, claimUntil: null })
    .where(and(eq(pushes.id, claim.pushId), eq(pushes.claim, claimText(claim))))
}

/** Unfinished pushes of at least `ageS` seconds that no run holds: those of a replica that is gone. */
export async function abandonedPushIds(db: Database, ageS: number): Promise<readonly string[]> {
  const isOld = sql`${pushes.startedAt} < now() - make_interval(secs => ${ageS})`
  const rows = await db
    .select({ id: pushes.id })
    .from(pushes)
    .where(and(inArray(pushes.state, UNFINISHED), isLapsed, isOld))
    .orderBy(pushes.startedAt)
  return rows.map((row) => row.id)
}

export async function updatePush(db: Database, pushId: string, patch: PushPatch): Promise<void> {
  await db.update(pushes).set(patch).where(eq(pushes.id, pushId))
}

export interface OutputReset {
  readonly outputId: string
  readonly patch: OutputPatch
  /** The object that stays behind at the tenant, where the output starts anew. */
  readonly leftover: {
    readonly kind: StoredOutputKind
    readonly remoteId: string
    readonly reason: string
  } | null
}

/**
 * Writes the end of a push and of the outputs it never came to, with its entry in the audit trail, all or nothing.
 *
 * @returns false where the run no longer holds the push: whoever does will end it
 */
export async function settlePush(
  db: Database,
  claim: Claim,
  end: { readonly patch: PushPatch; readonly openMessage: string | null; readonly event: AuditEvent },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [push] = await tx
      .update(pushes)
      .set(end.patch)
      .where(and(eq(pushes.id, claim.pushId), eq(pushes.claim, claimText(claim))))
      .returning()
    if (push === undefined) return false
    await failOpenOutputs(tx, claim.pushId, end.openMessage)
    const { tenantHost, analysisId, by } = push
    const person = { id: push.personId ?? by, name: by }
    await appendAudit(tx, { person, target: { tenantHost, analysisId }, requestId: null }, [end.event])
    return true
  })
}

/**
 * Ends the outputs that a push at its end neither attached nor failed: it never came to them.
 *
 * @param message  why, in words
 */
async function failOpenOutputs(
  db: Pick<Database, 'update'>,
  pushId: string,
  message: string | null,
): Promise<void> {
  await db
    .update(pushOutputs)
    .set({ status: 'failed', message })
    .where(and(eq(pushOutputs.pushId, pushId), inArray(pushOutputs.status, ['queued', 'running'])))
}

/** Gives the room of dropped bytes back to the tables: the embedded database has nobody who does it by itself. */
export async function reclaimBytes(db: Database): Promise<void> {
  await db.execute(sql`vacuum push_outputs`)
}

/** An output of a finished push that the analysis lists no longer, with its bytes again. */
export interface Renewal {
  readonly outputId: string
  readonly bytes: Uint8Array
  /** The object itself is no more; else it only has to be attached again. */
  readonly isGone: boolean
}

/**
 * Lets a push that was done go on with some of its outputs, as if they had not been attached yet.
 *
 * @returns whether it was done, so that of two that ask at once only one reopens it
 */
export async function renewPush(
  db: Database,
  pushId: string,
  renewals: readonly Renewal[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(pushes)
      .set({ state: 'queued', message: null, resumeAt: null, endedAt: null, claim: null, claimUntil: null })
      .where(and(eq(pushes.id, pushId), eq(pushes.state, 'done')))
      .returning({ id: pushes.id })
    if (rows.length === 0) return false
    for (const { outputId, bytes, isGone } of renewals) {
      await tx
        .update(pushOutputs)
        .set({
          bytes,
          status: 'queued',
          message: null,
          requestId: null,
          ...(isGone ? { stage: 'new', remoteId: null, taskId: null } : { stage: 'arrived' }),
        })
        .where(and(eq(pushOutputs.pushId, pushId), eq(pushOutputs.outputId, outputId)))
    }
    return true
  })
}

/** Makes a push that ended with something missing unfinished again. False when another call did so first. */
export async function reopenPush(
  db: Database,
  pushId: string,
  resets: readonly OutputReset[],
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .update(pushes)
      .set({ state: 'queued', message: null, resumeAt: null, endedAt: null, claim: null, claimUntil: null })
      .where(and(eq(pushes.id, pushId), inArray(pushes.state, ['partly', 'failed'])))
      .returning({ id: pushes.id })
    if (rows.length === 0) return false
    for (const { outputId, patch, leftover } of resets) {
      await patchOutput(tx, { pushId, outputId, patch })
      if (leftover !== null) await tx.insert(pushLeftovers).values({ pushId, outputId, ...leftover })
    }
    return true
  })
}
