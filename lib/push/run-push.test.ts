import { describe, expect, it } from 'vitest'
import type { BenchlingError } from '../benchling/errors.ts'
import type { OutputInput } from '../outputs/push-input.ts'
import type { PushView } from '../outputs/push-view.ts'
import { readAudit } from '../store/audit/read.ts'
import { verifyAudit } from '../store/audit/verify.ts'
import { outputBytes, stepsOf } from '../store/pushes.ts'
import { ownFrameIds } from '../store/own-frames.ts'
import { storeForTests } from '../store/testing/test-store.ts'
import { PACING } from './pacing.ts'
import { readPush } from './read-push.ts'
import { retryPush } from './retry-push.ts'
import { runPush, type RunOutcome } from './run-push.ts'
import { startPush } from './start-push.ts'
import { FakeTenant, type Mishap, type Operation } from './testing/fake-tenant.ts'
import { sampleOutputs } from './testing/sample-outputs.ts'

const store = await storeForTests('push')

const enqueue = () => Promise.resolve()
const connection = { tenantHost: 'acme.benchling.com', by: 'tests' }

async function start(mark: string): Promise<string> {
  const input = { analysisId: 'ana_Test1234', sourceFrameId: 'dset_input', outputs: sampleOutputs(mark) }
  const started = await startPush({ store, enqueue }, { connection, input })
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  return started.value.pushId
}

function run(tenant: FakeTenant, pushId: string, signal = new AbortController().signal): Promise<RunOutcome> {
  const pacing = { ...PACING, scale: 0.0001 }
  return runPush({ store, clientFor: () => tenant.client, pacing }, pushId, signal)
}

async function view(pushId: string) {
  const push = await readPush(store.db, pushId, () => null)
  if (push === null) throw new Error('no such push')
  return push
}

/** A mishap at the first call of an operation. */
function once(operation: Operation, mishap: Mishap): FakeTenant['mishap'] {
  let isArmed = true
  return (call) => {
    if (!isArmed || call.operation !== operation) return null
    isArmed = false
    return mishap
  }
}

