import { describe, expect, it } from 'vitest'
import { atRest } from '../fit/at-rest.ts'
import type { FitRequest } from '../fit/types.ts'
import { createFitClient, type FitRunEnd, type WorkerLike } from './client.ts'
import { handleRequest } from './handle-request.ts'
import type { WorkerRequest } from './messages.ts'
import type { FitJob } from './plans.ts'

const dose = Float64Array.of(0.1, 0.3, 1, 3, 10, 30)

function request(ec50: number): FitRequest {
  const free = { kind: 'free' } as const
  return {
    model: 'logistic4',
    dose,
    response: dose.map((d, i) => 100 / (1 + ec50 / d) + (i % 2 ? 0.4 : -0.3)),
    constraints: { bottom: free, top: free, logEc50: free, hill: free },
    covariance: 'expected',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: null,
    detail: 'drag',
  }
}

function jobs(count: number, prefix = 'c'): FitJob[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i}`, request: request(1 + i / 10) }))
}

/** Runs the real handler, one message at a time, when the test says so. */
class SteppedWorker extends EventTarget implements WorkerLike {
  readonly inbox: WorkerRequest[] = []
  isTerminated = false

  postMessage(message: WorkerRequest) {
    this.inbox.push(structuredClone(message))
  }

  terminate() {
    this.isTerminated = true
  }

  /** Answers the oldest message; `only` cuts the replies short. */
  step(only = Number.POSITIVE_INFINITY) {
    let sent = 0
    const message = this.inbox.shift()
    handleRequest(
      message,
      (reply) => {
        if (sent++ < only) this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply) }))
      },
      atRest,
    )
  }

  crash() {
    this.dispatchEvent(new Event('error'))
  }
}

function harness(size = 1) {
  const workers: SteppedWorker[] = []
  const client = createFitClient(() => {
    const worker = new SteppedWorker()
    workers.push(worker)
    return worker
  }, size)
  const current = () => {
    const worker = workers.at(-1)
    if (!worker) throw new Error('no worker was started')
    return worker
  }
  const drain = () => {
    while (current().inbox.length > 0) current().step()
  }
  return { client, workers, current, drain }
}

/** Lets every living worker answer in turn until none has anything left. */
function drainAll(workers: readonly SteppedWorker[]) {
  const busy = () => workers.filter(({ inbox, isTerminated }) => inbox.length > 0 && !isTerminated)
  while (busy().length > 0) for (const worker of busy()) worker.step()
}

function collect() {
  const seen: string[] = []
  const errors: string[] = []
  return {
    seen,
    errors,
    onResult: (id: string) => void seen.push(id),
    onError: (id: string) => void errors.push(id),
  }
}

describe('createFitClient', () => {
  it('returns every fit with its band, in the order of the jobs', async () => {
    const { client, drain } = harness()
    const potencies: number[] = []
    const bands: (number | undefined)[] = []
    const end = client.fitCurves(
      jobs(20).map((job) => ({ ...job, bandDose: Float64Array.of(1, 2, 3) })),
      {
        channel: 'plate',
        onResult: (_, fit, band) => {
          potencies.push(10 ** (fit.relative.logRoot ?? Number.NaN))
          bands.push(band?.upper?.length)
        },
      },
    )
    drain()
    expect(await end).toEqual({ kind: 'done', failed: 0 })
    expect(potencies).toHaveLength(20)
    potencies.forEach((value, i) => expect(Math.abs(value / (1 + i / 10) - 1)).toBeLessThan(0.1))
    expect(bands.every((length) => length === 3)).toBe(true)
  })

  it('lets a newer request on a channel supersede the older one', async () => {
    const { client, current, drain } = harness()
    const old = collect()
    const fresh = collect()
    const first = client.fitCurves(jobs(30, 'old'), { channel: 'curve', ...old })
    current().step()
    const second = client.fitCurves(jobs(1, 'new'), { channel: 'curve', ...fresh })
    expect(await first).toEqual({ kind: 'superseded' })
    const before = old.seen.length
    drain()
    expect(await second).toEqual({ kind: 'done', failed: 0 })
    expect(fresh.seen).toEqual(['new0'])
    expect(old.seen).toHaveLength(before)
  })

  it('serves a drag before the rest of a batch on another channel, then finishes the batch', async () => {
    const { client, current, drain } = harness()
    const order: string[] = []
    const onResult = (id: string) => void order.push(id)
    const batch = client.fitCurves(jobs(24, 'batch'), { channel: 'plate', onResult })
    current().step()
    const drag = client.fitCurves(jobs(1, 'drag'), { channel: 'curve', onResult })
    drain()
    expect(await drag).toEqual({ kind: 'done', failed: 0 })
    expect(await batch).toEqual({ kind: 'done', failed: 0 })
    expect(order.indexOf('drag0')).toBeLessThan(order.indexOf('batch16'))
    expect(order).toHaveLength(25)
  })

  it('stops at once when the signal aborts, and says so', async () => {
    const { client, current, drain } = harness()
    const abort = new AbortController()
    const { seen, onResult } = collect()
    const end = client.fitCurves(jobs(30), { channel: 'plate', signal: abort.signal, onResult })
    current().step()
    const before = seen.length
    abort.abort()
    expect(await end).toEqual({ kind: 'cancelled' })
    drain()
    expect(seen).toHaveLength(before)
    expect(before).toBeLessThan(30)
  })

  it('never starts a worker for a request that was aborted before it came', async () => {
    const { client, workers } = harness()
    const end = client.fitCurves(jobs(1), { channel: 'a', signal: AbortSignal.abort(), onResult: () => {} })
    expect(await end).toEqual({ kind: 'cancelled' })
    expect(workers).toHaveLength(0)
  })

  it('replaces a crashed worker, reports the curves it had and fits the others', async () => {
    const { client, workers, current, drain } = harness()
    const { seen, errors, onResult, onError } = collect()
    const end = client.fitCurves(jobs(20), { channel: 'plate', onResult, onError })
    current().step(3)
    current().crash()
    expect(workers).toHaveLength(2)
    expect(workers[0]?.isTerminated).toBe(true)
    drain()
    const how: FitRunEnd = await end
    expect(seen.length + errors.length).toBe(20)
    expect(how).toEqual({ kind: 'done', failed: errors.length })
    expect(errors).toEqual(['c3', 'c4', 'c5', 'c6', 'c7'])
  })

  it('shares a batch among the workers, and starts only as many as there are chunks', async () => {
    const { client, workers } = harness(3)
    const { seen, onResult } = collect()
    const one = client.fitCurves(jobs(2, 'few'), { channel: 'curve', onResult })
    expect(workers).toHaveLength(1)
    const many = client.fitCurves(jobs(40), { channel: 'plate', onResult })
    expect(workers.map(({ inbox }) => inbox.length)).toEqual([1, 1, 1])
    drainAll(workers)
    expect(await Promise.all([one, many])).toEqual([
      { kind: 'done', failed: 0 },
      { kind: 'done', failed: 0 },
    ])
    expect(new Set(seen).size).toBe(42)
    expect(seen).toHaveLength(42)
  })

  it('is not done before the slowest worker is', async () => {
    const { client, workers } = harness(2)
    const { seen, onResult } = collect()
    let isOver = false
    const end = client.fitCurves(jobs(16), { channel: 'plate', onResult }).then(() => (isOver = true))
    workers[0]?.step()
    await Promise.resolve()
    expect([seen.length, isOver]).toEqual([8, false])
    workers[1]?.step()
    await end
    expect(seen).toHaveLength(16)
  })

  it('loses nothing but its own chunk when one of several workers crashes', async () => {
    const { client, workers } = harness(2)
    const { seen, errors, onResult, onError } = collect()
    const end = client.fitCurves(jobs(24), { channel: 'plate', onResult, onError })
    workers[1]?.crash()
    drainAll(workers)
    expect(await end).toEqual({ kind: 'done', failed: 8 })
    expect(errors).toEqual(['c8', 'c9', 'c10', 'c11', 'c12', 'c13', 'c14', 'c15'])
    expect(seen).toHaveLength(16)
  })

  it('gives up on a worker that crashes before it answers anything', async () => {
    const { client, workers, current } = harness()
    const end = client.fitCurves(jobs(60), { channel: 'plate', onResult: () => {} })
    for (let i = 0; i < 3; i++) current().crash()
    expect((await end).kind).toBe('failed')
    expect(workers).toHaveLength(3)
  })

  it('says when no worker can be made', async () => {
    const client = createFitClient(() => {
      throw new Error('blocked by policy')
    })
    const end = client.fitCurves(jobs(1), { channel: 'a', onResult: () => {} })
    expect(await end).toEqual({ kind: 'failed', reason: 'blocked by policy' })
  })

  it('ends open requests as cancelled when it is disposed of', async () => {
    const { client, current } = harness()
    const end = client.fitCurves(jobs(3), { channel: 'a', onResult: () => {} })
    client.dispose()
    expect(await end).toEqual({ kind: 'cancelled' })
    expect(current().isTerminated).toBe(true)
  })
})

describe('handleRequest', () => {
  it.each([
    ['no object', 7],
    ['an unknown kind', { kind: 'stop' }],
    [
      'no constraint on the top',
      {
        kind: 'fit',
        run: 1,
        jobs: [{ index: 0, request: { ...request(1), constraints: { bottom: {} } }, bandDose: null }],
      },
    ],
    [
      'a plain array for a band',
      { kind: 'fit', run: 1, jobs: [{ index: 0, request: request(1), bandDose: [1] }] },
    ],
    [
      'a plain array for doses',
      { kind: 'fit', run: 1, jobs: [{ index: 0, request: { ...request(1), dose: [1] }, bandDose: null }] },
    ],
  ])('rejects %s', (_, raw) => {
    const replies: string[] = []
    handleRequest(raw, ({ kind }) => void replies.push(kind), atRest)
    expect(replies).toEqual(['rejected'])
  })

  it('answers what is wrong with a request that only the engine can judge', () => {
    const bad = { ...request(1), constraints: { ...request(1).constraints, hill: { kind: 'steep' } } }
    const replies: unknown[] = []
    handleRequest(
      { kind: 'fit', run: 1, jobs: [{ index: 0, request: bad, bandDose: null }] },
      (reply) => void replies.push(reply.kind === 'fitted' ? reply.fit.outcome : reply.kind),
      atRest,
    )
    expect(replies).toEqual([{ kind: 'invalid-input', reason: 'hill: unknown constraint.' }, 'chunk-done'])
  })
})
