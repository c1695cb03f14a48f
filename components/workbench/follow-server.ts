import type { Dispatch } from 'react'
import * as z from 'zod/mini'
import { guessMapping } from '@/lib/data-frame/guess-mapping.ts'
import type { DataFrame } from '@/lib/data-frame/types.ts'
import { formatTime } from '@/lib/format/format-date.ts'
import { initialHistory, initialWork } from '@/lib/workbench/initial-work.ts'
import { mergeHistory } from '@/lib/workbench/merge-work.ts'
import type { DraftFrame, WorkbenchDrafts, WorkDraft } from '@/lib/workbench/ports.ts'
import type { Problem } from '@/lib/result.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { Work, WorkAction, WorkHistory } from '@/lib/workbench/types.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { keepStored, readStored } from './browser-storage.ts'
import { sendingWait } from './sending-pace.ts'
import type { ValueStore } from './value-store.ts'
import type { WorkSaver } from './work-saver.ts'

/** What two browsers changed differently: this page kept its own, and can take the other's. */
export interface WorkConflict {
  /** When both were put together, as the page shows times. */
  readonly at: string
  /** What this page has, and what it would have by the other. */
  readonly ours: Work
  readonly theirs: Work
  /** One step to undo. */
  takeOther(): void
}

export interface FollowServerOptions {
  /** The key the browser keeps the work under. */
  readonly key: string
  readonly frame: DataFrame
  readonly place: DraftFrame
  readonly drafts: WorkbenchDrafts
  readonly saver: WorkSaver
  /** The work this page began with. */
  readonly first: Work
  readonly dispatch: Dispatch<WorkAction>
  readonly conflict: ValueStore<WorkConflict | null>
  readonly pace?: Pace
}

/** Milliseconds. */
export interface Pace {
  /** From a change of a short work to its saving, so that a drag is one; a long one waits longer. */
  readonly afterChange: number
  /** Between tries while the server is away; the last one repeats. */
  readonly retries: readonly number[]
}

const PACE: Pace = { afterChange: 1500, retries: [3000, 5000, 10_000, 20_000, 30_000] }

/** What the server and this browser last had in common. Kept in the browser, so that work done offline merges after a reload. */
const Common = z.object({ version: z.number(), work: z.string() })

/**
 * Keeps the work on the server too, for the same person in another browser. The browser's own copy comes first: while the
 * server is away everything goes on, and is sent when it is back. What another browser saved since is added to this page's
 * work, never written over. Returns how to stop.
 */
export function followServer(options: FollowServerOptions): () => void {
  const follower = new Follower(options)
  return follower.start()
}

class Follower {
  readonly #options: FollowServerOptions
  readonly #pace: Pace
  readonly #commonKey: string
  readonly #stopping = new AbortController()
  #common: { version: number; work: Work }
  /** Null while nothing was done. */
  #work: Work | null
  #hasRead = false
  #isBusy = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #unsentSince: number | null = null
  /** Of the work as last written out. */
  #textLength = 0

  constructor(options: FollowServerOptions) {
    this.#options = options
    this.#pace = options.pace ?? PACE
    this.#commonKey = options.key.replace('halfmax:work:', 'halfmax:draft:')
    this.#common = this.#restoreCommon() ?? { version: 0, work: initialWork(guessMapping(options.frame)) }
    this.#work = options.saver.latest()
  }

  start(): () => void {
    const { saver } = this.#options
    saver.onSave = (work) => {
      this.#work = work
      this.#planChange()
    }
    const now = () => this.#plan(0)
    window.addEventListener('online', now)
    // Seen again after a while, or about to be closed: both are good moments.
    document.addEventListener('visibilitychange', now)
    now()
    return () => {
      delete saver.onSave
      window.removeEventListener('online', now)
      document.removeEventListener('visibilitychange', now)
      clearTimeout(this.#timer)
      this.#stopping.abort()
    }
  }

  #plan(ms: number): void {
    if (this.#stopping.signal.aborted) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#turn(), ms)
  }

  #planChange(): void {
    this.#unsentSince ??= performance.now()
    const waitedMs = performance.now() - this.#unsentSince
    this.#plan(sendingWait({ restMs: this.#pace.afterChange, length: this.#textLength, waitedMs }))
  }