describe('a push nothing goes wrong with', () => {
  it('attaches two frames and two files with their exact bytes, by one PATCH', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('happy')
    expect(await run(tenant, pushId)).toBe('settled')

    const push = await view(pushId)
    expect(push.state).toBe('done')
    expect(push.outputs.map((o) => [o.step, o.status])).toEqual(
      Array.from({ length: 4 }, () => ['attach', 'done']),
    )
    expect(tenant.attached).toEqual(push.outputs.map((o) => o.remoteId))
    expect(tenant.calls.filter((call) => call === 'attach')).toHaveLength(1)
    expect(tenant.calls.at(-1)).toBe('getAnalysis')
    for (const { bytes, name } of sampleOutputs('happy')) {
      expect(tenant.objects.find((object) => object.name === name)?.bytes).toEqual(bytes)
    }
  })

  it('records every call before and after it', async () => {
    const pushId = await start('recorded')
    await run(new FakeTenant(), pushId)
    const steps = await stepsOf(store.db, pushId)
    const before = steps.filter((step) => step.phase === 'before').map((s) => `${s.outputId} ${s.step}`)
    const after = steps.filter((step) => step.phase === 'after').map((s) => `${s.outputId} ${s.step}`)
    expect(after.toSorted()).toEqual(before.toSorted())
    expect(before.slice(0, 4)).toEqual([
      'null read-analysis',
      'results create',
      'results upload',
      'results confirm',
    ])
    expect(before.slice(-2)).toEqual(['null attach', 'null verify'])
    expect(steps.filter((step) => step.phase === 'after').every((step) => step.outcome === 'ok')).toBe(true)
  })

  it('leaves its end on record: who asked, which bytes arrived under which ids, or why not', async () => {
    const target = { tenantHost: connection.tenantHost, analysisId: 'ana_Test1234' }
    const last = async () => (await readAudit(store.db, { target, limit: 1 }))[0]
    const tenant = new FakeTenant()
    const pushId = await start('on record')
    await run(tenant, pushId)
    const done = await last()
    expect(done).toMatchObject({
      action: 'pushed',
      subject: `push ${pushId}`,
      personName: 'tests',
      reason: null,
    })
    for (const id of tenant.attached) expect(done?.after).toContain(id)

    const refusing = new FakeTenant()
    const failedId = await start('not on record')
    const error = { kind: 'rejected', message: 'Locked.', requestId: null } as const
    refusing.mishap = ({ operation }) => (operation === 'attach' ? { when: 'before', error } : null)
    await run(refusing, failedId)
    expect(await last()).toMatchObject({
      action: 'push-failed',
      subject: `push ${failedId}`,
      reason: (await view(failedId)).message,
    })
    expect(await verifyAudit(store.db)).toMatchObject({ ok: true })
  })

  it('remembers the frames it made as its own', async () => {
    const pushId = await start('own')
    await run(new FakeTenant(), pushId)
    const own = await ownFrameIds(store.db, connection.tenantHost)
    const frames = (await view(pushId)).outputs.filter((o) => o.kind === 'data-frame')
    expect(frames.map((o) => own.has(o.remoteId ?? ''))).toEqual([true, true])
  })

  it('gives the same push for the same bytes, and does not run it again', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('twice')
    await run(tenant, pushId)
    const input = {
      analysisId: 'ana_Test1234',
      sourceFrameId: 'dset_input',
      outputs: sampleOutputs('twice').toReversed(),
    }
    const again = await startPush({ store, enqueue }, { connection, input })
    expect(again).toEqual({ ok: true, value: { pushId, isRepeat: true } })
    expect(await run(tenant, pushId)).toBe('not-taken')
    expect(tenant.objects).toHaveLength(4)
  })

  it('attaches what an earlier push attached only where the analysis has lost it', async () => {
    const tenant = new FakeTenant()
    const first = await start('shared')
    await run(tenant, first)
    const [results, ...others] = sampleOutputs('shared')
    if (!results) throw new Error('the sample has outputs')
    const changed = { ...results, bytes: new TextEncoder().encode('cell,IC50\nHeLa,1\n') }
    const again = async (outputs: readonly OutputInput[]) => {
      const input = { analysisId: 'ana_Test1234', sourceFrameId: 'dset_input', outputs }
      const started = await startPush({ store, enqueue }, { connection, input })
      if (!started.ok) throw new Error(JSON.stringify(started.error))
      await run(tenant, started.value.pushId)
      return view(started.value.pushId)
    }
    const second = await again([changed, ...others])
    expect(second.state).toBe('done')
    expect(tenant.objects).toHaveLength(5)
    const idsOf = ({ outputs }: PushView) => new Map(outputs.map(({ id, remoteId }) => [id, remoteId]))
    const [before, after] = [idsOf(await view(first)), idsOf(second)]
    expect([...after].map(([id, remoteId]) => remoteId === before.get(id))).toEqual([false, true, true, true])

    // A part of it alone is another push, and makes nothing.
    expect((await again(others.slice(0, 1))).state).toBe('done')
    expect(tenant.objects).toHaveLength(5)
    expect(new Set(tenant.attached).size).toBe(tenant.attached.length)
  })

  it('lets two presses at once make one push', async () => {
    const [a, b] = await Promise.all([start('race'), start('race')])
    expect(a).toBe(b)
  })

  it('lets one of two runners have it', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('two runners')
    const outcomes = await Promise.all([run(tenant, pushId), run(tenant, pushId)])
    expect(outcomes.toSorted()).toEqual(['not-taken', 'settled'])
    expect(tenant.objects).toHaveLength(4)
  })

  it('keeps bytes that are no text as they are', async () => {
    const pushId = await start('bytes')
    expect(await outputBytes(store.db, pushId, 'plot-png')).toEqual(sampleOutputs('bytes')[3]?.bytes)
  })
})

