import 'server-only'
import { and, count, eq, sql } from 'drizzle-orm'
import { err, ok, type Result } from '../../result.ts'
import { appendAudit, type AuditContext, type AuditEvent } from '../audit/append.ts'
import type { Database } from '../open-store.ts'
import { drafts } from '../schema.ts'

/** Whose work on which frame. */
export interface DraftPlace {
  readonly owner: string
  readonly tenantHost: string
  readonly analysisId: string
  readonly frameId: string
}

export interface StoredDraft {
  /** 1, 2, 3, … */
  readonly version: number
  readonly work: string
}

export interface NewDraft {
  /** The version it began from; 0 where there was none. */
  readonly base: number
  readonly work: string
}

export type DraftRefusal =
  /** Somebody saved since; `draft` is what is there now, or null where it is gone. */
  { readonly kind: 'stale'; readonly draft: StoredDraft | null } | { readonly kind: 'too-many-drafts' }

/** Frames of one analysis that one person can have work on. */
const MOST_FRAMES = 100

function at({ owner, tenantHost, analysisId, frameId }: DraftPlace) {
  return and(
    eq(drafts.owner, owner),
    eq(drafts.tenantHost, tenantHost),
    eq(drafts.analysisId, analysisId),
    eq(drafts.frameId, frameId),
  )
}

export async function readDraft(
  db: Pick<Database, 'select'>,
  place: DraftPlace,
): Promise<StoredDraft | null> {
  const [row] = await db.select({ version: drafts.version, work: drafts.work }).from(drafts).where(at(place))
  return row ?? null
}

/**
 * Saves work over the version it began from, and what changed into the audit trail with it, all or nothing.
 *
 * @param acts  what the trail says of the change from the work before (null: none) to this one
 * @returns the new version; refused where somebody else saved since, and nothing is written then
 */
export async function saveDraft(
  db: Database,
  { place, draft }: { readonly place: DraftPlace; readonly draft: NewDraft },
  trail: { readonly context: AuditContext; acts(before: string | null): readonly AuditEvent[] },
): Promise<Result<number, DraftRefusal>> {
  return db.transaction(async (tx) => {
    // Two first writes at once find no row to hold; only one of them inserts.
    const held = await tx
      .select({ version: drafts.version, work: drafts.work })
      .from(drafts)
      .where(at(place))
      .for('update')
    const there = held[0] ?? null
    if ((there?.version ?? 0) !== draft.base) return err({ kind: 'stale', draft: there })
    if (there === null && (await isFull(tx, place))) return err({ kind: 'too-many-drafts' })
    const version = draft.base + 1
    const values = { ...place, version, work: draft.work }
    const written =
      there === null
        ? await tx.insert(drafts).values(values).onConflictDoNothing().returning({ version: drafts.version })
        : await tx
            .update(drafts)
            .set({ version, work: draft.work, savedAt: sql`now()` })
            .where(at(place))
            .returning({ version: drafts.version })
    if (written.length === 0) return err({ kind: 'stale', draft: await readDraft(tx, place) })
    await appendAudit(tx, trail.context, trail.acts(there?.work ?? null))
    return ok(version)
  })
}

async function isFull(
  db: Pick<Database, 'select'>,
  { owner, tenantHost, analysisId }: DraftPlace,
): Promise<boolean> {
  const [row] = await db
    .select({ frames: count() })
    .from(drafts)
    .where(and(eq(drafts.owner, owner), eq(drafts.tenantHost, tenantHost), eq(drafts.analysisId, analysisId)))
  return (row?.frames ?? 0) >= MOST_FRAMES
}
