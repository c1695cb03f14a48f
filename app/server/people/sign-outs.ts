import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Store } from '@/lib/store/open-store.ts'
import { signOuts } from '@/lib/store/schema.ts'

/** Ends every sign-in of a person before this moment, in all browsers and at all replicas. */
export async function signOutEverywhere(
  { db }: Pick<Store, 'db'>,
  personId: string,
  nowMs = Date.now(),
): Promise<void> {
  await db
    .insert(signOuts)
    .values({ personId, atMs: nowMs })
    .onConflictDoUpdate({
      target: signOuts.personId,
      set: { atMs: sql`greatest(${signOuts.atMs}, excluded.at_ms)` },
    })
}

export async function readSignOut({ db }: Pick<Store, 'db'>, personId: string): Promise<number | null> {
  const [row] = await db.select({ atMs: signOuts.atMs }).from(signOuts).where(eq(signOuts.personId, personId))
  return row?.atMs ?? null
}
