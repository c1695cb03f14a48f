import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { CALL_LIMIT, createCallGate } from '../benchling/call-gate.ts'
import { createBenchlingClient } from '../benchling/create-client.ts'
import { SEEDED, type RecordedRequest, type RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import type { Store } from '../store/open-store.ts'
import { tenantCallsOn } from '../store/tenant-calls.ts'
import { openTestStore, testServerUrl } from '../store/testing/test-store.ts'
import { PACING } from './pacing.ts'
import { startPushQueue, type PushQueue } from './queue.ts'
import { readPush } from './read-push.ts'
import { startPush } from './start-push.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'
import { sandboxTenant } from '../benchling/testing/sandbox-tenant.ts'

/** Far below a tenant's limit, in less time. */
const LIMIT = {
  ...CALL_LIMIT,
  calls: 20,
  windowMs: 300,
  people: 18,
  queue: 18,
  lagMs: 120,
  patienceMs: 60_000,
}

const dir = mkdtempSync(join(tmpdir(), 'halfmax-limit-'))
const replicas: { readonly store: Store; readonly queue: PushQueue }[] = []
let sandbox: RunningSandbox

beforeAll(async () => {
  sandbox = await startSandbox({ settings: { ingestionMs: 20, rateLimit: LIMIT.calls, rateWindowS: 0.3 } })
  // Replicas on a server; the embedded database has one process.
  for (let n = 0; n < (testServerUrl() === null ? 1 : 2); n += 1) replicas.push(await startReplica())
}, 60_000)

afterAll(async () => {
  for (const { queue, store } of replicas) {
    await queue.stop()
    await store.close()
  }
  await sandbox.stop()
  rmSync(dir, { recursive: true, force: true })
}, 30_000)

async function startReplica() {
  const store = await openTestStore(dir)
  const tenant = sandboxTenant(sandbox)
  const gate = createCallGate({ shared: store.isShared ? tenantCallsOn(store.db) : null, limit: LIMIT })
  const clientFor = () => createBenchlingClient(tenant, { enter: (request) => gate.enter('queue', request) })
  const queue = await startPushQueue({ store, clientFor, pacing: { ...PACING, scale: 0.01, leaseS: 5 } })
  return { store, queue }
}

it('pushes of all replicas end, and their requests stay within the limit of any window', async () => {
  const pushIds = await Promise.all(
    [0, 1, 2].map(async (n) => {
      const replica = replicas[n % replicas.length]
      if (replica === undefined) throw new Error('no replica')
      const { store, queue } = replica
      const input = {
        analysisId: SEEDED.mortality,
        sourceFrameId: 'dset_x',
        outputs: sampleOutputs(`limit ${n}`),
      }
      const started = await startPush(
        { store, enqueue: (id) => queue.enqueue(id) },
        { connection: { tenantHost: sandbox.host, by: 'tests' }, input },
      )
      if (!started.ok) throw new Error(started.error.kind)
      return { store, id: started.value.pushId }
    }),
  )
  for (const { store, id } of pushIds) {
    await vi.waitFor(async () => expect((await readPush(store.db, id, () => null))?.state).toBe('done'), {
      timeout: 50_000,
      interval: 50,
    })
  }
  const answer = await fetch(`${sandbox.apiUrl}/_control/requests`)
  const requests = ((await answer.json()) as RecordedRequest[]).filter(({ listener }) => listener === 'api')
  const times = requests.filter(({ path }) => path.startsWith('/api/')).map(({ atMs }) => atMs)
  const busiest = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + LIMIT.windowMs).length),
  )
  expect(times.length).toBeGreaterThan(2 * LIMIT.queue)
  expect(busiest).toBeLessThanOrEqual(LIMIT.calls)
  expect(requests.filter(({ status }) => status === 429)).toEqual([])
}, 60_000)
