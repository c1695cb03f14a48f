import { describe, expect, it } from 'vitest'
import { createCallGate, type CallerKind, type CallGate, type CallLimit } from './call-gate.ts'
import type { SharedCalls } from './call-window.ts'
import { createBenchlingClient } from './create-client.ts'
import { fakeWorld, json } from './testing/fake-world.ts'
import { freshTenant } from './testing/test-tenants.ts'

const HOST = 'acme.benchling.com'
/** A window that passes while a test waits; nothing below depends on how fast the machine is. */
const LIMIT: CallLimit = {
  calls: 10,
  windowMs: 200,
  people: 9,
  queue: 6,
  places: 4,
  lagMs: 100,
  patienceMs: 60,
  awayMs: 10_000,
}

const open = new AbortController().signal
const enter = (gate: CallGate, kind: CallerKind = 'people', signal = open, told: number[] = []) =>
  gate.enter(kind, { host: HOST, signal, onWait: (ms) => told.push(ms) })

/** The most entries that lie within any window, by their times. */
function busiest(times: readonly number[], windowMs: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

/** When each of so many came through; each is over at once. */
const timed = (gate: CallGate, count: number, kind: CallerKind = 'people') =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const turn = await enter(gate, kind)
      turn?.leave()
      return performance.now()
    }),
  )

describe('a gate of one process', () => {
  it('lets nobody through above the limit of any window, and everybody in the end', async () => {
    const times = await timed(createCallGate({ limit: LIMIT }), 25)
    expect(times).toHaveLength(25)
    expect(busiest(times, LIMIT.windowMs)).toBeLessThanOrEqual(LIMIT.people)
  })

  it('leaves people some of what the queue may not have', async () => {
    let nowMs = 0
    const gate = createCallGate({ limit: LIMIT, nowMs: () => nowMs })
    await timed(gate, LIMIT.queue, 'queue')
    const leave = new AbortController()
    const waiting = enter(gate, 'queue', leave.signal)
    // The clock stands still: whoever comes through has not waited.
    await timed(gate, LIMIT.people - LIMIT.queue)
    expect(await gate.headroom(HOST)).toBeCloseTo(0.1, 12)
    expect(await gate.headroom('other.benchling.com')).toBe(1)
    leave.abort()
    expect(await waiting).toBeNull()
    nowMs = 1000
    expect(await gate.headroom(HOST)).toBe(1)
  })

  it('says how long a wait is', async () => {
    let nowMs = 0
    const told: number[] = []
    const limit = { ...LIMIT, people: 1, windowMs: 4000 }
    const gate = createCallGate({ limit, nowMs: () => nowMs })
    await timed(gate, 1)
    nowMs = 100
    const leave = new AbortController()
    const waiting = enter(gate, 'people', leave.signal, told)
    await expect.poll(() => told).toEqual([4000])
    leave.abort()
    expect(await waiting).toBeNull()
    expect(await enter(gate, 'people', leave.signal)).toBeNull()
  })

  it('counts nobody who has no place yet, and lets the next in as one is given back', async () => {
    let inside = 0
    let most = 0
    const wanted: number[] = []
    const shared: SharedCalls = {
      take: (_, ask) => {
        wanted.push(ask.wanted)
        return Promise.resolve({ given: ask.wanted, waitMs: 0 })
      },
      count: () => Promise.resolve(0),
    }
    const gate = createCallGate({ shared, limit: LIMIT })
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const turn = await enter(gate)
        most = Math.max(most, (inside += 1))
        await new Promise((resolve) => setTimeout(resolve, 5))
        inside -= 1
        turn?.leave()
        turn?.leave()
      }),
    )
    expect(most).toBe(LIMIT.places)
    expect(Math.max(...wanted)).toBeLessThanOrEqual(LIMIT.places)
    expect(wanted.reduce((sum, count) => sum + count, 0)).toBe(10)
  })

  it('lets people into the next place before a queue that waited longer', async () => {
    const gate = createCallGate({ limit: { ...LIMIT, places: 1 } })
    const first = await enter(gate)
    const order: string[] = []
    const others = (['queue', 'people'] as const).map(async (kind) => {
      const turn = await enter(gate, kind)
      order.push(kind)
      turn?.leave()
    })
    first?.leave()
    await Promise.all(others)
    expect(order).toEqual(['people', 'queue'])
  })
})

