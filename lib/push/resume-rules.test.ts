import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, it, vi } from 'vitest'
import type { BenchlingClient } from '../benchling/client.ts'
import type { BenchlingError } from '../benchling/errors.ts'
import { err } from '../result.ts'
import type { Store } from '../store/open-store.ts'
import { ownFrameIds } from '../store/own-frames.ts'
import {
  abandonedPushIds,
  claimPush,
  findPush,
  outputBytes,
  outputsOf,
  releasePush,
  renewClaim,
} from '../store/pushes.ts'
import { deletePayloads } from '../store/retention/delete-payloads.ts'
import { pushes } from '../store/schema.ts'
import { storeForTests } from '../store/testing/test-store.ts'
import { PACING } from './pacing.ts'
import { readPush } from './read-push.ts'
import { refusalProblem } from './refusal-words.ts'
import { retryPush } from './retry-push.ts'
import { runPush, type RunOutcome } from './run-push.ts'
import { startPush } from './start-push.ts'
import { FakeTenant } from './testing/fake-tenant.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const store = await storeForTests('resume')
const enqueue = vi.fn<(pushId: string) => Promise<void>>(() => Promise.resolve())
const connection = { tenantHost: 'acme.benchling.com', by: 'tests' }
const forever = new AbortController().signal

async function start(mark: string) {
  const input = { analysisId: 'ana_Test1234', sourceFrameId: 'dset_input', outputs: sampleOutputs(mark) }
  const started = await startPush({ store, enqueue }, { connection, input })
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value
}

function run(client: BenchlingClient | null, pushId: string): Promise<RunOutcome> {
  const pacing = { ...PACING, scale: 0.0001 }
  return runPush({ store, clientFor: () => client, pacing }, pushId, forever)
}

async function view(pushId: string) {
  const push = await readPush(store.db, pushId, () => null)
  if (push === null) throw new Error('no such push')
  return push
}

describe('a push that is asked for again', () => {
  const again = async (mark: string, client: BenchlingClient) => {
    const input = { analysisId: 'ana_Test1234', sourceFrameId: 'dset_input', outputs: sampleOutputs(mark) }
    const started = await startPush({ store, enqueue, client }, { connection, input })
    if (!started.ok) throw new Error(JSON.stringify(started.error))
    return started.value
  }

  it('is its own answer while all it wrote is there, and while the tenant is away', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('still there')
    await run(tenant.client, pushId)
    expect(await again('still there', tenant.client)).toEqual({ pushId, isRepeat: true })
    tenant.mishap = () => ({ when: 'before', error: { kind: 'unreachable', host: 'acme', reason: 'DNS' } })
    expect(await again('still there', tenant.client)).toEqual({ pushId, isRepeat: true })
    expect((await view(pushId)).state).toBe('done')
  })

  it('attaches again what was taken out of the analysis, and makes anew what was deleted', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('taken away')
    await run(tenant.client, pushId)
    const [deleted, detached, ...kept] = tenant.attached.splice(0)
    if (deleted === undefined || detached === undefined) throw new Error('nothing was attached')
    tenant.attached.push(...kept)
    tenant.remove(deleted)
    expect(await again('taken away', tenant.client)).toEqual({ pushId, isRepeat: false })
    await run(tenant.client, pushId)
    const push = await view(pushId)
    expect(push.state).toBe('done')
    expect(new Set(tenant.attached).size).toBe(4)
    expect(tenant.attached).toEqual(expect.arrayContaining([detached, ...kept]))
    expect(tenant.objects).toHaveLength(4)
    expect(tenant.objects.every(({ status }) => status === 'SUCCEEDED')).toBe(true)
    // Nothing is kept of what arrived.
    expect(await outputBytes(store.db, pushId, 'results')).toBeNull()
  })
})

