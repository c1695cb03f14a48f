import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rExampleFrame } from '@/lib/data-frame/frame-fixture.ts'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import { err, ok, type Problem } from '@/lib/result.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import type { WorkbenchDrafts, WorkDraft } from '@/lib/workbench/ports.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { ReviewMark, WorkAction } from '@/lib/workbench/types.ts'
import { followServer, type WorkConflict } from './follow-server.ts'
import { createValueStore } from './value-store.ts'
import { createWorkSaver } from './work-saver.ts'

const FRAME = rExampleFrame()
const KEY = 'halfmax:work:t:a:f'
const AWAY: Problem = {
  kind: 'dashboard-unreachable',
  title: '',
  detail: '',
  isRetryable: true,
  retryAfterS: null,
  requestId: null,
}

interface Server {
  draft: WorkDraft | null
  refusal: Problem | null
  /** Answers nothing until it is given up. */
  isSilent: boolean
  calls: number
}

/** The server's side, as `lib/store/drafts` keeps it. */
const server: Server = { draft: null, refusal: null, isSilent: false, calls: 0 }

const drafts: WorkbenchDrafts = {
  read: (_, signal) => {
    server.calls += 1
    if (server.isSilent) {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      })
    }
    return Promise.resolve(server.refusal ? err(server.refusal) : ok(server.draft))
  },
  save: (_, { base, work }) => {
    server.calls += 1
    if (server.refusal) return Promise.resolve(err(server.refusal))
    if ((server.draft?.version ?? 0) !== base) {
      return Promise.resolve(ok({ kind: 'stale', draft: server.draft }))
    }
    server.draft = { version: base + 1, work }
    return Promise.resolve(ok({ kind: 'saved', version: base + 1 }))
  },
}

/** A browser with its own storage; opening the page again keeps that. */
class Browser {
  readonly stored = new Map<string, string>()
  readonly conflict = createValueStore<WorkConflict | null>(null)
  isFull = false
  history = initialHistory(initialWork(guessMapping(FRAME)))
  #saver = createWorkSaver(KEY, FRAME)
  #stop = () => {}

  /** Code of this browser reaches its own storage. */
  #within<T>(work: () => T): T {
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => this.stored.get(key) ?? null,
      removeItem: (key: string) => this.stored.delete(key),
      setItem: (key: string, text: string) => {
        if (this.isFull) throw new Error('full')
        this.stored.set(key, text)
      },
    })
    return work()
  }

  open(): this {
    this.#within(() => {
      this.#stop()
      this.conflict.set(null)
      this.#saver = createWorkSaver(KEY, FRAME)
      const first = this.#saver.restore(parseSavedWork).work ?? initialWork(guessMapping(FRAME))
      this.history = initialHistory(first)
      const { conflict } = this
      const place = { analysisId: 'a', frameId: 'f' }
      const pace = { afterChange: 10, retries: [1000] }
      this.#stop = followServer({
        key: KEY,
        frame: FRAME,
        place,
        drafts,
        saver: this.#saver,
        first,
        dispatch: this.act,
        conflict,
        pace,
      })
    })
    return this
  }

  close(): void {
    this.#stop()
  }

  readonly act = (action: WorkAction): void => {
    const before = this.history.present
    this.history = reduceWork(this.history, action)
    if (this.history.present !== before) this.#within(() => this.#saver.save(this.history.present))
  }

  mark(curveId: string, mark: ReviewMark, at = '2026-03-01T12:00:00Z'): void {
    const review = { mark, reason: '', note: '', basis: 'b', author: 'you', at }
    this.act({ kind: 'set-review', reviews: [{ curveId, review }], label: `${mark} ${curveId}` })
  }

  /** Lets time pass in this browser. */
  async pass(ms = 200): Promise<void> {
    await this.#within(() => vi.advanceTimersByTimeAsync(ms))
  }

  get marks(): unknown {
    return marksOf(this.history.present.reviews)
  }

  get saveState() {
    return this.#saver.state()
  }
}