  /** The browser's own copy is the same text, and there already. */
  #textOf(work: Work): string {
    const { saver, frame } = this.#options
    const seen = saver.seen()
    const text = seen.work === work && seen.text !== null ? seen.text : serialiseWork(work, frame.columns)
    this.#textLength = text.length
    return text
  }

  async #turn(): Promise<void> {
    if (this.#isBusy) return this.#plan(this.#pace.afterChange)
    this.#isBusy = true
    this.#unsentSince = null
    try {
      const problem = this.#hasRead ? await this.#send() : await this.#read()
      if (this.#stopping.signal.aborted) return
      if (problem === null) this.#failures = 0
      else this.#fail(problem)
    } catch (error) {
      // A read under way is given up when another data frame is opened: it ends by the abort.
      if (!this.#stopping.signal.aborted) throw error
    } finally {
      this.#isBusy = false
    }
  }

  async #read(): Promise<Problem | null> {
    const { drafts, place } = this.#options
    const found = await drafts.read(place, this.#stopping.signal)
    if (this.#stopping.signal.aborted) return null
    if (!found.ok) return found.error
    this.#hasRead = true
    if (found.value === null) this.#common = { ...this.#common, version: 0 }
    else this.#merge(found.value)
    this.#plan(0)
    return null
  }

  async #send(): Promise<Problem | null> {
    const { drafts, place } = this.#options
    const work = this.#work
    if (work === null) return null
    const { version } = this.#common
    if (version > 0 && isSameJson(work, this.#common.work)) {
      this.#keepCommon()
      return null
    }
    const saved = await drafts.save(place, { base: version, work: this.#textOf(work) }, this.#stopping.signal)
    if (this.#stopping.signal.aborted) return null
    if (!saved.ok) return saved.error
    if (saved.value.kind === 'saved') {
      this.#common = { version: saved.value.version, work }
      this.#keepCommon()
      this.#say({ isHereOnly: false })
      if (this.#work !== work) this.#planChange()
    } else {
      if (saved.value.draft === null) this.#common = { ...this.#common, version: 0 }
      else this.#merge(saved.value.draft)
      this.#plan(0)
    }
    return null
  }

  /** Adds what another browser saved. What is common now is kept only once this browser has saved the sum of both. */
  #merge(draft: WorkDraft): void {
    const { frame, first, dispatch, conflict } = this.#options
    const parsed = parseSavedWork(draft.work, frame.columns)
    if (!parsed.ok) {
      // Written by a newer page, or for other columns: it stays as it is, and so does this browser's.
      this.#say({ isHereOnly: true })
      return this.#stopping.abort()
    }
    const theirs = parsed.value
    const common = this.#common
    if (draft.version === common.version && isSameJson(theirs, common.work)) return
    // Counted anew since: the server had lost it, and what is missing there was never taken back.
    const base = draft.version > common.version ? common.work : initialWork(guessMapping(frame))
    const ours = this.#work ?? first
    this.#common = { version: draft.version, work: theirs }
    if (isSameJson(ours, theirs)) return
    const withTheirs = mergeHistory(initialHistory(ours), { base, theirs }).present
    const withOurs = mergeHistory(initialHistory(theirs), { base, theirs: ours }).present
    dispatch({ kind: 'rebase', rebase: (history) => afresh(mergeHistory(history, { base, theirs })) })
    // What this page will have in a moment, where nobody did anything meanwhile; saving it says so again.
    this.#work = withTheirs
    if (isSameJson(withoutTimes(withTheirs), withoutTimes(withOurs))) return
    const at = new Date().toISOString()
    const takeOther = () => {
      conflict.set(null)
      dispatch({
        kind: 'rebase',
        rebase: (history) => stepTo(history, { base: withTheirs, theirs: withOurs, at }),
      })
    }
    conflict.set({ at: formatTime(at), ours: withTheirs, theirs: withOurs, takeOther })
  }

  /** Refused, there is no use in asking again before something changes; out of reach, it is asked again. */
  #fail(problem: Problem): void {
    if (this.#work !== null) this.#say({ isHereOnly: true })
    if (!problem.isRetryable) return
    const wait = this.#pace.retries[Math.min(this.#failures, this.#pace.retries.length - 1)] ?? 1000
    this.#failures += 1
    this.#plan(Math.max(wait, (problem.retryAfterS ?? 0) * 1000))
  }

  #say({ isHereOnly }: { readonly isHereOnly: boolean }): void {
    const { saver } = this.#options
    // Where the browser kept nothing, the server may have; where neither did, the saver has said so.
    if (isHereOnly && saver.state().kind === 'unsaved') return
    saver.see(saver.seen(), { kind: 'saved', at: formatTime(new Date().toISOString()), isHereOnly })
  }

  #keepCommon(): void {
    const { version, work } = this.#common
    const text = JSON.stringify({ version, work: this.#textOf(work) })
    // Without it a merge after a reload begins from the empty table: more is asked about, nothing is lost.
    if (!keepStored(this.#commonKey, text)) keepStored(this.#commonKey, null)
  }

  #restoreCommon(): { version: number; work: Work } | null {
    const text = readStored(this.#commonKey)
    if (text === null) return null
    try {
      const { version, work } = z.parse(Common, JSON.parse(text))
      const parsed = parseSavedWork(work, this.#options.frame.columns)
      return parsed.ok ? { version, work: parsed.value } : null
    } catch {
      return null
    }
  }
}

/** Who did the very same in two browsers is asked nothing. */
function withoutTimes(work: Work): unknown {
  return JSON.parse(JSON.stringify(work, (name, value: unknown) => (name === 'at' ? undefined : value)))
}

/** Another object with the same work, so that it is saved over what was seen. */
function afresh(history: WorkHistory): WorkHistory {
  return { ...history, present: { ...history.present } }
}

/** Takes the other side's part of a conflict, where it still stands, as a step of its own. */
function stepTo(
  history: WorkHistory,
  { base, theirs, at }: { readonly base: Work; readonly theirs: Work; readonly at: string },
): WorkHistory {
  const { present } = mergeHistory(initialHistory(history.present), { base, theirs })
  const step = { label: 'use the work of the other browser', at, gesture: null, work: history.present }
  return { past: [...history.past, step], present, future: [] }
}
