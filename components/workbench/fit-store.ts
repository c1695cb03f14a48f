import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import type { CurveRequest, FitDetail } from '@/lib/workbench/selectors.ts'

/** What a curve's fit should be now. Jobs with equal keys ask for the same fit. */
export interface FitJob {
  readonly curveId: string
  readonly key: string
  /** The same while points and their scale are: a fit to others is no earlier state of this one. */
  readonly points?: string
  build(detail: FitDetail): CurveRequest
}

export interface FitEntry {
  readonly key: string
  readonly detail: FitDetail
  readonly fit: CurveFit
  /** In the order of `curve.rows`; what this fit used, which may lag behind the work. */
  readonly isIncluded: readonly boolean[]
  /** The last complete fit before the change that led to this one; null where it was of other points. */
  readonly previous: CurveFit | null
  readonly points?: string | undefined
}

/** Null where the run was cancelled. Never rejects. */
export type RunFit = (request: FitRequest, signal: AbortSignal) => Promise<CurveFit | null>

export interface FitStore {
  /** The fits wanted now, and the curve whose change is being watched. */
  want(jobs: readonly FitJob[], focusId: string | null): void
  /** Curves that are looked at, in this order before the rest; the first is shown as soon as it is fitted. */
  favour(curveIds: readonly string[]): void
  subscribe(notify: () => void): () => void
  snapshot(): ReadonlyMap<string, FitEntry>
  stop(): void
}

/** Results of curves that are not watched are shown this often: each look redraws a list of thousands. */
const BATCH_MS = 200

interface Options {
  readonly run: RunFit
  /** Fits under way at a time. */
  readonly width: number
  /** After the last change of the watched curve, before its intervals and verdict are worked out. */
  readonly idleMs: number
}

/**
 * Keeps every curve's fit up to date with the work: the watched curve first and quickly (`drag`), then completely, with
 * other models beside it (`closer`), when it rests; the others completely, in order. A newer wish cancels the older run; old fits stay until new ones come.
 */
export function createFitStore({ run, width, idleMs }: Options): FitStore {
  const listeners = new Set<() => void>()
  const running = new Map<string, { readonly key: string; readonly abort: AbortController }>()
  let entries: ReadonlyMap<string, FitEntry> = new Map()
  let pending = new Map<string, FitEntry>()
  let jobs: readonly FitJob[] = []
  let byId = new Map<string, FitJob>()
  let focus: string | null = null
  let favoured: readonly string[] = []
  let cursor = 0
  let restTimer: ReturnType<typeof setTimeout> | undefined
  let isResting = true

  const entryOf = (id: string) => pending.get(id) ?? entries.get(id)
  const isComplete = (job: FitJob) => {
    const entry = entryOf(job.curveId)
    return entry?.key === job.key && entry.detail !== 'drag'
  }

  /** What to run next for a job, or null while it rests or is done. */
  const detailFor = (job: FitJob): FitDetail | null => {
    if (running.has(job.curveId)) return null
    const entry = entryOf(job.curveId)
    if (job.curveId !== focus) return isComplete(job) ? null : 'full'
    if (entry?.key === job.key && entry.detail === 'closer') return null
    if (!entry || isResting) return 'closer'
    return entry.key === job.key ? null : 'drag'
  }

  const next = (): { job: FitJob; detail: FitDetail } | null => {
    const focused = focus === null ? undefined : byId.get(focus)
    const focusedDetail = focused ? detailFor(focused) : null
    if (focused && focusedDetail) return { job: focused, detail: focusedDetail }
    for (const id of favoured) {
      const job = byId.get(id)
      const detail = job ? detailFor(job) : null
      if (job && detail) return { job, detail }
    }
    for (; cursor < jobs.length; cursor++) {
      const job = jobs[cursor]
      const detail = job && job.curveId !== focus ? detailFor(job) : null
      if (job && detail) return { job, detail }
    }
    return null
  }

  const pump = () => {
    while (running.size < width) {
      const step = next()
      if (!step) return
      void start(step.job, step.detail)
    }
  }

  const start = async (job: FitJob, detail: FitDetail) => {
    const abort = new AbortController()
    running.set(job.curveId, { key: job.key, abort })
    const { request, isIncluded } = job.build(detail)
    const fit = await run(request, abort.signal)
    if (running.get(job.curveId)?.abort === abort) running.delete(job.curveId)
    if (fit && !abort.signal.aborted) {
      const before = entryOf(job.curveId)
      const isSame = before?.key === job.key
      const last = isSame || before?.detail === 'drag' ? before?.previous : before?.fit
      const previous = before?.points === job.points ? (last ?? null) : null
      pending.set(job.curveId, { key: job.key, detail, fit, isIncluded, previous, points: job.points })
      flushIn(job.curveId === focus || job.curveId === favoured[0] ? 0 : BATCH_MS)
    }
    pump()
  }

  let flushTimer: ReturnType<typeof setTimeout> | undefined
  let flushAtMs = Infinity
  /** One render for many results; the watched curve's is shown at once and takes the others along. */
  const flushIn = (delayMs: number) => {
    const atMs = performance.now() + delayMs
    if (atMs >= flushAtMs) return
    clearTimeout(flushTimer)
    flushAtMs = atMs
    flushTimer = setTimeout(() => {
      flushAtMs = Infinity
      entries = new Map([...entries, ...pending])
      pending = new Map()
      for (const notify of listeners) notify()
    }, delayMs)
  }

  return {
    want(wanted, focusId) {
      const focusedBefore = byId.get(focusId ?? '')?.key
      jobs = wanted
      byId = new Map(wanted.map((job) => [job.curveId, job]))
      focus = focusId
      cursor = 0
      for (const [id, { key, abort }] of running) {
        if (byId.get(id)?.key === key) continue
        running.delete(id)
        abort.abort()
      }
      if (focusedBefore !== byId.get(focusId ?? '')?.key) {
        isResting = false
        clearTimeout(restTimer)
        restTimer = setTimeout(() => {
          isResting = true
          pump()
        }, idleMs)
      }
      pump()
    },
    favour(curveIds) {
      favoured = curveIds
      pump()
    },
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    snapshot: () => entries,
    stop() {
      clearTimeout(restTimer)
      clearTimeout(flushTimer)
      jobs = []
      byId = new Map()
      for (const { abort } of running.values()) abort.abort()
      running.clear()
    },
  }
}