describe('a gate with a shared count', () => {
  const answers: Record<string, SharedCalls['take']> = {
    refused: () => Promise.reject(new Error('no connection')),
    silent: () => new Promise(() => undefined),
  }

  it.each(Object.keys(answers))('keeps to an even share while the count is away: %s', async (name) => {
    const errors: unknown[] = []
    const told: number[] = []
    const take: SharedCalls['take'] = (host, ask) =>
      answers[name]?.(host, ask) ?? new Promise(() => undefined)
    const gate = createCallGate({
      shared: { take, count: () => Promise.resolve(0) },
      replicas: 3,
      limit: { ...LIMIT, windowMs: 4000 },
      nowMs: () => 0,
      onError: (error) => errors.push(error),
    })
    // 9 for three: the fourth waits.
    await timed(gate, 3)
    expect(errors).toHaveLength(1)
    expect(await gate.headroom(HOST)).toBeCloseTo(1 - (3 * 3) / 10, 12)
    const leave = new AbortController()
    const fourth = enter(gate, 'people', leave.signal, told)
    await expect.poll(() => told).toHaveLength(1)
    leave.abort()
    expect(await fourth).toBeNull()
  })

  it('tells a count that is back of the requests it missed', async () => {
    const asked: number[] = []
    let nowMs = 0
    const gate = createCallGate({
      shared: {
        take: (_, ask) => {
          asked.push(ask.late)
          if (asked.length === 1) return Promise.reject(new Error('no connection'))
          return Promise.resolve({ given: ask.wanted, waitMs: 0 })
        },
        count: () => Promise.resolve(0),
      },
      limit: { ...LIMIT, awayMs: 100 },
      nowMs: () => nowMs,
    })
    await timed(gate, 2)
    nowMs = 100
    await timed(gate, 1)
    await timed(gate, 1)
    expect(asked).toEqual([0, 2, 0])
  })
})

describe('a client', () => {
  it('gives its turn back, whatever becomes of the call', async () => {
    const call = 'GET /api/v2-beta/analyses/ana_12345678'
    const world = fakeWorld({ [call]: [json({ id: 'ana_12345678' }), json({}, 404), new Error('cut off')] })
    let held = 0
    const giveTurn = () => {
      held += 1
      return Promise.resolve({ leave: () => void (held -= 1) })
    }
    const client = createBenchlingClient(freshTenant(), { ...world.deps, enter: giveTurn })
    const outcomes = []
    for (let n = 0; n < 3; n += 1) outcomes.push((await client.getAnalysis('ana_12345678')).ok)
    expect(outcomes.slice(0, 2)).toEqual([true, false])
    expect(held).toBe(0)
  })

  it('spends no part of its deadline in the line', async () => {
    const call = 'GET /api/v2-beta/analyses/ana_12345678'
    const world = fakeWorld({ [call]: [json({ id: 'ana_12345678' })] })
    const enter = async () => {
      await new Promise((resolve) => setTimeout(resolve, 120))
      return { leave: () => undefined }
    }
    const client = createBenchlingClient(freshTenant(), { ...world.deps, now: Date.now, enter })
    // The token has a line and a deadline of its own.
    await client.getAnalysis('ana_12345678')
    expect(await client.getAnalysis('ana_12345678', { deadlineMs: 100 })).toMatchObject({ ok: true })
    const gone = new AbortController()
    const waiting = client.getAnalysis('ana_12345678', { deadlineMs: 100, signal: gone.signal })
    gone.abort()
    expect(await waiting).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
  })
})
