import { expect, it } from 'vitest'
import { sendingWait } from './sending-pace.ts'

/** When work is sent that changes every so often for a minute, in ms from the first change. */
function sendings(everyMs: number, length: number): readonly number[] {
  const sent: number[] = []
  let since: number | null = null
  let due = Infinity
  for (let now = 0; now <= 60_000; now += everyMs) {
    if (due <= now) {
      sent.push(due)
      since = null
    }
    since ??= now
    due = now + sendingWait({ restMs: 1500, length, waitedMs: now - since })
  }
  return sent
}

it('waits for 1.5 s of rest with a short work, and four times as long with marks on 5,000 curves', () => {
  expect(sendingWait({ restMs: 1500, length: 0, waitedMs: 0 })).toBe(1500)
  expect(sendingWait({ restMs: 1500, length: 600_000, waitedMs: 0 })).toBe(6000)
})

it('sends while keys keep coming, and a long work seldom', () => {
  // Never at rest: after 7.5 s, and 30 s.
  expect(sendings(500, 0).slice(0, 2)).toEqual([7500, 15_000])
  expect(sendings(500, 600_000)).toEqual([30_000, 60_000])
  // A key every 2 s is a rest of 1.5 s each: a short work is sent as often, a long one is not.
  expect(sendings(2000, 0)).toHaveLength(30)
  expect(sendings(2000, 600_000)).toHaveLength(2)
})
