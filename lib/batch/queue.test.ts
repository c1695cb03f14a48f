import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { BenchlingClient } from '../benchling/client.ts'
import { createBenchlingClient } from '../benchling/create-client.ts'
import type { Tenant } from '../benchling/tenants.ts'
import { buildCurves } from '../data-frame/build-curves.ts'
import { fitCurve } from '../fit/fit-curve.ts'
import { tableToCsv } from '../outputs/csv.ts'
import { fittedCurves } from '../outputs/fitted-curve.ts'
import { resultsTable } from '../outputs/results-table.ts'
import { err } from '../result.ts'
import type { RunningSandbox } from '../sandbox/control.ts'
import { startSandbox } from '../sandbox/start.ts'
import { readAudit } from '../store/audit/read.ts'
import { chunkBytes, chunksOf, cutBatch, endBatch, findBatch } from '../store/batches.ts'
import { batchChunks } from '../store/schema.ts'
import { openJobQueue } from '../store/job-queue.ts'
import type { Store } from '../store/open-store.ts'
import {
  makeTestDatabase,
  openTestStore,
  testDatabaseUrl,
  testServerUrl,
} from '../store/testing/test-store.ts'
import { curveRequest } from '../workbench/selectors.ts'
import { packFits, unpackFits } from './packed-fits.ts'
import { startBatchQueue, type BatchQueue } from './queue.ts'
import { digestOf, planBatch } from './plan-batch.ts'
import { readBatch } from './read-batch.ts'
import { runBatch } from './run-batch.ts'
import { startBatch } from './start-batch.ts'
import { KINASE, openedFrame } from './testing/kinase-work.ts'
import { sandboxEnv, sandboxTenant } from '../benchling/testing/sandbox-tenant.ts'

const CHUNK = 12
const CHUNKS = 4

const dir = mkdtempSync(join(tmpdir(), 'halfmax-batch-'))
let sandbox: RunningSandbox
let tenant: Tenant

beforeAll(async () => {
  sandbox = await startSandbox({ settings: { rateLimit: 100_000 } })
  tenant = sandboxTenant(sandbox)
  await makeTestDatabase(dir)
}, 60_000)

afterAll(async () => {
  await sandbox.stop()
  rmSync(dir, { recursive: true, force: true })
}, 30_000)

interface Server {
  readonly store: Store
  readonly boss: PgBoss
  readonly queue: BatchQueue
  close(): Promise<void>
}

async function serve(): Promise<Server> {
  const store = await openTestStore(dir)
  const boss = await openJobQueue(store, () => undefined)
  const clientFor = () => createBenchlingClient(tenant)
  const deps = { store, clientFor, version: 'test', threads: 1, leaseS: 2, chunkCurves: CHUNK }
  const queue = await startBatchQueue(boss, deps)
  const close = async () => {
    await queue.stop()
    await boss.stop({ graceful: true, timeout: 5000, close: false })
    await store.close()
  }
  return { store, boss, queue, close }
}

const target = () => ({ tenantHost: tenant.host, analysisId: KINASE.analysisId })

async function ask({ store, queue }: Server, text: string, frameId = KINASE.frameId): Promise<string> {
  const context = { person: { id: 'p1', name: 'Ada' }, target: target(), requestId: null }
  const started = await startBatch(
    { store, enqueue: (id) => queue.enqueue(id) },
    { target: target(), by: 'Ada', context, input: { frameId, work: text } },
  )
  if (!started.ok) throw new Error(started.error)
  return started.value.batchId
}

function ended({ store }: Server, batchId: string) {
  return vi.waitFor(
    async () => {
      const batch = await findBatch(store.db, batchId)
      if (batch === null || batch.endedAt === null) throw new Error(`the batch is ${batch?.state}`)
      return batch
    },
    { timeout: 120_000, interval: 50 },
  )
}

async function resultsOf({ db }: Store, batchId: string): Promise<string> {
  const chunks = await chunksOf(db, batchId)
  const parts = await Promise.all(
    chunks.map(async ({ position }) => {
      const rows = await chunkBytes(db, { batchId, position }, 'rows')
      return rows === null ? 'missing' : gunzipSync(rows).toString()
    }),
  )
  return `${(await findBatch(db, batchId))?.header}${parts.join('')}`
}

