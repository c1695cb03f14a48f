import 'server-only'
import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Store } from '@/lib/store/open-store.ts'

/** Both databases answer so. */
const Found = z.object({ rows: z.array(z.object({ at_ms: z.coerce.number() })) })

/** Made at start. When somebody last ended all their sign-ins: a sealed cookie alone cannot be called back. */
export async function prepareSignOuts({ db }: Pick<Store, 'db'>): Promise<void> {
  await db.execute(
    sql`create table if not exists sign_outs (person_id text primary key, at_ms bigint not null)`,
  )
}

/** Ends every sign-in of a person before this moment, in all browsers and at all replicas. */
export async function signOutEverywhere(
  { db }: Pick<Store, 'db'>,
  personId: string,
  nowMs = Date.now(),
): Promise<void> {
  await db.execute(sql`
    insert into sign_outs (person_id, at_ms) values (${personId}, ${nowMs})
    on conflict (person_id) do update set at_ms = greatest(sign_outs.at_ms, excluded.at_ms)`)
}

export async function readSignOut({ db }: Pick<Store, 'db'>, personId: string): Promise<number | null> {
  const found = await db.execute(sql`select at_ms from sign_outs where person_id = ${personId}`)
  return Found.parse(found).rows[0]?.at_ms ?? null
}
