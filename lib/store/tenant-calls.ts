import 'server-only'
import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Database } from './open-store.ts'

const Taken = z.object({
  rows: z.tuple([z.object({ given: z.coerce.number(), wait_ms: z.coerce.number() })]),
})
const Counted = z.object({ rows: z.array(z.object({ n: z.coerce.number() })) })

const NOW_MS = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`

/**
 * The requests to each tenant as all processes on this database count them, by the database's clock. One statement per
 * take, so that nobody who dies or stalls in the middle holds up the others: the row is locked, counted and written in it.
 * (A library with a fixed window would let twice the limit through around its end, and one with a bucket less than it
 * allows; this keeps the limit in every window.)
 */
export const tenantCallsOn = (db: Database) => ({
  /** Lets through as many of `wanted` as there is room for below `most` in the span; waits are in milliseconds. */
  take: async (
    host: string,
    ask: { readonly wanted: number; readonly most: number; readonly spanMs: number; readonly late: number },
  ): Promise<{ readonly given: number; readonly waitMs: number }> => {
    const { wanted, most, spanMs, late } = ask
    const room = (taken: ReturnType<typeof sql>) =>
      sql`least(${wanted}::int, greatest(0, ${most}::int - ${late}::int - ${taken}))`
    const answer = await db.execute(sql`
      insert into tenant_calls as kept (tenant_host, at_ms, given)
      select ${host}, array_fill(now_ms, array[n + ${late}::int]), n
      from (select ${NOW_MS} as now_ms, ${room(sql`0`)} as n) as first
      on conflict (tenant_host) do update set (at_ms, given) = (
        select recent || array_fill(now_ms, array[n + ${late}::int]), n from (
          select now_ms, recent, ${room(sql`cardinality(recent)`)} as n from (
            select now_ms, array(select one from unnest(kept.at_ms) as one where one > now_ms - ${spanMs}::bigint) as recent
            from (select ${NOW_MS} as now_ms) as clock
          ) as counted
        ) as granted
      )
      returning given, case when given = ${wanted}::int then 0
        else coalesce(at_ms[cardinality(at_ms) - ${most}::int + 1] + ${spanMs}::bigint - ${NOW_MS}, ${spanMs}::bigint) end as wait_ms`)
    const [{ given, wait_ms: waitMs }] = Taken.parse(answer).rows
    return { given, waitMs }
  },
  /** How many were let through in the span that ends now. */
  count: async (host: string, spanMs: number): Promise<number> => {
    const answer = await db.execute(sql`
      select count(*) as n from tenant_calls, unnest(at_ms) as one
      where tenant_host = ${host} and one > ${NOW_MS} - ${spanMs}::bigint`)
    return Counted.parse(answer).rows[0]?.n ?? 0
  },
})
