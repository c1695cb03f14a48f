import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPacedShowing } from './paced-showing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** How often a page that takes `tookMs` to render is asked to, while results come every 10 ms for 6 s. */
function timesShown(tookMs: number): number {
  let spentMs = 0
  vi.spyOn(performance, 'now').mockImplementation(() => Date.now() + spentMs)
  const show = vi.fn<() => void>(() => {
    spentMs += tookMs
    showing.shown()
  })
  const showing = createPacedShowing(show)
  for (let i = 0; i < 600; i++) {
    showing.ask('in-batches')
    vi.advanceTimersByTime(10)
  }
  showing.stop()
  return show.mock.calls.length
}

it('shows results five times a second where that costs little', () => {
  expect(timesShown(2)).toBeGreaterThan(25)
})

it('shows them more seldom where that takes the page longer, and every two seconds at least', () => {
  // 80 ms are a tenth of 800 ms: after the first, one each 0.8 s.
  expect(timesShown(80)).toBeLessThanOrEqual(9)
  expect(timesShown(80)).toBeGreaterThanOrEqual(6)
  expect(timesShown(5000)).toBeGreaterThanOrEqual(3)
})

it('shows at once what is watched, with all that waits', () => {
  const show = vi.fn<() => void>()
  const showing = createPacedShowing(show)
  showing.ask('in-batches')
  showing.ask('now')
  vi.advanceTimersByTime(1)
  expect(show).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(show).toHaveBeenCalledTimes(1)
})

it('gives the page nothing new while it still renders, but for what is watched', () => {
  const show = vi.fn<() => void>()
  const showing = createPacedShowing(show)
  showing.ask('in-batches')
  vi.advanceTimersByTime(300)
  showing.ask('in-batches')
  vi.advanceTimersByTime(1000)
  expect(show).toHaveBeenCalledTimes(1)
  showing.ask('now')
  vi.advanceTimersByTime(1)
  expect(show).toHaveBeenCalledTimes(2)
  // A page that is not there to say so holds nothing up for ever.
  showing.ask('in-batches')
  vi.advanceTimersByTime(2100)
  expect(show).toHaveBeenCalledTimes(3)
})
