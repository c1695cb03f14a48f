import { describe, expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i
}

/** Resolves when the test says so, by item. */
function gates() {
  const open = new Map<number, (value: number) => void>()
  return {
    taken: () => [...open.keys()],
    run: (item: number) => new Promise<number>((resolve) => open.set(item, resolve)),
    finish(item: number) {
      open.get(item)?.(item * 10)
      open.delete(item)
    },
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('inOrder', () => {
  it('gives results in the order of the items, whichever is ready first', async () => {
    const { run, finish } = gates()
    const results = inOrder(numbers(3), run, 3)
    const first = results.next()
    await settle()
    for (const item of [2, 1, 0]) finish(item)
    expect((await first).value).toBe(0)
    expect([(await results.next()).value, (await results.next()).value]).toEqual([10, 20])
    expect((await results.next()).done).toBe(true)
  })

  it('takes no more items than it may have under way', async () => {
    const { run, taken, finish } = gates()
    const results = inOrder(numbers(100), run, 4)
    const first = results.next()
    await settle()
    expect(taken()).toEqual([0, 1, 2, 3])
    for (const item of [1, 2, 3]) finish(item)
    await settle()
    // The slow first one holds the line: nothing is given back, so nothing more is taken.
    expect(taken()).toEqual([0])
    finish(0)
    expect((await first).value).toBe(0)
  })

  it('gives a result while the source has no next item yet', async () => {
    let send: (item: number) => void = () => undefined
    async function* slow(): AsyncGenerator<number> {
      yield 1
      yield await new Promise<number>((resolve) => (send = resolve))
    }
    const results = inOrder(slow(), (item) => Promise.resolve(item * 10), 8)
    expect((await results.next()).value).toBe(10)
    const second = results.next()
    await settle()
    send(2)
    expect((await second).value).toBe(20)
  })

  it('can be left while the source waits', async () => {
    async function* stuck(): AsyncGenerator<number> {
      yield 1
      await new Promise(() => undefined)
    }
    const seen: number[] = []
    for await (const value of inOrder(stuck(), (item) => Promise.resolve(item), 8)) {
      seen.push(value)
      break
    }
    expect(seen).toEqual([1])
  })

  it('fails with the source once all that it gave is given back, and with a run at once', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield* numbers(3)
      throw new Error('unreadable')
    }
    const seen: number[] = []
    const collect = async (values: AsyncIterable<number>) => {
      for await (const value of values) seen.push(value)
    }
    const slow = (item: number) => settle().then(() => item)
    await expect(collect(inOrder(broken(), slow, 8))).rejects.toThrow('unreadable')
    expect(seen).toEqual([0, 1, 2])
    const fail = () => Promise.reject(new Error('no worker'))
    await expect(collect(inOrder(numbers(5), fail, 2))).rejects.toThrow('no worker')
  })
})