/** What the page pushes of the same frame under the same policy, each curve fitted here. */
async function pushedByPage(policy: string): Promise<string> {
  const { frame, work } = await openedFrame(tenant, { frameId: KINASE.frameId, policy })
  const curves = buildCurves(frame, work.mapping)
  const fits = curves.map((curve) => {
    const { request, isIncluded } = curveRequest(work, curve, 'full')
    return { curve, isIncluded, fit: fitCurve(request) }
  })
  const context = {
    analysisId: KINASE.analysisId,
    frameName: 'Kinase screen',
    version: 'test',
    curves: fittedCurves(fits, { work, frame, allCurves: curves }),
    frame,
    exclusions: [],
    normalisation: null,
  }
  return tableToCsv(resultsTable(context))
}

describe('a batch', () => {
  it(
    'killed in the middle goes on without its finished chunks and gives what the page pushes',
    { timeout: 180_000 },
    async () => {
      const child = start()
      const [batchId, before] = await killedAfter(child, 2)

      const server = await serve()
      const kept = (await chunksOf(server.store.db, batchId)).filter(({ isFitted }) => isFitted)
      expect(kept.length).toBeGreaterThanOrEqual(before)
      expect(kept.length).toBeLessThan(CHUNKS)
      const fitsOf = ({ position }: { position: number }) =>
        chunkBytes(server.store.db, { batchId, position }, 'fits')
      const bytes = await Promise.all(kept.map(fitsOf))

      const batch = await ended(server, batchId)
      expect(batch).toMatchObject({ state: 'done', curveCount: 48, frameName: 'Kinase screen' })
      const chunks = await chunksOf(server.store.db, batchId)
      expect(chunks.map(({ curveCount }) => curveCount)).toEqual([12, 12, 12, 12])
      // Begun twice: at most the one that was at hand when the process was killed.
      expect(chunks.slice(0, kept.length).map(({ tries }) => tries)).toEqual(kept.map(() => 1))
      expect(chunks.filter(({ tries }) => tries > 1).length).toBeLessThanOrEqual(1)
      expect(await Promise.all(kept.map(fitsOf))).toEqual(bytes)
      expect(await resultsOf(server.store, batchId)).toBe(await pushedByPage('kinase-inhibition'))

      const trail = await readAudit(server.store.db, { target: target(), text: batchId, limit: 10 })
      expect(trail.map(({ action, reason }) => [action, reason])).toEqual([
        ['refitted', 'Refitted 48 curves under Kinase inhibition, rising.'],
        ['refit-asked', null],
      ])
      const view = await readBatch(server.store.db, batchId)
      expect(view).toMatchObject({ fittedCount: 48, curveCount: 48, state: 'done' })
      const counts = Object.values(view?.verdicts ?? {})
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(48)
      await server.close()
    },
  )

  it.skipIf(testServerUrl() === null)('is shared by two replicas, no chunk of it fitted twice', async () => {
    const stores = await Promise.all([openTestStore(dir), openTestStore(dir)])
    const [store] = stores
    const { text } = await openedFrame(tenant, { frameId: KINASE.frameId, policy: 'free' })
    const context = { person: { id: 'p1', name: 'Ada' }, target: target(), requestId: null }
    const asked = { target: target(), by: 'Ada', context, input: { frameId: KINASE.frameId, work: text } }
    const started = await startBatch({ store, enqueue: () => Promise.resolve() }, asked)
    if (!started.ok) throw new Error(started.error)
    const { batchId } = started.value
    const clientFor = () => createBenchlingClient(tenant)
    const deps = { clientFor, version: 'test', threads: 1, leaseS: 30, chunkCurves: 2 }
    const { signal } = new AbortController()
    const runs = Promise.all(stores.map((one) => runBatch({ ...deps, store: one }, batchId, signal)))
    const hands = new Set<string>()
    const isOver = { now: false }
    void runs.finally(() => (isOver.now = true))
    while (!isOver.now) {
      for (const { claim } of await chunksOf(store.db, batchId)) if (claim) hands.add(claim.slice(0, 36))
    }
    const outcomes = await runs
    expect(outcomes).toContain('settled')
    expect(hands).toEqual(new Set(stores.map(({ processId }) => processId)))
    const chunks = await chunksOf(store.db, batchId)
    expect(chunks.map(({ tries }) => tries)).toEqual(chunks.map(() => 1))
    expect(await resultsOf(store, batchId)).toBe(await pushedByPage('free'))
    await Promise.all(stores.map((one) => one.close()))
  })

  it('that is cancelled stops at the chunk at hand, and one without a frame says why', async () => {
    const server = await serve()
    const { text } = await openedFrame(tenant, { frameId: KINASE.frameId, policy: 'free' })
    const batchId = await ask(server, text)
    await vi.waitFor(async () => expect(await chunksOf(server.store.db, batchId)).toHaveLength(CHUNKS), {
      timeout: 20_000,
      interval: 20,
    })
    const event = { action: 'refit-cancelled' as const, subject: `refit ${batchId}` }
    await endBatch(server.store.db, batchId, { state: 'cancelled', message: null, event })
    const lost = await ask(server, text, 'dset_Nowhere00001')
    // Batches are taken one after the other: this one's end says that the cancelled one was let go.
    expect(await ended(server, lost)).toMatchObject({ state: 'failed', message: expect.stringMatching(/./) })
    const chunks = await chunksOf(server.store.db, batchId)
    expect(chunks.filter(({ isFitted }) => isFitted).length).toBeLessThan(CHUNKS)
    expect((await findBatch(server.store.db, batchId))?.state).toBe('cancelled')
    await server.close()
  })
})

