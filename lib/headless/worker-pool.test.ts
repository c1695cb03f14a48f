import { describe, expect, it } from 'vitest'
import { doTask } from './do-task.ts'
import type { WorkerAnswer, WorkerTask } from './messages.ts'
import { createWorkerPool, type WorkerLike } from './worker-pool.ts'

type Listener = (value: never) => void

/** Answers with the real work, or ends, when the test says so. */
class SteppedWorker implements WorkerLike {
  readonly inbox: WorkerTask[] = []
  readonly #listeners = new Map<string, Listener[]>()
  isTerminated = false

  postMessage(task: WorkerTask) {
    this.inbox.push(task)
  }

  on(event: string, listener: Listener) {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  terminate() {
    this.isTerminated = true
    return Promise.resolve(0)
  }

  step() {
    const task = this.inbox.shift()
    if (task) this.#emit('message', doTask(task))
  }

  crash() {
    this.#emit('error', new Error('out of memory'))
    this.#emit('exit', 1)
  }

  #emit(event: string, value: WorkerAnswer | Error | number) {
    for (const listener of this.#listeners.get(event) ?? []) listener(value as never)
  }
}

function poolOf(size: number) {
  const workers: SteppedWorker[] = []
  const pool = createWorkerPool(size, () => {
    const worker = new SteppedWorker()
    workers.push(worker)
    return worker
  })
  return { pool, workers }
}

const task = (id: string): WorkerTask => ({ kind: 'lines', lines: [{ number: 1, text: id }] })

describe('createWorkerPool', () => {
  it('starts workers as they are needed, and no more than its size', () => {
    const { pool, workers } = poolOf(2)
    void pool.run(task('a'))
    expect(workers).toHaveLength(1)
    for (const id of ['b', 'c']) void pool.run(task(id))
    expect(workers.map(({ inbox }) => inbox.length)).toEqual([1, 1])
  })

  it('gives an idle worker the next task', async () => {
    const { pool, workers } = poolOf(1)
    const ends = ['a', 'b', 'c'].map((id) => pool.run(task(id)))
    for (let i = 0; i < 3; i++) workers[0]?.step()
    expect((await Promise.all(ends)).map(({ kind }) => kind)).toEqual(['lines', 'lines', 'lines'])
    expect(workers).toHaveLength(1)
  })

  it('reports the task of a worker that ended, once, and replaces the worker', async () => {
    const { pool, workers } = poolOf(1)
    const first = pool.run(task('a'))
    const second = pool.run(task('b'))
    workers[0]?.crash()
    expect(await first).toEqual({ kind: 'crashed', reason: 'out of memory' })
    workers[1]?.step()
    expect((await second).kind).toBe('lines')
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false])
  })

  it('fails where workers end before any has answered', async () => {
    const { pool, workers } = poolOf(1)
    const ends = ['a', 'b', 'c', 'd'].map((id) => pool.run(task(id)))
    const settled = Promise.allSettled(ends)
    for (let i = 0; i < 3; i++) workers.at(-1)?.crash()
    expect((await settled).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    expect(workers).toHaveLength(3)
  })

  it('ends its workers', async () => {
    const { pool, workers } = poolOf(2)
    for (const id of ['a', 'b']) void pool.run(task(id))
    await pool.close()
    expect(workers.every(({ isTerminated }) => isTerminated)).toBe(true)
  })
})
