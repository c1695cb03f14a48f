import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from './open-store.ts'
import { pushedStates, pushes } from './schema.ts'

/** Keeps what a push says of its curves; of a push that is asked for again, what it was asked with last. */
export async function keepPushedState(
  db: Database,
  kept: { readonly pushId: string; readonly state: string; readonly settings: string },
): Promise<void> {
  const { state, settings } = kept
  await db
    .insert(pushedStates)
    .values(kept)
    .onConflictDoUpdate({
      target: pushedStates.pushId,
      set: { state, settings, askedAt: sql`clock_timestamp()` },
    })
}

/** Lines of the receipt as JSON; null where the push was asked for without a state. */
export async function pushedSettings(db: Database, pushId: string): Promise<string | null> {
  const [row] = await db
    .select({ settings: pushedStates.settings })
    .from(pushedStates)
    .where(eq(pushedStates.pushId, pushId))
  return row?.settings ?? null
}

/** Of the finished pushes made from a frame, the one that was asked for last; null before any. */
export async function lastPushedState(
  db: Database,
  source: { readonly tenantHost: string; readonly analysisId: string; readonly sourceFrameId: string },
): Promise<{ readonly pushId: string; readonly state: string } | null> {
  const [row] = await db
    .select({ pushId: pushedStates.pushId, state: pushedStates.state })
    .from(pushedStates)
    .innerJoin(pushes, eq(pushes.id, pushedStates.pushId))
    .where(
      and(
        eq(pushes.tenantHost, source.tenantHost),
        eq(pushes.analysisId, source.analysisId),
        eq(pushes.sourceFrameId, source.sourceFrameId),
        eq(pushes.state, 'done'),
      ),
    )
    .orderBy(desc(pushedStates.askedAt))
    .limit(1)
  return row ?? null
}
