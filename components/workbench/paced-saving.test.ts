import { describe, expect, it } from 'vitest'
import { createPacedSaving, type SavingClock } from './paced-saving.ts'

/** A clock that is turned by hand, and what was planned on it. */
function handClock() {
  let now = 0
  const planned = new Set<{ readonly atMs: number | 'paint'; readonly act: () => void }>()
  const plan = (atMs: number | 'paint', act: () => void) => {
    const one = { atMs, act }
    planned.add(one)
    return () => void planned.delete(one)
  }
  const run = (isDue: (atMs: number | 'paint') => boolean) => {
    for (const one of [...planned].filter(({ atMs }) => isDue(atMs))) {
      planned.delete(one)
      one.act()
    }
  }
  const clock: SavingClock = {
    afterPaint: (act) => plan('paint', act),
    after: (ms, act) => plan(now + ms, act),
    nowMs: () => now,
  }
  return {
    clock,
    paint: () => run((atMs) => atMs === 'paint'),
    turn: (ms: number) => {
      now += ms
      run((atMs) => typeof atMs === 'number' && atMs <= now)
    },
    count: () => planned.size,
  }
}

function savingOf(length: number) {
  const hand = handClock()
  const saved: string[] = []
  const saving = createPacedSaving<string>((value) => {
    saved.push(value)
    return length
  }, hand.clock)
  return { ...hand, saved, saving }
}

describe('saving in pace', () => {
  it('writes nothing while an act is answered, and what came last once its frame is painted', () => {
    const { saving, saved, paint, count } = savingOf(1000)
    saving.ask('one')
    saving.ask('two')
    expect(saved).toEqual([])
    paint()
    expect(saved).toEqual(['two'])
    expect(count()).toBe(0)
  })

  it('writes a long text once for acts in quick succession, and never later than 0.8 s after the first', () => {
    const { saving, saved, paint, turn } = savingOf(1_000_000)
    saving.ask('first')
    paint()
    // From now on its length is known.
    for (let key = 1; key <= 20; key++) {
      saving.ask(`key ${key}`)
      paint()
      turn(100)
    }
    turn(250)
    // 2 s of keys and the rest after them: at 0.8 s, at 1.6 s, and at the end.
    expect(saved).toEqual(['first', 'key 8', 'key 16', 'key 20'])
  })

  it('writes at once when the page goes, and not again afterwards', () => {
    const { saving, saved, paint, turn, count } = savingOf(1_000_000)
    saving.ask('one')
    saving.flush()
    saving.ask('two')
    saving.flush()
    expect(saved).toEqual(['one', 'two'])
    expect(count()).toBe(0)
    saving.flush()
    paint()
    turn(5000)
    expect(saved).toEqual(['one', 'two'])
  })
})