describe('a push that ended', () => {
  it('leaves no output waiting when the tenant refuses the app in the middle', async () => {
    const tenant = new FakeTenant()
    tenant.mishap = ({ operation }) =>
      operation === 'createDataFrame'
        ? { when: 'before', error: { kind: 'credentials-refused', host: 'acme' } }
        : null
    const { pushId } = await start('refused in the middle')
    await run(tenant.client, pushId)
    const push = await view(pushId)
    expect(push.state).toBe('failed')
    expect(push.outputs.map((output) => output.status)).toEqual(['failed', 'failed', 'failed', 'failed'])
    expect(new Set(push.outputs.map((output) => output.message))).toEqual(new Set([push.message]))
    expect(tenant.calls).toEqual(['getAnalysis', 'createDataFrame'])
  })

  it('leaves no output waiting when the tenant is no longer configured', async () => {
    const { pushId } = await start('tenant gone')
    expect(await run(null, pushId)).toBe('settled')
    const push = await view(pushId)
    expect(push.message).toMatch(/no longer configured/)
    expect(push.outputs.map((output) => output.status)).toEqual(['failed', 'failed', 'failed', 'failed'])
    await retryPush({ store, enqueue }, pushId)
    await run(new FakeTenant().client, pushId)
    expect((await view(pushId)).state).toBe('done')
  })
})

describe('a push whose unsent bytes are kept no longer', () => {
  it('refuses a retry in words, lists what it made, and is pushed anew by the same outputs', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('bytes gone')
    const error = { kind: 'rejected', message: 'Locked.', requestId: null } as const
    tenant.mishap = (call) => (call.operation === 'attach' ? { when: 'before', error } : null)
    await run(tenant.client, pushId)
    await store.db.transaction((tx) => deletePayloads(tx, sql`id = ${pushId}`))

    expect(await retryPush({ store, enqueue }, pushId)).toEqual({
      ok: false,
      error: { kind: 'payload-gone' },
    })
    expect(refusalProblem({ kind: 'payload-gone' }).detail).toMatch(/Push again/)
    expect((await view(pushId)).leftovers).toHaveLength(4)
    tenant.mishap = () => null
    const again = await start('bytes gone')
    expect(again).toMatchObject({ isRepeat: false })
    expect(again.pushId).not.toBe(pushId)
    await run(tenant.client, again.pushId)
    expect((await view(again.pushId)).state).toBe('done')
  })
})

describe('an object that was made although its answer was of no use', () => {
  it.each([
    ['createDataFrame', 'data-frame'],
    ['createFile', 'file'],
  ] as const)('is on record as left over: %s', async (operation, kind) => {
    const tenant = new FakeTenant()
    let isArmed = true
    tenant.mishap = (call) => {
      if (!isArmed || call.operation !== operation) return null
      isArmed = false
      const error = {
        kind: 'unexpected-answer',
        what: kind,
        path: 'url',
        createdId: `made_${operation}`,
      } as const
      return { when: 'after', error }
    }
    const { pushId } = await start(`useless answer ${operation}`)
    await run(tenant.client, pushId)
    expect((await view(pushId)).state).toBe('partly')
    expect((await view(pushId)).leftovers).toEqual([{ kind, remoteId: `made_${operation}` }])
    // An input list that shows it must not offer it as an input.
    const own = await ownFrameIds(store.db, connection.tenantHost)
    expect(own.has(`made_${operation}`)).toBe(kind === 'data-frame')
    await retryPush({ store, enqueue }, pushId)
    await run(tenant.client, pushId)
    expect((await view(pushId)).state).toBe('done')
    expect((await view(pushId)).leftovers).toHaveLength(1)
  })
})

describe('a failure of the analysis, not of an output', () => {
  it.each<[string, 'getAnalysis' | 'attach', BenchlingError]>([
    [
      'not shown',
      'getAnalysis',
      { kind: 'not-found', what: 'analysis', id: 'ana_Test1234', requestId: null },
    ],
    ['not shown', 'attach', { kind: 'not-found', what: 'analysis', id: 'ana_Test1234', requestId: null }],
    ['that refuses', 'attach', { kind: 'rejected', message: 'Locked.', requestId: null }],
  ])('keeps the objects there are: %s at %s', async (_, operation, error) => {
    const tenant = new FakeTenant()
    const { pushId } = await start(`analysis ${operation} ${error.kind}`)
    // All is made; then the analysis cannot be written, and on a first retry not even be read.
    tenant.mishap = (call) => (call.operation === 'attach' ? { when: 'before', error } : null)
    await run(tenant.client, pushId)
    tenant.mishap = (call) => (call.operation === operation ? { when: 'before', error } : null)
    await retryPush({ store, enqueue }, pushId)
    await run(tenant.client, pushId)
    expect((await view(pushId)).state).toBe('failed')

    tenant.mishap = () => null
    await retryPush({ store, enqueue }, pushId)
    await run(tenant.client, pushId)
    expect((await view(pushId)).state).toBe('done')
    expect(tenant.objects).toHaveLength(4)
    expect((await view(pushId)).leftovers).toEqual([])
  })
})

