import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inSlices } from './in-slices.ts'

let clockMs = 0

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Each piece takes 3 ms of the page's clock. */
function* pieces(count: number, made: number[]): Generator<void, string> {
  for (let i = 0; i < count; i += 1) {
    clockMs += 3
    made.push(i)
    yield
  }
  return 'made'
}

it('makes a few pieces at a time and lets the page go on in between', async () => {
  const made: number[] = []
  const done = inSlices(pieces(8, made), new AbortController().signal)
  expect(made).toHaveLength(0)
  await vi.advanceTimersToNextTimerAsync()
  expect(made).toHaveLength(3)
  await vi.advanceTimersToNextTimerAsync()
  expect(made).toHaveLength(6)
  await vi.runAllTimersAsync()
  expect(await done).toBe('made')
})

it('stops where it is no longer wanted', async () => {
  const made: number[] = []
  const abort = new AbortController()
  const ended = inSlices(pieces(100, made), abort.signal).catch((cause: unknown) => cause)
  await vi.advanceTimersToNextTimerAsync()
  abort.abort()
  await vi.runAllTimersAsync()
  expect(await ended).toBe(abort.signal.reason)
  expect(made).toHaveLength(3)
})