describe('an answer lost after its effect', () => {
  const lost: BenchlingError = { kind: 'answer-lost', what: 'call' }

  it.each<[string, Operation, number]>([
    ['a second frame is made, and one may be left over', 'createDataFrame', 5],
    ['a second file is made, and one may be left over', 'createFile', 5],
    ['the bytes are sent again to the same place', 'upload', 4],
    ['a frame that already checks is not started again', 'startIngestion', 4],
    ['a file that is good already is not confirmed again', 'confirmFile', 4],
    ['what is listed already is not attached again', 'attach', 4],
  ])('%s (%s)', async (_, operation, objectCount) => {
    const tenant = new FakeTenant()
    tenant.mishap = once(operation, { when: 'after', error: lost })
    const pushId = await start(`lost ${operation}`)
    await run(tenant, pushId)

    const push = await view(pushId)
    expect(push.state).toBe('done')
    expect(tenant.objects).toHaveLength(objectCount)
    expect(tenant.attached).toHaveLength(4)
    expect(new Set(tenant.attached).size).toBe(4)
    expect(push.unnamedLeftovers).toBe(objectCount - 4)
  })

  it('gives up on an output whose answers keep getting lost, and attaches the others', async () => {
    const tenant = new FakeTenant()
    tenant.mishap = ({ operation }) => (operation === 'createFile' ? { when: 'before', error: lost } : null)
    const pushId = await start('always lost')
    await run(tenant, pushId)
    const push = await view(pushId)
    expect(push.state).toBe('partly')
    expect(push.outputs.map((o) => o.status)).toEqual(['done', 'done', 'failed', 'failed'])
  })
})

describe('a tenant that limits or is down', () => {
  it.each<[string, BenchlingError]>([
    ['429', { kind: 'rate-limited', retryAfterS: 30 }],
    ['503', { kind: 'unavailable', status: 503, isDowntime: true, requestId: null }],
    ['out of reach', { kind: 'unreachable', host: 'acme', reason: 'connection-refused' }],
  ])('waits visibly and finishes without a leftover: %s', async (name, error) => {
    for (const operation of ['getAnalysis', 'createDataFrame', 'upload', 'attach'] as const) {
      const tenant = new FakeTenant()
      const pushId = await start(`${name} ${operation}`)
      tenant.mishap = once(operation, { when: 'before', error })
      await run(tenant, pushId)
      const push = await view(pushId)
      expect([push.state, push.retryAfterS, push.unnamedLeftovers]).toEqual(['done', null, 0])
      expect(tenant.objects).toHaveLength(4)
    }
  })

  it('shows the wait with its reason and its length', async () => {
    const tenant = new FakeTenant()
    tenant.mishap = once('createFile', { when: 'before', error: { kind: 'rate-limited', retryAfterS: 40 } })
    const pushId = await start('visible wait')
    const parking = new AbortController()
    const running = runPush(
      { store, clientFor: () => tenant.client, pacing: { ...PACING, pollS: [0] } },
      pushId,
      parking.signal,
    )
    await expect.poll(async () => (await view(pushId)).state, { timeout: 5000 }).toBe('waiting')
    const push = await view(pushId)
    expect(push.message).toMatch(/limiting/)
    expect(push.retryAfterS).toBeGreaterThan(30)
    parking.abort()
    expect(await running).toBe('parked')
  })
})

