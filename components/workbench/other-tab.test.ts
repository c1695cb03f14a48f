import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { ReviewMark, WorkAction } from '@/lib/workbench/types.ts'
import { followOtherTabs } from './other-tab.ts'
import { createWorkSaver } from './work-saver.ts'

const FRAME = rExampleFrame()
const KEY = 'halfmax:work:t:a:f'

/** The one storage of a browser, whose tabs hear of each other's writes when the test lets them. */
const stored = new Map<string, string>()
let unheard: (() => void)[] = []
const hearAll = () => {
  while (unheard.length > 0) for (const hear of unheard.splice(0)) hear()
}

class Tab {
  private readonly heard = new Set<(event: { key: string }) => void>()
  private readonly saver = createWorkSaver(KEY, FRAME)
  private readonly restored = this.saver.restore(parseSavedWork)
  private readonly first = this.restored.work ?? initialWork(guessMapping(FRAME))
  history = initialHistory(this.first)
  static readonly all: Tab[] = []
  private isLeft = false

  constructor() {
    Tab.all.push(this)
    vi.stubGlobal('window', {
      addEventListener: (_: string, listener: (event: { key: string }) => void) => this.heard.add(listener),
      removeEventListener: () => {},
    })
    followOtherTabs({ key: KEY, frame: FRAME, saver: this.saver, first: this.first, dispatch: this.act })
  }

  /** As the page does: the state changes, then it is saved. */
  readonly act = (action: WorkAction): void => {
    if (this.isLeft && action.kind === 'rebase') return
    const before = this.history.present
    this.history = reduceWork(this.history, action)
    if (this.history.present === before) return
    const text = stored.get(KEY)
    this.saver.save(this.history.present)
    if (stored.get(KEY) === text) return
    for (const other of Tab.all) {
      if (other !== this) unheard.push(() => other.heard.forEach((listener) => listener({ key: KEY })))
    }
  }

  leave(): void {
    this.isLeft = true
  }

  mark(curveId: string, mark: ReviewMark): void {
    const at = '2026-03-01T12:00:00Z'
    const review = { mark, reason: '', note: '', basis: 'b', author: 'you', at }
    this.act({ kind: 'set-review', reviews: [{ curveId, review }], label: `${mark} ${curveId}` })
  }

  get marks(): unknown {
    return Object.fromEntries(
      Object.entries(this.history.present.reviews).map(([id, { mark }]) => [id, mark]),
    )
  }

  get saveKind(): string {
    return this.saver.state().kind
  }
}

beforeEach(() => {
  stored.clear()
  unheard = []
  Tab.all.length = 0
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

it('shows in one tab what another marks, and writes nothing back', () => {
  const [one, other] = [new Tab(), new Tab()]
  one.mark('a', 'approved')
  hearAll()
  expect(other.marks).toEqual({ a: 'approved' })
  expect([one.saveKind, other.saveKind]).toEqual(['saved', 'other-tab'])
})

it('writes over nothing it has not heard of', () => {
  const [one, other] = [new Tab(), new Tab()]
  one.mark('a', 'approved')
  other.mark('b', 'rejected')
  hearAll()
  const both = { a: 'approved', b: 'rejected' }
  expect([one.marks, other.marks]).toEqual([both, both])
  expect(new Tab().marks).toEqual(both)
})

it('has saved the act of a tab that is being left, over which another has just saved', () => {
  const [one, other] = [new Tab(), new Tab()]
  one.mark('a', 'approved')
  // Its page takes nothing in any more.
  other.leave()
  other.mark('b', 'rejected')
  expect(new Tab().marks).toEqual({ a: 'approved', b: 'rejected' })
})

it('keeps work aside that this page cannot read, until it can', () => {
  new Tab().mark('a', 'approved')
  const mine = stored.get(KEY) ?? ''
  const newer = mine.replace('"version":1', '"version":2')
  stored.set(KEY, newer)
  new Tab().mark('b', 'approved')
  const [aside] = [...stored].filter(([key]) => key !== KEY)
  expect(aside).toEqual(['halfmax:aside:t:a:f', newer])
  expect(new Tab().marks).toEqual({ b: 'approved' })
  // The newer page, to which this one's work is the one it cannot read.
  stored.set(KEY, newer)
  stored.set('halfmax:aside:t:a:f', mine)
  expect(new Tab().marks).toEqual({ a: 'approved' })
})

it('comes to one work where both have marked the same curve', () => {
  const [one, other] = [new Tab(), new Tab()]
  one.mark('a', 'approved')
  other.mark('a', 'rejected')
  hearAll()
  expect(one.marks).toEqual({ a: 'rejected' })
  expect([other.marks, new Tab().marks]).toEqual([one.marks, one.marks])
})

it('takes back its own step and keeps the other’s', () => {
  const [one, other] = [new Tab(), new Tab()]
  one.mark('a', 'approved')
  hearAll()
  other.mark('b', 'rejected')
  hearAll()
  one.act({ kind: 'undo' })
  hearAll()
  for (const tab of [one, other, new Tab()]) expect(tab.marks).toEqual({ b: 'rejected' })
})

it('leaves work alone that a newer page has saved', () => {
  const one = new Tab()
  one.mark('a', 'approved')
  const newer = JSON.stringify({ version: 99 })
  stored.set(KEY, newer)
  one.mark('b', 'approved')
  expect(stored.get(KEY)).toBe(newer)
  expect(one.saveKind).toBe('unsaved')
})
