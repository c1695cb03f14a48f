import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database } from './open-store.ts'
import { pushes, pushOutputs, type PushState } from './schema.ts'

/** The pushes to one analysis that have an output of this id, oldest first, with the name of that output. */
export async function pushesOfOutput(
  db: Database,
  of: { readonly tenantHost: string; readonly analysisId: string; readonly outputId: string },
): Promise<readonly { readonly pushId: string; readonly name: string; readonly state: PushState }[]> {
  return db
    .select({ pushId: pushes.id, name: pushOutputs.name, state: pushes.state })
    .from(pushOutputs)
    .innerJoin(pushes, eq(pushes.id, pushOutputs.pushId))
    .where(
      and(
        eq(pushOutputs.outputId, of.outputId),
        eq(pushes.tenantHost, of.tenantHost),
        eq(pushes.analysisId, of.analysisId),
      ),
    )
    .orderBy(pushes.startedAt)
}
