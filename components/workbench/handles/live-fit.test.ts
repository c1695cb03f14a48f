import { describe, expect, it, vi } from 'vitest'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialWork } from '@/lib/workbench/initial-work.ts'
import type { FitEntry } from '../fit-store.ts'
import { createLiveFitStore, isOver, type LiveFit } from './live-fit.ts'
import { withConstraint } from './live-step.ts'

/** The store passes fits on unread. */
function liveFit(name: string, change: Partial<LiveFit> = {}): LiveFit {
  return { curveId: name, isDropped: false, ...change } as LiveFit
}

function storeWithFrames() {
  const asked: (() => void)[] = []
  const store = createLiveFitStore((act) => asked.push(act))
  const paint = () => asked.splice(0).forEach((act) => act())
  return { store, asked, paint }
}

describe('a live fit', () => {
  it('is there for the plot at once, and for words once the frame is painted', () => {
    const { store, asked, paint } = storeWithFrames()
    const [plot, words] = [vi.fn<() => void>(), vi.fn<() => void>()]
    store.subscribe(plot)
    store.late.subscribe(words)
    const [first, second] = [liveFit('first'), liveFit('second')]
    store.set(first)
    store.set(second)
    expect(plot).toHaveBeenCalledTimes(2)
    expect(store.snapshot()).toBe(second)
    expect(words).not.toHaveBeenCalled()
    expect(store.late.snapshot()).toBeNull()
    expect(asked).toHaveLength(1)
    paint()
    expect(words).toHaveBeenCalledTimes(1)
    expect(store.late.snapshot()).toBe(second)
    store.set(first)
    expect(asked).toHaveLength(1)
  })

  it('ends for both at once, and no frame that was asked for brings it back', () => {
    const { store, paint } = storeWithFrames()
    store.set(liveFit('moving'))
    const dropped = liveFit('moving', { isDropped: true })
    store.set(dropped)
    expect(store.late.snapshot()).toBe(dropped)
    store.set(null)
    expect([store.snapshot(), store.late.snapshot()]).toEqual([null, null])
    paint()
    expect(store.late.snapshot()).toBeNull()
  })

  it('tells nobody who has left, and nobody twice of the same', () => {
    const { store } = storeWithFrames()
    const [stays, leaves] = [vi.fn<() => void>(), vi.fn<() => void>()]
    store.subscribe(stays)
    store.subscribe(leaves)()
    const live = liveFit('moving')
    store.set(live)
    store.set(live)
    expect(stays).toHaveBeenCalledTimes(1)
    expect(leaves).not.toHaveBeenCalled()
  })
})

describe('isOver', () => {
  const frame = rExampleFrame()
  const work = initialWork(guessMapping(frame))
  const [curve, other] = buildCurves(frame, work.mapping)
  if (!curve || !other) throw new Error('fixture')
  const held = { key: 'before' } as FitEntry
  const constraint = { kind: 'fixed', value: 90 } as const
  const moved = withConstraint(work, curve.id, { parameter: 'top', constraint })
  const live = liveFit(curve.id, { held, work: moved })
  const dropped = { ...live, isDropped: true }

  it('lasts for as long as the handle is held, whatever fit comes meanwhile', () => {
    const entry = { key: 'late' } as FitEntry
    expect(isOver(live, { curve, entry, work })).toBe(false)
  })

  it('lasts after it until the fit of the changed work is there', () => {
    expect(isOver(dropped, { curve, entry: held, work: moved })).toBe(false)
    expect(isOver(dropped, { curve, entry: { key: 'after' } as FitEntry, work: moved })).toBe(true)
  })

  it('ends when the change is undone, or another curve is shown', () => {
    expect(isOver(dropped, { curve, entry: held, work })).toBe(true)
    expect(isOver(live, { curve: other, entry: held, work })).toBe(true)
    expect(isOver(live, { curve: null, entry: null, work })).toBe(true)
  })

  it('is not concerned by what is done to other curves', () => {
    const elsewhere = withConstraint(moved, other.id, { parameter: 'top', constraint })
    expect(isOver(dropped, { curve, entry: held, work: elsewhere })).toBe(false)
  })
})
