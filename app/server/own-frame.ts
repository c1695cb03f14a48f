import 'server-only'
import type { BenchlingClient, DataFrameMeta } from '@/lib/benchling/client.ts'
import type { BenchlingError } from '@/lib/benchling/errors.ts'
import { ok, type Result } from '@/lib/result.ts'

const MOST = 5000
const KEPT_MS = 10 * 60_000

interface Kept {
  readonly frame: DataFrameMeta
  readonly untilMs: number
}

const kept = new Map<string, Kept>()

/**
 * A frame that this dashboard has pushed. Once checked its rows are final, so it is not asked for again at every opening: an
 * analysis with a history of pushes would else spend the tenant's request limit on frames that nobody opens.
 */
export async function readOwnFrame(
  client: Pick<BenchlingClient, 'tenant' | 'getDataFrame'>,
  frameId: string,
  nowMs: number = Date.now(),
): Promise<Result<DataFrameMeta, BenchlingError>> {
  const key = `${client.tenant.host} ${frameId}`
  const known = kept.get(key)
  if (known !== undefined && known.untilMs > nowMs) return ok(known.frame)
  const frame = await client.getDataFrame(frameId)
  if (frame.ok && frame.value.uploadStatus === 'SUCCEEDED') {
    // Set anew, so that the map's order is that of age: what nobody would be given any more goes, and the oldest of too many.
    kept.delete(key)
    for (const [oldest, { untilMs }] of kept) {
      if (untilMs > nowMs && kept.size < MOST) break
      kept.delete(oldest)
    }
    // A frame can be renamed at the tenant, which is seen a few minutes later.
    kept.set(key, { frame: frame.value, untilMs: nowMs + KEPT_MS })
  }
  return frame
}