describe('races', () => {
  it('takes a push that was saved but never queued to the queue at the next press', async () => {
    enqueue.mockRejectedValueOnce(new Error('the queue is down'))
    await expect(start('never queued')).rejects.toThrow('the queue is down')
    enqueue.mockClear()
    const { pushId, isRepeat } = await start('never queued')
    expect(isRepeat).toBe(true)
    expect(enqueue).toHaveBeenCalledWith(pushId)
  })

  it('answers two retries at once alike, and runs once', async () => {
    const tenant = new FakeTenant()
    tenant.refusedNames.add('Halfmax results two retries')
    const { pushId } = await start('two retries')
    await run(tenant.client, pushId)
    tenant.refusedNames.clear()
    const deps = { store, enqueue }
    const answers = await Promise.all([retryPush(deps, pushId), retryPush(deps, pushId)])
    expect(answers).toEqual([
      { ok: true, value: { pushId } },
      { ok: true, value: { pushId } },
    ])
    const outcomes = await Promise.all([run(tenant.client, pushId), run(tenant.client, pushId)])
    expect(outcomes.toSorted()).toEqual(['not-taken', 'settled'])
    // Four, and the one that was refused.
    expect(tenant.objects).toHaveLength(5)
    expect((await view(pushId)).leftovers).toHaveLength(1)
  })

  it('lets go of its own claim only', async () => {
    const { pushId } = await start('claims')
    const { processId } = store
    expect(await claimPush(store, { pushId, processId, runId: 'a' }, 30)).toBe(true)
    await releasePush(store.db, { pushId, processId, runId: 'b' })
    expect((await findPush(store.db, pushId))?.claim).toBe(`${processId}:a`)
    await releasePush(store.db, { pushId, processId, runId: 'a' })
    expect((await findPush(store.db, pushId))?.claim).toBeNull()
  })

  it('leaves a push to the replica that holds it, for as long as it does', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('another replica')
    const other = { pushId, processId: 'other', runId: 'run' }
    expect(await claimPush(store, other, 30)).toBe(true)
    expect(await abandonedPushIds(store.db, 0)).not.toContain(pushId)
    // An embedded store has one process at a time, so another one's claim is that of a dead one.
    expect(await claimPush(store, { ...other, processId: 'third' }, 30)).toBe(!store.isShared)
    await store.db.update(pushes).set({ claim: 'other:run' }).where(eq(pushes.id, pushId))

    expect(await renewClaim(store.db, other, -1)).toBe(true)
    expect(await abandonedPushIds(store.db, 0)).toContain(pushId)
    expect(await run(tenant.client, pushId)).toBe('settled')
    expect(await renewClaim(store.db, other, 30)).toBe(false)
    expect(await abandonedPushIds(store.db, 0)).not.toContain(pushId)
  })

  it('writes nothing more once another run has the push, and loses nothing', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('taken over')
    const take = (claim: string | null) => store.db.update(pushes).set({ claim }).where(eq(pushes.id, pushId))
    const client: BenchlingClient = {
      ...tenant.client,
      createDataFrame: async (input, options) => {
        const made = await tenant.client.createDataFrame(input, options)
        if (tenant.objects.length === 1) await take('other:run')
        return made
      },
    }
    expect(await run(client, pushId)).toBe('parked')
    expect(tenant.objects).toHaveLength(1)
    expect((await outputsOf(store.db, pushId)).map(({ stage }) => stage)).toContain('creating')
    expect((await findPush(store.db, pushId))?.claim).toBe('other:run')

    await take(null)
    expect(await run(client, pushId)).toBe('settled')
    expect(await view(pushId)).toMatchObject({ state: 'done', unnamedLeftovers: 1 })
    expect(tenant.attached).toHaveLength(4)
  })

  it('keeps its claim until the last wait has ended, also when another wait broke', async () => {
    const tenant = new FakeTenant()
    const { pushId } = await start('broken wait')
    const late = Promise.withResolvers<void>()
    let checks = 0
    const client: BenchlingClient = {
      ...tenant.client,
      getTask: async (id, options) => {
        checks += 1
        if (checks === 1) throw new Error('a bug')
        await late.promise
        return tenant.client.getTask(id, options)
      },
    }
    const running = run(client, pushId)
    await vi.waitFor(() => expect(checks).toBe(2), { timeout: 30_000 })
    expect(await run(tenant.client, pushId)).toBe('not-taken')
    late.resolve()
    await expect(running).rejects.toThrow('a bug')
    expect(await run(tenant.client, pushId)).toBe('settled')
    expect(tenant.objects).toHaveLength(4)
  })

  it('passes a failed note of a wait on to the run, and to nobody else', async () => {
    const { pushId } = await start('broken note')
    const tenant = new FakeTenant()
    const stray = vi.fn<(cause: unknown) => void>()
    process.on('unhandledRejection', stray)
    const broken = new Proxy(store, {
      get: (target, name: keyof Store) =>
        name !== 'db'
          ? target[name]
          : new Proxy(target.db, {
              get: (db, method: keyof Store['db']) => {
                if (method === 'update' && isNoting) throw new Error('the disk is full')
                return Reflect.get(db, method)
              },
            }),
    })
    let isNoting = false
    const client: BenchlingClient = {
      ...tenant.client,
      getAnalysis: async (_, options) => {
        isNoting = true
        options?.onWait?.({ reason: 'unavailable', waitMs: 5 })
        await new Promise((resolve) => setTimeout(resolve, 5))
        isNoting = false
        return err({ kind: 'timed-out', afterS: 1 })
      },
    }
    const deps = { store: broken, clientFor: () => client, pacing: { ...PACING, scale: 0.0001 } }
    await expect(runPush(deps, pushId, forever)).rejects.toThrow('the disk is full')
    process.off('unhandledRejection', stray)
    expect(stray).not.toHaveBeenCalled()
  })
})

