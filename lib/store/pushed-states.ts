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

/** Read back: a screen that is pushed in parts has each curve in one of these. */
const MOST_STATES = 30

/** Which finished pushes made from a frame say something of its curves, the one asked for last first; 30 at most. */
export async function pushesWithState(
  db: Database,
  source: { readonly tenantHost: string; readonly analysisId: string; readonly sourceFrameId: string },
): Promise<readonly { readonly pushId: string; readonly askedAt: Date }[]> {
  return db
    .select({ pushId: pushedStates.pushId, askedAt: pushedStates.askedAt })
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
    .limit(MOST_STATES)
}

/** What a push says of its curves, as JSON. */
export async function pushedStateText(db: Database, pushId: string): Promise<string | null> {
  const [row] = await db
    .select({ state: pushedStates.state })
    .from(pushedStates)
    .where(eq(pushedStates.pushId, pushId))
  return row?.state ?? null
}