describe('partial failure', () => {
  it('attaches what arrived, then retries the refused frame alone and anew', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('refused')
    tenant.refusedNames.add('Halfmax curve points refused')
    await run(tenant, pushId)
    const partly = await view(pushId)
    expect(partly.state).toBe('partly')
    expect(partly.message).toMatch(/^3 of 4 outputs arrived/)
    expect(partly.outputs[1]).toMatchObject({
      status: 'failed',
      step: 'check',
      message: 'Benchling refused the rows: Invalid CSV File.',
    })
    const refusedId = partly.outputs[1]?.remoteId
    expect(tenant.attached).not.toContain(refusedId)

    tenant.refusedNames.clear()
    const created = tenant.objects.length
    expect((await retryPush({ store, enqueue }, pushId)).ok).toBe(true)
    await run(tenant, pushId)
    const push = await view(pushId)
    expect(push.state).toBe('done')
    expect(tenant.objects).toHaveLength(created + 1)
    expect(push.leftovers).toEqual([{ kind: 'data-frame', remoteId: refusedId }])
    expect(new Set(tenant.attached).size).toBe(4)
    expect(await retryPush({ store, enqueue }, pushId)).toMatchObject({ error: { kind: 'nothing-to-retry' } })
  })

  it('takes a failed push up again when the same bytes are pushed once more', async () => {
    const tenant = new FakeTenant()
    tenant.mishap = ({ operation }) =>
      operation === 'attach'
        ? { when: 'before', error: { kind: 'forbidden', what: 'analysis', requestId: 'r1' } }
        : null
    const pushId = await start('forbidden')
    await run(tenant, pushId)
    const failed = await view(pushId)
    expect(failed.state).toBe('failed')
    expect(failed.outputs[0]).toMatchObject({ step: 'attach', status: 'failed', requestId: 'r1' })

    tenant.mishap = () => null
    expect(await start('forbidden')).toBe(pushId)
    await run(tenant, pushId)
    expect((await view(pushId)).state).toBe('done')
    // Nothing was made or sent twice: only attaching was left.
    expect(tenant.objects).toHaveLength(4)
  })

  it('attaches the others when one object has vanished', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('vanished')
    tenant.mishap = ({ operation }) => {
      const gone = tenant.objects.find((object) => object.name === 'Halfmax picture vanished')
      if (operation === 'attach' && gone !== undefined && tenant.attached.length === 0) tenant.remove(gone.id)
      return null
    }
    await run(tenant, pushId)
    expect((await view(pushId)).outputs.map((o) => o.status)).toEqual(['done', 'done', 'done', 'failed'])
    expect(tenant.attached).toHaveLength(3)
  })

  it('keeps a slow frame and looks at the same one again on retry', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('slow')
    const slow = { ...PACING, scale: 0.0001, pollLimitS: 0 }
    await runPush(
      { store, clientFor: () => tenant.client, pacing: slow },
      pushId,
      new AbortController().signal,
    )
    const partly = await view(pushId)
    expect(partly.outputs[0]?.message).toMatch(/still processing/)
    await retryPush({ store, enqueue }, pushId)
    await run(tenant, pushId)
    expect((await view(pushId)).state).toBe('done')
    expect(tenant.objects).toHaveLength(4)
  })

  it('says that credentials are refused, once, and makes nothing', async () => {
    const tenant = new FakeTenant()
    tenant.mishap = () => ({ when: 'before', error: { kind: 'credentials-refused', host: 'acme' } })
    const pushId = await start('credentials')
    await run(tenant, pushId)
    expect((await view(pushId)).state).toBe('failed')
    expect(tenant.calls).toEqual(['getAnalysis'])
  })

  it('asks for a new address when one has expired; a file has to be made anew', async () => {
    const tenant = new FakeTenant()
    const pushId = await start('expired')
    let expired = 0
    tenant.mishap = ({ operation }) => {
      const isFirstOfKind = operation === 'upload' && (expired === 0 || tenant.calls.at(-2) === 'createFile')
      if (!isFirstOfKind || expired === 2) return null
      expired += 1
      return { when: 'before', error: { kind: 'url-expired' } }
    }
    await run(tenant, pushId)
    const push = await view(pushId)
    expect(push.state).toBe('done')
    expect(tenant.calls).toContain('refreshFrameUpload')
    expect(push.leftovers.map((leftover) => leftover.kind)).toEqual(['file'])
    expect(tenant.objects).toHaveLength(5)
  })
})

describe('a runner that dies', () => {
  // Counted from a push nothing goes wrong with; the guard below fails when the count is too low.
  const CALLS = 19

  it.each(Array.from({ length: CALLS }, (_, index) => index + 1))(
    'at call %i, before or after its effect',
    async (n) => {
      for (const when of ['before', 'after'] as const) {
        const tenant = new FakeTenant()
        const parking = new AbortController()
        tenant.mishap = ({ number }) => {
          if (number !== n) return null
          parking.abort()
          return { when, error: { kind: 'cancelled' } }
        }
        const pushId = await start(`dies ${when} ${n}`)
        expect(await run(tenant, pushId, parking.signal)).toBe('parked')
        expect(await run(tenant, pushId)).toBe('settled')

        const push = await view(pushId)
        expect(push.state).toBe('done')
        expect(tenant.attached.toSorted()).toEqual(push.outputs.map((o) => o.remoteId ?? '').toSorted())
        // At most the one object whose creation or upload was cut off is left, and it is on record.
        const left = tenant.objects.length - 4
        expect(left).toBeLessThanOrEqual(1)
        expect(push.leftovers.length + (push.unnamedLeftovers ?? 0)).toBeGreaterThanOrEqual(left)
        const named = new Set(push.leftovers.map((leftover) => leftover.remoteId))
        expect(tenant.attached.some((id) => named.has(id))).toBe(false)
      }
    },
  )

  it('has been tried at every call there is', async () => {
    const tenant = new FakeTenant()
    await run(tenant, await start('count'))
    expect(tenant.calls).toHaveLength(CALLS)
  })
})