it('waits for a tenant out of reach, saying so, and gives up on a chunk that broke off again and again', async () => {
  const store = await openTestStore(dir)
  const { frame, work, text } = await openedFrame(tenant, { frameId: KINASE.frameId, policy: 'free' })
  const context = { person: { id: 'p2', name: 'Bob' }, target: target(), requestId: null }
  const asked = { target: target(), by: 'Bob', context, input: { frameId: KINASE.frameId, work: text } }
  const started = await startBatch({ store, enqueue: () => Promise.resolve() }, asked)
  if (!started.ok) throw new Error(started.error)
  const { batchId } = started.value
  const client = createBenchlingClient(tenant)
  const away: BenchlingClient = {
    ...client,
    getDataFrame: () => Promise.resolve(err({ kind: 'timed-out', afterS: 60 })),
  }
  const deps = { store, version: 'test', threads: 1, leaseS: 2 }
  const { signal } = new AbortController()
  expect(await runBatch({ ...deps, clientFor: () => away }, batchId, signal)).toBe('waiting')
  expect(await findBatch(store.db, batchId)).toMatchObject({
    state: 'queued',
    message: expect.stringContaining('goes on by itself'),
  })

  const digest = digestOf(planBatch(frame, work).curves)
  await cutBatch(store.db, batchId, { frameName: 'K', rowCount: frame.rowCount, digest, sizes: [48] })
  await store.db.update(batchChunks).set({ tries: 10 })
  expect(await runBatch({ ...deps, clientFor: () => client }, batchId, signal)).toBe('settled')
  expect(await findBatch(store.db, batchId)).toMatchObject({
    state: 'failed',
    message: expect.stringContaining('broke off'),
  })
  await store.close()
})

it('keeps fits to the last bit', async () => {
  const { frame, work } = await openedFrame(tenant, { frameId: KINASE.frameId, policy: 'agnostic' })
  const [curve] = buildCurves(frame, work.mapping)
  if (curve === undefined) throw new Error('no curve')
  const fit = { ...fitCurve(curveRequest(work, curve, 'full').request), rss: -0, sigma: Number.NaN }
  expect(unpackFits(packFits([fit, fit]))).toEqual([fit, fit])
})

function start(): ChildProcess {
  const flags = ['--conditions=react-server', '--no-warnings', 'lib/batch/testing/refit-and-hang.ts']
  return spawn(process.execPath, [...flags, dir, String(CHUNK)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...sandboxEnv(sandbox), DATABASE_URL: testDatabaseUrl(dir) },
  })
}

/** Kills a server without a word once so many chunks are there. @returns its batch, and how many there were */
async function killedAfter(child: ChildProcess, wanted: number): Promise<[string, number]> {
  let last: [string, number] = ['', 0]
  const gone = once(child, 'exit')
  for await (const said of child.stdout ?? []) {
    const [batchId = '', count = ''] = (String(said).trim().split('\n').at(-1) ?? '').split(' ')
    last = [batchId, Number(count)]
    if (last[1] >= wanted) child.kill('SIGKILL')
  }
  // Only then is it certain that nobody holds the folder.
  await gone
  return last
}