describe('the bytes of a push', () => {
  it('are kept until they are attached, and then only their hash', async () => {
    const tenant = new FakeTenant()
    tenant.refusedNames.add('Halfmax results bytes')
    const { pushId } = await start('bytes')
    await run(tenant.client, pushId)
    const sizes = async () => {
      const outputs = await outputsOf(store.db, pushId)
      return Promise.all(
        outputs.map(async (o) => (await outputBytes(store.db, pushId, o.outputId))?.byteLength ?? null),
      )
    }
    const [results] = sampleOutputs('bytes')
    expect(await sizes()).toEqual([results?.bytes.byteLength, null, null, null])

    tenant.refusedNames.clear()
    await retryPush({ store, enqueue }, pushId)
    await run(tenant.client, pushId)
    expect(await sizes()).toEqual([null, null, null, null])
    const hashes = (await outputsOf(store.db, pushId)).map((output) => output.sha256)
    const expected = sampleOutputs('bytes').map(({ bytes }) =>
      createHash('sha256').update(bytes).digest('hex'),
    )
    expect(hashes).toEqual(expected)
    expect((await view(pushId)).outputs.map((o) => o.byteLength)).toEqual(
      sampleOutputs('bytes').map((o) => o.bytes.byteLength),
    )
    expect(await start('bytes')).toEqual({ pushId, isRepeat: true })
  })

  it('give their room in the folder back', async () => {
    const big = async (mark: string) => {
      const outputs = sampleOutputs(mark).map((output) =>
        output.id === 'plot-png' ? { ...output, bytes: randomBytes(mark) } : output,
      )
      const input = { analysisId: 'ana_Test1234', sourceFrameId: 'dset_input', outputs }
      const started = await startPush({ store, enqueue }, { connection, input })
      if (!started.ok) throw new Error(started.error.kind)
      await run(new FakeTenant().client, started.value.pushId)
      expect((await view(started.value.pushId)).state).toBe('done')
    }
    await big('first')
    const afterOne = await tableBytes()
    for (let n = 0; n < 3; n++) await big(`more ${n}`)
    expect(await tableBytes()).toBeLessThan(afterOne + 600_000)
  })

  /** 400 kB that do not compress, the same for the same mark. */
  function randomBytes(mark: string): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(400_000)
    for (let n = 0; n < bytes.byteLength; n += 32) {
      bytes.set(createHash('sha256').update(`${mark} ${n}`).digest(), n)
    }
    return bytes
  }

  async function tableBytes(): Promise<number> {
    const [row] = await store.db
      .select({ size: sql<number>`pg_total_relation_size('push_outputs')::float8` })
      .from(sql`(select 1) as one`)
    return row?.size ?? 0
  }
})