const marksOf = (reviews: Readonly<Record<string, { readonly mark: string }>>) =>
  Object.fromEntries(Object.entries(reviews).map(([id, { mark }]) => [id, mark]))

function onServer(): unknown {
  const parsed = parseSavedWork(server.draft?.work ?? '', FRAME.columns)
  return parsed.ok ? marksOf(parsed.value.reviews) : null
}

beforeEach(() => {
  vi.useFakeTimers()
  const target = { addEventListener: () => {}, removeEventListener: () => {} }
  vi.stubGlobal('window', target)
  vi.stubGlobal('document', target)
  Object.assign(server, { draft: null, refusal: null, isSilent: false, calls: 0 })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function opened(): Promise<Browser> {
  const browser = new Browser().open()
  await browser.pass()
  return browser
}

describe('followServer', () => {
  it('sends nothing of a table that was only opened', async () => {
    const browser = await opened()
    expect(server.draft).toBeNull()
    expect(browser.saveState.kind).toBe('nothing')
  })

  it('keeps work on the server, and gives it to another browser', async () => {
    const one = await opened()
    one.mark('A', 'approved')
    one.mark('B', 'rejected')
    await one.pass()
    expect(server.draft?.version).toBe(1)
    one.close()
    const two = await opened()
    expect(two.marks).toEqual({ A: 'approved', B: 'rejected' })
    expect(two.conflict.snapshot()).toBeNull()
    await two.pass()
    expect(server.draft?.version).toBe(1)
  })

  it('adds what another browser saved meanwhile, and writes over none of it', async () => {
    const one = await opened()
    const two = await opened()
    one.mark('A', 'approved')
    await one.pass()
    two.mark('B', 'rejected')
    await two.pass()
    expect(onServer()).toEqual({ A: 'approved', B: 'rejected' })
    expect(two.marks).toEqual({ A: 'approved', B: 'rejected' })
    one.mark('C', 'look-again')
    await one.pass()
    expect(one.marks).toEqual({ A: 'approved', B: 'rejected', C: 'look-again' })
    expect(onServer()).toEqual(one.marks)
    expect([one.conflict.snapshot(), two.conflict.snapshot()]).toEqual([null, null])
  })

  it('takes a taking back from another browser for what it is', async () => {
    const one = await opened()
    one.mark('A', 'approved')
    await one.pass()
    const two = await opened()
    one.act({ kind: 'undo' })
    await one.pass()
    two.mark('B', 'approved')
    await two.pass()
    expect(onServer()).toEqual({ B: 'approved' })
  })

  it('keeps its own of what both changed, and offers the other, as a step to undo', async () => {
    const one = await opened()
    const two = await opened()
    one.mark('A', 'approved')
    one.mark('B', 'approved')
    await one.pass()
    two.mark('A', 'rejected')
    two.mark('C', 'approved')
    await two.pass()
    const own = { A: 'rejected', B: 'approved', C: 'approved' }
    expect(two.marks).toEqual(own)
    expect(onServer()).toEqual(own)
    two.conflict.snapshot()?.takeOther()
    await two.pass()
    expect(two.marks).toEqual({ ...own, A: 'approved' })
    expect(onServer()).toEqual(two.marks)
    expect(two.conflict.snapshot()).toBeNull()
    two.act({ kind: 'undo' })
    await two.pass()
    expect(onServer()).toEqual(own)
  })

  it('asks nothing where both did the very same at another time', async () => {
    const one = await opened()
    const two = await opened()
    one.mark('A', 'approved')
    await one.pass()
    two.mark('A', 'approved', '2026-03-01T12:05:00Z')
    await two.pass()
    expect(two.marks).toEqual({ A: 'approved' })
    expect(two.conflict.snapshot()).toBeNull()
  })

  it('goes on while the server is away, says where the work is, and sends it when it is back', async () => {
    const browser = await opened()
    server.refusal = AWAY
    browser.mark('A', 'approved')
    await browser.pass()
    expect(browser.saveState).toMatchObject({ kind: 'saved', isHereOnly: true })
    browser.mark('B', 'approved')
    await browser.pass(5000)
    server.refusal = null
    await browser.pass(2000)
    expect(onServer()).toEqual({ A: 'approved', B: 'approved' })
    expect(browser.saveState).toMatchObject({ kind: 'saved', isHereOnly: false })
  })

  it('puts work done offline together with another browser’s after a reload', async () => {
    const one = await opened()
    one.mark('A', 'approved')
    one.mark('B', 'approved')
    await one.pass()
    server.refusal = AWAY
    one.mark('C', 'approved')
    one.act({ kind: 'undo' })
    one.mark('D', 'rejected')
    await one.pass()
    one.close()
    server.refusal = null
    const two = await opened()
    two.mark('B', 'look-again')
    await two.pass()
    one.open()
    await one.pass()
    expect(one.marks).toEqual({ A: 'approved', B: 'look-again', D: 'rejected' })
    expect(onServer()).toEqual(one.marks)
    expect(one.conflict.snapshot()).toBeNull()
  })

  it('still has the server where the browser keeps nothing', async () => {
    const browser = new Browser()
    browser.isFull = true
    browser.open()
    await browser.pass()
    browser.mark('A', 'approved')
    expect(browser.saveState.kind).toBe('unsaved')
    await browser.pass()
    expect(browser.saveState).toMatchObject({ kind: 'saved', isHereOnly: false })
    expect(onServer()).toEqual({ A: 'approved' })
  })

  it('begins anew where the server has lost it', async () => {
    const browser = await opened()
    browser.mark('A', 'approved')
    await browser.pass()
    server.draft = null
    browser.mark('B', 'approved')
    await browser.pass()
    expect(onServer()).toEqual({ A: 'approved', B: 'approved' })
  })

  it.each([1, 2])(
    'puts its work together with a draft that was counted anew, %i of its 2 versions long',
    async (length) => {
      const one = await opened()
      for (const curve of ['A', 'B']) {
        one.mark(curve, 'approved')
        await one.pass()
      }
      one.close()
      // Old drafts are deleted, and another browser has begun again.
      server.draft = null
      const two = await opened()
      for (const curve of ['C', 'D'].slice(0, length)) {
        two.mark(curve, 'rejected')
        await two.pass()
      }
      const theirs = two.marks
      expect(server.draft).toMatchObject({ version: length })
      one.open()
      await one.pass()
      const all = Object.assign({ A: 'approved', B: 'approved' }, theirs)
      expect(one.marks).toEqual(all)
      expect(onServer()).toEqual(all)
    },
  )

  it('leaves alone what it cannot read', async () => {
    server.draft = { version: 3, work: '{"version":99}' }
    const browser = await opened()
    browser.mark('A', 'approved')
    await browser.pass()
    expect(server.draft).toEqual({ version: 3, work: '{"version":99}' })
    expect(browser.stored.get(KEY)).toContain('approved')
  })

  it('gives up a read that is under way, without a word, when it stops', async () => {
    server.isSilent = true
    const unhandled = vi.fn<() => void>()
    process.on('unhandledRejection', unhandled)
    try {
      const browser = await opened()
      expect(server.calls).toBe(1)
      browser.close()
      vi.useRealTimers()
      // Node tells of a rejection that nobody took after the microtasks of the turn.
      await new Promise((resolve) => setImmediate(resolve))
      expect(unhandled).not.toHaveBeenCalled()
    } finally {
      process.off('unhandledRejection', unhandled)
    }
  })

  it('does not ask again and again where it is refused', async () => {
    const browser = await opened()
    server.refusal = { ...AWAY, kind: 'no-grant', isRetryable: false }
    browser.mark('A', 'approved')
    await browser.pass()
    const { calls } = server
    await browser.pass(60_000)
    expect(server.calls).toBe(calls)
    expect(browser.saveState).toMatchObject({ isHereOnly: true })
  })
})
