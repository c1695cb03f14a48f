import { describe, expect, it } from 'vitest'
import { atRest } from '../fit/at-rest.ts'
import { PLAIN_REQUEST } from '../fit/testing/plain-request.ts'
import type { FitRequest } from '../fit/types.ts'
import { createFitClient } from './client.ts'
import { createFitQueue } from './fit-queue.ts'
import type { WorkerReply, WorkerRequest } from './messages.ts'
import type { FitJob } from './plans.ts'
import type { FitRunEnd, WorkerLike } from './pool-run.ts'

const dose = Float64Array.of(0.1, 0.3, 1, 3, 10, 30)

function request(ec50: number): FitRequest {
  return {
    ...PLAIN_REQUEST,
    dose,
    response: dose.map((d, i) => 100 / (1 + ec50 / d) + (i % 2 ? 0.4 : -0.3)),
    detail: 'drag',
  }
}

function jobs(count: number, prefix = 'c'): FitJob[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i}`, request: request(1 + i / 10) }))
}

/** Runs the real queue, one chunk at a time, when the test says so. */
class SteppedWorker extends EventTarget implements WorkerLike {
  readonly inbox: WorkerRequest[] = []
  isTerminated = false
  #works: (() => void)[] = []
  #replies = 0
  readonly #take = createFitQueue({
    reply: (reply, transfer) => {
      this.#replies += 1
      this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply, { transfer }) }))
    },
    rest: atRest,
    later: (work) => void this.#works.push(work),
  })

  postMessage(message: WorkerRequest, transfer: ArrayBuffer[]) {
    this.inbox.push(structuredClone(message, { transfer }))
  }

  terminate() {
    this.isTerminated = true
  }

  get isBusy() {
    return !this.isTerminated && (this.inbox.length > 0 || this.#works.length > 0)
  }

  /** One curve, with the messages taken in that came before it. */
  stepCurve() {
    for (const message of this.inbox.splice(0)) this.#take(message)
    this.#works.shift()?.()
  }

  /** To the end of a chunk. */
  step() {
    const before = this.#replies
    while (this.isBusy && this.#replies === before) this.stepCurve()
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
    while (current().isBusy) current().step()
  }
  return { client, workers, current, drain }
}

/** Lets every living worker answer in turn until none has anything left. */
function drainAll(workers: readonly SteppedWorker[]) {
  const busy = () => workers.filter(({ isBusy }) => isBusy)
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

  it('serves a drag after the curve in work, then finishes the batch', async () => {
    const { client, current, drain } = harness()
    const order: string[] = []
    const onResult = (id: string) => void order.push(id)
    const batch = client.fitCurves(jobs(24, 'batch'), { channel: 'plate', onResult })
    current().stepCurve()
    const drag = client.fitCurves(jobs(1, 'drag'), { channel: 'curve', isUrgent: true, onResult })
    current().stepCurve()
    expect(order).toEqual(['drag0'])
    drain()
    expect(await drag).toEqual({ kind: 'done', failed: 0 })
    expect(await batch).toEqual({ kind: 'done', failed: 0 })
    expect(order).toHaveLength(25)
  })

  it('leaves the points with the page', () => {
    const { client } = harness()
    const [job] = jobs(1)
    void client.fitCurves(job ? [job] : [], { channel: 'a', onResult: () => {} })
    expect(Array.from(job?.request.dose ?? [])).toEqual(Array.from(dose))
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

  it('replaces a crashed worker and fits what it had once more, curve by curve', async () => {
    const { client, workers, current, drain } = harness()
    const { seen, errors, onResult, onError } = collect()
    const end = client.fitCurves(jobs(20), { channel: 'plate', onResult, onError })
    current().step()
    // In company: no one curve is to blame yet.
    current().crash()
    expect(workers).toHaveLength(2)
    expect(workers[0]?.isTerminated).toBe(true)
    current().step()
    // Alone: this one is.
    current().crash()
    drain()
    const how: FitRunEnd = await end
    expect(errors).toEqual(['c9'])
    expect(seen).toHaveLength(19)
    expect(how).toEqual({ kind: 'done', failed: 1 })
  })

  it('shares a batch among the workers, and starts only as many as there are chunks', async () => {
    const { client, workers } = harness(3)
    const { seen, onResult } = collect()
    const one = client.fitCurves(jobs(2, 'few'), { channel: 'curve', onResult })
    expect(workers).toHaveLength(1)
    const many = client.fitCurves(jobs(40), { channel: 'plate', onResult })
    // The chunk in work, and one to go on with while the page is busy.
    expect(workers.map(({ inbox }) => inbox.length)).toEqual([2, 2, 2])
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

  it('loses nothing when one of several workers crashes once', async () => {
    const { client, workers } = harness(2)
    const { seen, errors, onResult, onError } = collect()
    const end = client.fitCurves(jobs(24), { channel: 'plate', onResult, onError })
    workers[1]?.crash()
    drainAll(workers)
    expect(await end).toEqual({ kind: 'done', failed: 0 })
    expect(errors).toEqual([])
    expect(new Set(seen).size).toBe(24)
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

describe('createFitQueue', () => {
  it.each([
    ['no object', 7],
    ['an unknown kind', { kind: 'stop' }],
    [
      'no constraint on the top',
      {
        kind: 'fit',
        run: 1,
        chunk: 1,
        jobs: [{ index: 0, request: { ...request(1), constraints: { bottom: {} } }, bandDose: null }],
      },
    ],
    [
      'a plain array for a band',
      { kind: 'fit', run: 1, chunk: 1, jobs: [{ index: 0, request: request(1), bandDose: [1] }] },
    ],
    [
      'a plain array for doses',
      {
        kind: 'fit',
        run: 1,
        chunk: 1,
        jobs: [{ index: 0, request: { ...request(1), dose: [1] }, bandDose: null }],
      },
    ],
  ])('rejects %s', (_, raw) => {
    expect(answersTo(raw).map(({ kind }) => kind)).toEqual(['rejected'])
  })

  it('answers what is wrong with a request that only the engine can judge', () => {
    const bad = { ...request(1), constraints: { ...request(1).constraints, hill: { kind: 'steep' } } }
    const raw = { kind: 'fit', run: 1, chunk: 7, jobs: [{ index: 0, request: bad, bandDose: null }] }
    expect(answersTo(raw)).toMatchObject([
      {
        kind: 'fitted',
        chunk: 7,
        fits: [
          { index: 0, fit: { outcome: { kind: 'invalid-input', reason: 'hill: unknown constraint.' } } },
        ],
        failed: [],
      },
    ])
  })

  it('forgets the chunks of a run that was dropped', () => {
    const fit = (run: number, chunk: number) => ({
      kind: 'fit',
      run,
      chunk,
      jobs: [{ index: 0, request: request(1), bandDose: null }],
    })
    expect(answersTo(fit(1, 1), fit(2, 2), { kind: 'drop', run: 1 })).toMatchObject([{ run: 2, chunk: 2 }])
  })
})

/** All messages are there before the first curve is begun. */
function answersTo(...messages: unknown[]): WorkerReply[] {
  const replies: WorkerReply[] = []
  const works: (() => void)[] = []
  const take = createFitQueue({
    reply: (reply) => void replies.push(reply),
    rest: atRest,
    later: (work) => void works.push(work),
  })
  for (const message of messages) take(message)
  for (let work = works.shift(); work; work = works.shift()) work()
  return replies
}
