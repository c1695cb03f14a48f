import { describe, expect, it } from 'vitest'
import type { JointRequest } from '../fit/joint/types.ts'
import { createFitClient } from './client.ts'
import { handleTask, isTaskRequest } from './handle-task.ts'
import type { WorkerReply, WorkerRequest } from './messages.ts'
import type { WorkerLike } from './pool-run.ts'
import { PLAIN_REQUEST } from '../fit/testing/plain-request.ts'

const dose = Float64Array.of(0.1, 0.3, 1, 3, 10, 30)
const FREE = { kind: 'free' } as const

/** Two curves of one form, the second four times less potent. */
function twoCurves(): JointRequest {
  const response = (ec50: number) => dose.map((d, i) => 100 / (1 + ec50 / d) + (i % 2 ? 0.4 : -0.3))
  return {
    ...PLAIN_REQUEST,
    dose: Float64Array.from([...dose, ...dose]),
    response: Float64Array.from([...response(1), ...response(4)]),
    curve: [...Array.from(dose, () => 'a'), ...Array.from(dose, () => 'b')],
    shared: ['bottom', 'top', 'hill'],
    constraints: { bottom: FREE, top: FREE, logEc50: FREE, hill: FREE },
    profile: false,
  }
}

/** Runs the real handler of tasks when the test says so. */
class TaskWorker extends EventTarget implements WorkerLike {
  readonly inbox: WorkerRequest[] = []
  isTerminated = false

  postMessage(message: WorkerRequest) {
    this.inbox.push(structuredClone(message))
  }

  terminate() {
    this.isTerminated = true
  }

  chunkSent() {
    const [message] = this.inbox
    return message?.kind === 'task' ? message.chunk : 0
  }

  send(reply: WorkerReply) {
    this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply) }))
  }

  async step() {
    const message = this.inbox.shift()
    if (!isTaskRequest(message)) throw new Error('no task was sent')
    await handleTask(message, (reply) => this.send(reply))
  }
}

function harness() {
  const workers: TaskWorker[] = []
  const client = createFitClient(() => {
    const worker = new TaskWorker()
    workers.push(worker)
    return worker
  })
  const current = () => workers.at(-1) ?? new TaskWorker()
  return { client, workers, current }
}

describe('tasks of the fit worker', () => {
  it('fits curves together: the second midpoint lies 4-fold above the first', async () => {
    const { client, current } = harness()
    const end = client.solve('joint', twoCurves())
    await current().step()
    const how = await end
    if (how.kind !== 'done') throw new Error(how.kind)
    const midpoint = (curve: string) =>
      how.answer.parameters.find((one) => one.name === 'logEc50' && one.curve === curve)?.estimate ?? NaN
    expect(midpoint('b') - midpoint('a')).toBeCloseTo(Math.log10(4), 1)
    expect(how.answer.df).toBe(12 - 5)
  })

  it('judges parallelism of a pair', async () => {
    const { client, current } = harness()
    const { response } = twoCurves()
    const end = client.solve('parallelism', {
      reference: { dose, response: response.slice(0, 6) },
      test: { dose, response: response.slice(6) },
      limits: { hillRatio: [0.5, 2], bottomDifference: [-0.2, 0.2], topDifference: [-0.2, 0.2] },
    })
    await current().step()
    expect(await end).toMatchObject({ kind: 'done', answer: { verdict: 'parallel' } })
  })

  it('answers a bad request by the outcome of the fit, which says what is wrong', async () => {
    const { client, current } = harness()
    const end = client.solve('joint', { ...twoCurves(), curve: ['a'] })
    await current().step()
    expect(await end).toMatchObject({
      kind: 'done',
      answer: { outcome: { kind: 'invalid-input', reason: 'Doses and names of curves differ in number.' } },
    })
  })

  it('says why an engine that throws has no answer, and works on', async () => {
    const { client, current } = harness()
    // No page sends this: a bug would.
    const end = client.solve('parallelism', { reference: null, test: null } as never)
    await current().step()
    expect((await end).kind).toBe('failed')
    const again = client.solve('joint', twoCurves())
    await current().step()
    expect((await again).kind).toBe('done')
  })

  it('is cancelled by its signal at once, and a late answer is dropped', async () => {
    const { client, current } = harness()
    const abort = new AbortController()
    const end = client.solve('joint', twoCurves(), { signal: abort.signal })
    abort.abort()
    expect(await end).toEqual({ kind: 'cancelled' })
    await current().step()
    expect(await client.solve('joint', twoCurves(), { signal: abort.signal })).toEqual({ kind: 'cancelled' })
    // The worker may forget it, and nothing else was asked.
    expect(current().inbox.map(({ kind }) => kind)).toEqual(['drop'])
  })

  it('fails when its worker crashes, and a new worker takes the next one', async () => {
    const { client, workers, current } = harness()
    const end = client.solve('joint', twoCurves())
    current().dispatchEvent(new Event('error'))
    expect(await end).toEqual({ kind: 'failed', reason: 'The fit worker crashed.' })
    expect(workers[0]?.isTerminated).toBe(true)
    const again = client.solve('joint', twoCurves())
    await current().step()
    expect((await again).kind).toBe('done')
  })

  it('fails when the worker is done without an answer', async () => {
    const { client, current } = harness()
    const end = client.solve('joint', twoCurves())
    current().send({ kind: 'fitted', run: 1, chunk: current().chunkSent(), fits: [], failed: [] })
    expect(await end).toMatchObject({ kind: 'failed' })
  })

  it.each([
    ['another kind', { kind: 'fit', run: 1, jobs: [] }],
    ['an unknown name', { kind: 'task', run: 1, name: 'toString', ask: {} }],
    ['nothing asked', { kind: 'task', run: 1, name: 'joint', ask: null }],
  ])('takes %s for no task', (_, raw) => {
    expect(isTaskRequest(raw)).toBe(false)
  })
})
