import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import { createFitStore, type FitJob, type RunFits } from './fit-store.ts'

interface Call {
  readonly request: FitRequest
  readonly signal: AbortSignal
  answer(n: number): void
}

let calls: Call[] = []
const run: RunFits = async (requests, { signal, onFit }) => {
  const open = requests.map(
    (request, place) =>
      new Promise<void>((resolve) => {
        const answer = (n: number) => {
          // Only `n` is read by these tests.
          onFit(place, { n } as CurveFit)
          resolve()
        }
        calls.push({ request, signal, answer })
      }),
  )
  const cancelled = new Promise((resolve) => signal.addEventListener('abort', resolve))
  await Promise.race([Promise.all(open), cancelled])
}
/** A store on a page that renders at once. */
function storeOf({ batchSize }: { readonly batchSize: number }) {
  const store = createFitStore({ run, width: 1, batchSize, idleMs: 150 })
  store.subscribe(() => store.shown())
  return store
}
const job = (curveId: string, key: string): FitJob => ({
  curveId,
  key,
  // The store passes requests on unread, so the detail is all that must be real.
  build: (detail) => ({ request: { detail } as unknown as FitRequest, isIncluded: [] }),
})
const answer = async (call: number, n: number) => {
  calls[call]?.answer(n)
  await vi.advanceTimersByTimeAsync(1)
}

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
})
afterEach(() => {
  vi.useRealTimers()
})

it('fits the watched curve first, all of them completely', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([job('a', '1'), job('b', '1')], 'b')
  expect(calls.map(({ request }) => request.detail)).toEqual(['closer'])
  await answer(0, 10)
  await answer(1, 20)
  await vi.advanceTimersByTimeAsync(200)
  expect(store.snapshot().get('b')?.fit.n).toBe(10)
  expect(store.snapshot().get('a')?.fit.n).toBe(20)
})

it('answers a change quickly, and completely once it rests', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([job('a', '1')], 'a')
  await answer(0, 1)
  await vi.advanceTimersByTimeAsync(200)
  store.want([job('a', '2')], 'a')
  await answer(1, 2)
  expect(calls.map(({ request }) => request.detail)).toEqual(['closer', 'drag'])
  await vi.advanceTimersByTimeAsync(200)
  expect(calls[2]?.request.detail).toBe('closer')
})

it('looks closer at a curve when it comes to be watched, and shows what it has meanwhile', async () => {
  const store = storeOf({ batchSize: 1 })
  const both = [job('a', '1'), job('b', '1')]
  store.want(both, 'a')
  await answer(0, 1)
  await answer(1, 2)
  await vi.advanceTimersByTimeAsync(300)
  expect(calls.map(({ request }) => request.detail)).toEqual(['closer', 'full'])
  store.want(both, 'b')
  expect(calls[2]?.request.detail).toBe('closer')
  expect(store.snapshot().get('b')).toMatchObject({ detail: 'full', fit: { n: 2 } })
  await answer(2, 2)
  await vi.advanceTimersByTimeAsync(300)
  store.want(both, 'a')
  expect(calls).toHaveLength(3)
})

it('cancels a run that is no longer wanted and ignores its answer', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([job('a', '1')], 'a')
  store.want([job('a', '2')], 'a')
  expect(calls[0]?.signal.aborted).toBe(true)
  await answer(0, 1)
  await answer(1, 2)
  expect(store.snapshot().get('a')?.fit.n).toBe(2)
})

it('keeps the fit before a gesture as the previous one through all of its steps', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([job('a', '1')], 'a')
  await answer(0, 1)
  await vi.advanceTimersByTimeAsync(200)
  store.want([job('a', '2')], 'a')
  await answer(1, 2)
  store.want([job('a', '3')], 'a')
  await answer(2, 3)
  expect(store.snapshot().get('a')).toMatchObject({ key: '3', fit: { n: 3 }, previous: { n: 1 } })
})

it('fits curves in sight before the others, and shows the first of them at once', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([job('a', '1'), job('b', '1'), job('c', '1'), job('d', '1')], null)
  store.favour(['d', 'c'])
  await answer(0, 1)
  await answer(1, 4)
  // The one in front is on show before the next batch is.
  expect([...store.snapshot().keys()].toSorted()).toEqual(['a', 'd'])
  await answer(2, 3)
  await answer(3, 2)
  await vi.advanceTimersByTimeAsync(200)
  expect(['a', 'b', 'c', 'd'].map((id) => store.snapshot().get(id)?.fit.n)).toEqual([1, 2, 3, 4])
})

it('keeps no fit of other points as the previous one', async () => {
  const store = storeOf({ batchSize: 1 })
  store.want([{ ...job('a', '1'), points: 'RLU' }], 'a')
  await answer(0, 1)
  await vi.advanceTimersByTimeAsync(200)
  store.want([{ ...job('a', '2'), points: '%' }], 'a')
  await answer(1, 2)
  expect(store.snapshot().get('a')).toMatchObject({ fit: { n: 2 }, previous: null })
  await vi.advanceTimersByTimeAsync(200)
  await answer(2, 3)
  store.want([{ ...job('a', '3'), points: '%' }], 'a')
  await answer(3, 4)
  expect(store.snapshot().get('a')).toMatchObject({ fit: { n: 4 }, previous: { n: 3 } })
})

it('asks for several at a time, keeps those that are still wanted, and cancels what nobody wants', async () => {
  const store = storeOf({ batchSize: 3 })
  const first = ['a', 'b', 'c', 'd'].map((id) => job(id, '1'))
  store.want(first, null)
  expect(calls).toHaveLength(3)
  // Another fit of b is wanted; those of a and c go on.
  store.want([job('a', '1'), job('b', '2'), job('c', '1'), job('d', '1')], null)
  expect(calls[0]?.signal.aborted).toBe(false)
  await answer(0, 1)
  await answer(1, 2)
  await answer(2, 3)
  await vi.advanceTimersByTimeAsync(200)
  expect([...store.snapshot().keys()].toSorted()).toEqual(['a', 'c'])
  // The next batch: b anew, and d.
  expect(calls).toHaveLength(5)
  store.want([], null)
  expect(calls[3]?.signal.aborted).toBe(true)
})

it('fits a curve that comes into focus at once, whatever is under way', () => {
  const store = storeOf({ batchSize: 2 })
  const all = ['a', 'b', 'c', 'd'].map((id) => job(id, '1'))
  store.want(all, null)
  store.favour(['d', 'c'])
  expect(calls).toHaveLength(3)
  store.want(all, 'c')
  expect(calls.map(({ request }) => request.detail)).toEqual(['full', 'full', 'full', 'closer'])
})

it('takes fits made elsewhere for what is wanted now, and fits only the others', async () => {
  const store = storeOf({ batchSize: 8 })
  store.want([job('a', '1'), job('b', '1'), job('c', '1')], null)
  expect(calls).toHaveLength(3)
  const made = new Map(['a', 'b', 'gone'].map((id, n) => [id, { n: 70 + n } as CurveFit]))
  expect(store.adopt(made)).toBe(2)
  // What was under way for them is no longer waited for, and overwrites nothing.
  await answer(0, 1)
  await answer(2, 3)
  await vi.advanceTimersByTimeAsync(500)
  const shown = ['a', 'b', 'c', 'gone'].map((id) => store.snapshot().get(id)?.fit.n)
  expect(shown).toEqual([70, 71, 3, undefined])
  expect(calls).toHaveLength(3)
})
