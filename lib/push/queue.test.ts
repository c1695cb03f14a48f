import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createBenchlingClient } from '../benchling/create-client.ts'
import type { Tenant } from '../benchling/tenants.ts'
import { SEEDED, type FaultInput, type RecordedRequest, type RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import type { Store } from '../store/open-store.ts'
import { stepsOf } from '../store/pushes.ts'
import { openTestStore, testDatabaseUrl } from '../store/testing/test-store.ts'
import { PACING } from './pacing.ts'
import { startPushQueue, type PushQueue } from './queue.ts'
import { readPush } from './read-push.ts'
import { retryPush } from './retry-push.ts'
import { startPush } from './start-push.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'
import { sandboxEnv, sandboxTenant } from '../benchling/testing/sandbox-tenant.ts'

const dir = mkdtempSync(join(tmpdir(), 'halfmax-queue-'))
const pacing = { ...PACING, scale: 0.01, leaseS: 1 }
let sandbox: RunningSandbox
let tenant: Tenant
let store: Store
let queue: PushQueue

async function open(): Promise<void> {
  store = await openTestStore(dir)
  const deps = { store, clientFor: () => createBenchlingClient(tenant), pacing }
  queue = await startPushQueue(deps)
}

beforeAll(async () => {
  sandbox = await startSandbox({ settings: { ingestionMs: 30, rateLimit: 100_000 } })
  tenant = sandboxTenant(sandbox)
  await open()
}, 60_000)

afterEach(() => control('DELETE', 'faults'))

afterAll(async () => {
  await queue.stop()
  await store.close()
  await sandbox.stop()
  rmSync(dir, { recursive: true, force: true })
}, 30_000)

async function control(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${sandbox.apiUrl}/_control/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
}

const arm = (...faults: FaultInput[]) => control('POST', 'faults', faults)

async function begin(mark: string): Promise<string> {
  const input = { analysisId: SEEDED.mortality, sourceFrameId: 'dset_x', outputs: sampleOutputs(mark) }
  const connection = { tenantHost: tenant.host, by: 'tests' }
  const deps = { store, enqueue: (id: string) => queue.enqueue(id) }
  const started = await startPush(deps, { connection, input })
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value.pushId
}

/** Waits until the push is in one of the states, and gives it as it then is. */
function inState(pushId: string, states: readonly string[]) {
  return vi.waitFor(
    async () => {
      const push = await view(pushId)
      if (!states.includes(push.state)) throw new Error(`the push is ${push.state}: ${push.message}`)
      return push
    },
    { timeout: 18_000, interval: 20 },
  )
}

const ended = (pushId: string) => inState(pushId, ['done', 'partly', 'failed'])

async function view(pushId: string) {
  const push = await readPush(store.db, pushId, () => null)
  if (push === null) throw new Error('no such push')
  return push
}

/** What the analysis lists by the names this push gave, asked of the tenant itself. */
async function attachedNames(mark: string): Promise<string[]> {
  const client = createBenchlingClient(tenant)
  const analysis = await client.getAnalysis(SEEDED.mortality)
  if (!analysis.ok) throw new Error(analysis.error.kind)
  const frames = await Promise.all(analysis.value.dataFrameIds.map((id) => client.getDataFrame(id)))
  return frames.flatMap((frame) =>
    frame.ok && frame.value.name.endsWith(` ${mark}`) ? [frame.value.name] : [],
  )
}

async function fileCount(): Promise<number> {
  const analysis = await createBenchlingClient(tenant).getAnalysis(SEEDED.mortality)
  if (!analysis.ok) throw new Error(analysis.error.kind)
  expect(new Set(analysis.value.fileIds).size).toBe(analysis.value.fileIds.length)
  return analysis.value.fileIds.length
}

describe('a push through the queue to the sandbox', () => {
  it('arrives: two frames and two files, attached and recorded', async () => {
    const filesBefore = await fileCount()
    const pushId = await begin('happy')
    const push = await ended(pushId)
    expect(push.state).toBe('done')
    expect(push.outputs.map((o) => o.status)).toEqual(['done', 'done', 'done', 'done'])
    expect(await attachedNames('happy')).toEqual(['Halfmax results happy', 'Halfmax curve points happy'])
    expect(await fileCount()).toBe(filesBefore + 2)
    const record = await stepsOf(store.db, pushId)
    expect(new Set(record.map((step) => step.step))).toEqual(
      new Set(['read-analysis', 'create', 'upload', 'confirm', 'check', 'attach', 'verify']),
    )
  })

  it.each(['ingestion-fails', 'ingestion-fails-quietly'] as const)(
    'attaches the rest when a frame is refused, and retries it alone: %s',
    async (kind) => {
      await arm({ kind, operation: 'patch-data-frame' })
      const pushId = await begin(kind)
      const partly = await ended(pushId)
      expect(partly.state).toBe('partly')
      expect(partly.outputs.filter((o) => o.status === 'failed')).toHaveLength(1)
      expect(await attachedNames(kind)).toHaveLength(1)

      await control('DELETE', 'requests')
      await retryPush({ store, enqueue: (id) => queue.enqueue(id) }, pushId)
      expect((await ended(pushId)).state).toBe('done')
      expect(await attachedNames(kind)).toHaveLength(2)
      const requests = (await (await control('GET', 'requests')).json()) as RecordedRequest[]
      const made = requests.filter((r) => r.operation?.startsWith('create-'))
      expect(made.map((r) => r.operation)).toEqual(['create-data-frame'])
    },
  )

  it.each([
    'create-data-frame',
    'create-file',
    'storage-put',
    'patch-data-frame',
    'patch-file',
    'patch-analysis',
  ] as const)(
    'attaches nothing twice when the answer to %s is lost',
    { timeout: 60_000 },
    async (operation) => {
      const filesBefore = await fileCount()
      await arm({ kind: 'answer-lost', operation })
      const push = await ended(await begin(`lost-${operation}`))
      expect(push.state).toBe('done')
      expect(await attachedNames(`lost-${operation}`)).toHaveLength(2)
      expect(await fileCount()).toBe(filesBefore + 2)
    },
  )

  it.each([
    { kind: 'rate-limited', operation: 'create-file', seconds: 1, times: 2 },
    { kind: 'downtime', operation: 'patch-analysis', times: 2 },
  ] as const)('waits visibly and finishes: $kind', { timeout: 60_000 }, async (fault) => {
    await arm(fault)
    const pushId = await begin(fault.kind)
    const waiting = await inState(pushId, ['waiting'])
    expect(waiting.message).toMatch(/goes on by itself/)
    expect((await ended(pushId)).state).toBe('done')
  })

  it('says why when the analysis may not be written', async () => {
    await arm({ kind: 'forbidden', operation: 'patch-analysis' })
    const push = await ended(await begin('forbidden'))
    expect(push.state).toBe('failed')
    expect(push.outputs.map((o) => o.step)).toEqual(['attach', 'attach', 'attach', 'attach'])
    expect(push.message).not.toBeNull()
  })
})

describe('a server killed in mid-push', () => {
  it.each(['create-data-frame', 'storage-put', 'patch-data-frame', 'create-file', 'patch-analysis'] as const)(
    'goes on after a restart without a duplicate: killed at %s',
    { timeout: 120_000 },
    async (operation) => {
      await queue.stop()
      await store.close()
      const filesBefore = await fileCount()
      const mark = `killed-${operation}`
      await arm({ kind: 'slow', operation, seconds: 3 })
      await control('DELETE', 'requests')
      const child = serveInChild(mark)
      const pushId = await firstLine(child)
      await vi.waitFor(async () => expect(await requestsOf(operation)).not.toHaveLength(0), {
        timeout: 30_000,
        interval: 50,
      })
      child.kill('SIGKILL')
      await once(child, 'exit')
      await control('DELETE', 'faults')

      await open()
      const push = await ended(pushId)
      expect(push.state).toBe('done')
      expect(await attachedNames(mark)).toHaveLength(2)
      expect(await fileCount()).toBe(filesBefore + 2)
    },
  )

  async function requestsOf(operation: string): Promise<readonly RecordedRequest[]> {
    const requests = (await (await control('GET', 'requests')).json()) as RecordedRequest[]
    return requests.filter((request) => request.operation === operation)
  }

  function serveInChild(mark: string): ChildProcess {
    const flags = ['--conditions=react-server', '--no-warnings']
    return spawn(
      process.execPath,
      [...flags, 'lib/push/testing/push-and-hang.ts', dir, mark, SEEDED.mortality],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, ...sandboxEnv(sandbox), DATABASE_URL: testDatabaseUrl(dir) },
      },
    )
  }

  async function firstLine(child: ChildProcess): Promise<string> {
    if (child.stdout === null) throw new Error('no output')
    const [said] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
    return String(said).trim()
  }
})
