import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openAnalysis } from '@/app/actions.ts'
import { GET as healthz } from '@/app/healthz/route.ts'
import { GET as metrics } from '@/app/metrics/route.ts'
import { GET as readyz } from '@/app/readyz/route.ts'
import { insertPush } from '@/lib/store/pushes.ts'
import { parseSignIn } from './people/settings.ts'
import { runtime } from './runtime.ts'
import { MINE, OUTPUT } from './testing/doors.ts'
import { HOST, startTestRuntime } from './testing/test-runtime.ts'

vi.mock('next/headers', () => import('./testing/next-headers.ts'))

let server: Awaited<ReturnType<typeof startTestRuntime>>

beforeAll(async () => {
  server = await startTestRuntime()
}, 60_000)

afterAll(() => server.stop())

beforeEach(() => {
  vi.unstubAllEnvs()
  runtime().phase.isEnding = false
})

const scrape = (headers: Record<string, string> = {}) =>
  metrics(new Request('http://127.0.0.1:3000/metrics', { headers }))

describe('health', () => {
  it('is alive as long as the process answers, ready until its end begins', async () => {
    expect(healthz().status).toBe(200)
    expect((await readyz()).status).toBe(200)
    runtime().phase.isEnding = true
    const ending = await readyz()
    expect(ending.status).toBe(503)
    expect(await ending.json()).toEqual({ status: 'shutting-down' })
    expect(healthz().status).toBe(200)
  })

  it('is alive, not ready, without its database', async () => {
    const broken = await startTestRuntime()
    await broken.stop()
    const answer = await readyz()
    server.use()
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({ status: 'no-database' })
  })
})

describe('metrics', () => {
  it('count answers, pushes by state and the depth of the queue, and name nobody', async () => {
    await openAnalysis({ key: 'x' })
    await insertPush(server.store.db, {
      id: '00000000-0000-4000-8000-000000000001',
      pushKey: 'key',
      tenantHost: HOST,
      analysisId: MINE,
      sourceFrameId: 'dset_in',
      by: 'Ada Lovelace',
      outputs: [OUTPUT],
    })
    await server.store.db.execute(
      sql`insert into batches (id, tenant_host, analysis_id, frame_id, by, person_id, work, policy, state)
        values ('00000000-0000-4000-8000-000000000002', ${HOST}, ${MINE}, 'dset_in', 'Ada', 'ada', '{}', '', 'running')`,
    )
    for (const [position, fitted] of [
      [0, 100],
      [1, 20],
    ])
      await server.store.db.execute(
        sql`insert into batch_chunks (batch_id, position, curve_count, fitted_count)
          values ('00000000-0000-4000-8000-000000000002', ${position}, 100, ${fitted})`,
      )
    const text = await (await scrape()).text()
    expect(text).toContain('halfmax_answers_total{name="open-analysis",outcome="invalid-key"} 1')
    expect(text).toContain('halfmax_pushes{state="queued"} 1')
    expect(text).toContain('halfmax_queue_depth 1')
    expect(text).toContain('halfmax_fits 120')
    expect(text).toContain('halfmax_refits{state="running"} 1')
    expect(text).toContain(`halfmax_tenant_rate_headroom{host="${HOST}"} 1`)
    expect(text).not.toMatch(/Ada|ana_/)
    // No process of Node fits into 20 MB, and its heap is a part of it.
    const bytes = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
    expect(bytes('nodejs_heap_size_used_bytes')).toBeGreaterThan(2e7)
    expect(bytes('process_resident_memory_bytes')).toBeGreaterThan(bytes('nodejs_heap_size_used_bytes'))
  })

  it.each([
    ['without a token, while nobody signs in', '', false, {}, 200],
    ['without a token, where people sign in', '', true, {}, 404],
    ['with the token', 'planted-token', true, { authorization: 'Bearer planted-token' }, 200],
    ['with another token', 'planted-token', true, { authorization: 'Bearer planted-tokem' }, 404],
    ['with none where one is wanted', 'planted-token', false, {}, 404],
  ])('%s', async (_, token, isSignInNeeded, headers, status) => {
    vi.stubEnv('HALFMAX_METRICS_TOKEN', token)
    const signIn = parseSignIn({
      APP_URL: 'https://halfmax.acme.org',
      HALFMAX_OIDC_ISSUER: isSignInNeeded ? 'https://login.acme.org' : '',
      HALFMAX_OIDC_CLIENT_ID: 'x',
      HALFMAX_OIDC_CLIENT_SECRET: 'x',
      HALFMAX_ALLOWED_DOMAINS: 'acme.org',
    })
    server.use(signIn.ok ? { signIn: signIn.value } : {})
    const answer = await scrape(headers)
    server.use()
    expect(answer.status).toBe(status)
  })
})
