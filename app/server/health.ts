import 'server-only'
import { timingSafeEqual } from 'node:crypto'
import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Metrics } from './metrics.ts'
import { runtime } from './runtime.ts'

const PLAIN = { 'cache-control': 'no-store', 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }

/** The process answers; nothing else is looked at, so that a slow database does not have it restarted. */
export function healthAnswer(): Response {
  return Response.json({ status: 'alive' }, { headers: { 'cache-control': 'no-store' } })
}

/** Whether work should be sent here: the database answers and the end has not begun. */
export async function readyAnswer(): Promise<Response> {
  const { isEnding } = runtime().phase
  const isReady = !isEnding && (await databaseAnswers())
  const status = isReady ? 'ready' : isEnding ? 'shutting-down' : 'no-database'
  return Response.json({ status }, { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}

const DATABASE_PATIENCE_MS = 2000

async function databaseAnswers(): Promise<boolean> {
  const { db } = runtime().store
  const late = AbortSignal.timeout(DATABASE_PATIENCE_MS)
  return Promise.race([
    Promise.resolve(db.execute(sql`select 1`)).then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => late.addEventListener('abort', () => resolve(false), { once: true })),
  ])
}

const Counted = z.object({ rows: z.array(z.object({ state: z.string(), n: z.coerce.number() })) })

/**
 * What Prometheus scrapes. Open to the one local person; where people sign in, to whoever brings the token of
 * `HALFMAX_METRICS_TOKEN`, and without one configured to nobody.
 */
export async function metricsAnswer(request: Request): Promise<Response> {
  const { metrics, calls, tenants, store } = runtime()
  if (!mayScrape(request)) return new Response(null, { status: 404 })
  const states = Counted.parse(
    await store.db.execute(sql`select state, count(*) as n from pushes group by state`),
  )
  let depth = 0
  for (const { state, n } of states.rows) {
    metrics.set('halfmax_pushes', { state }, n)
    if (['queued', 'running', 'waiting'].includes(state)) depth += n
  }
  metrics.set('halfmax_queue_depth', {}, depth)
  await setRefitGauges(metrics)
  for (const { host } of tenants)
    metrics.set('halfmax_tenant_rate_headroom', { host }, await calls.headroom(host))
  setProcessGauges(metrics)
  return new Response(metrics.render(), { headers: PLAIN })
}

async function setRefitGauges(metrics: Metrics): Promise<void> {
  const { db } = runtime().store
  const states = Counted.parse(await db.execute(sql`select state, count(*) as n from batches group by state`))
  for (const { state, n } of states.rows) metrics.set('halfmax_refits', { state }, n)
  const fits = Counted.parse(
    await db.execute(sql`select '' as state, coalesce(sum(fitted_count), 0) as n from batch_chunks`),
  )
  metrics.set('halfmax_fits', {}, fits.rows[0]?.n ?? 0)
}

function setProcessGauges(metrics: Metrics): void {
  const { rss, heapUsed, external } = process.memoryUsage()
  metrics.set('process_resident_memory_bytes', {}, rss)
  metrics.set('nodejs_heap_size_used_bytes', {}, heapUsed)
  metrics.set('nodejs_external_memory_bytes', {}, external)
  metrics.set('process_uptime_seconds', {}, Math.round(process.uptime()))
}

function mayScrape(request: Request): boolean {
  const token = process.env['HALFMAX_METRICS_TOKEN'] ?? ''
  if (token === '') return runtime().signIn === null
  const given = Buffer.from(request.headers.get('authorization') ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
