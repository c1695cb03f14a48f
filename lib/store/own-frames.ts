import 'server-only'
import { eq } from 'drizzle-orm'
import type { Database } from './open-store.ts'
import { ownFrames } from './schema.ts'

/** Ids of the frames this dashboard made at a tenant. */
export async function ownFrameIds(db: Database, tenantHost: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ frameId: ownFrames.frameId })
    .from(ownFrames)
    .where(eq(ownFrames.tenantHost, tenantHost))
  return new Set(rows.map((row) => row.frameId))
}
