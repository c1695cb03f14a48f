import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import type { CurveRequest, FitDetail } from '@/lib/workbench/selectors.ts'
import { createPacedShowing, type ShowWhen } from './paced-showing.ts'

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

/** Fits several curves, in one message where they fit into it. Never rejects; resolved once no more will come. */
export type RunFits = (
  requests: readonly FitRequest[],
  options: {
    readonly signal: AbortSignal
    /** Somebody waits for them: before all others. */
    readonly isUrgent: boolean
    readonly onFit: (place: number, fit: CurveFit) => void
  },
) => Promise<void>

export interface FitStore {
  /** The fits wanted now, and the curve whose change is being watched. */
  want(jobs: readonly FitJob[], focusId: string | null): void
  /** Curves that are looked at, in this order before the rest; the first is shown as soon as it is fitted. */
  favour(curveIds: readonly string[]): void
  /** Takes fits, by curve id, that were made elsewhere for what is wanted now. @returns of how many curves */
  adopt(fits: ReadonlyMap<string, CurveFit>): number
  subscribe(notify: (when: ShowWhen) => void): () => void
  snapshot(): ReadonlyMap<string, FitEntry>
  /** The page has rendered the last snapshot: there may be another one. */
  shown(): void
  stop(): void
}

/** What is asked of a curve next. */
interface Step {
  readonly job: FitJob
  readonly detail: FitDetail
}

/** Curves that were asked for together. */
interface Batch {
  readonly abort: AbortController
  /** How many of them are still wanted and not there. */
  open: number
}

interface Options {
  readonly run: RunFits
  /** Batches under way at a time. */
  readonly width: number
  /** Curves in a batch. */
  readonly batchSize: number
  /** After the last change of the watched curve, before its intervals and verdict are worked out. */
  readonly idleMs: number
}

/**
 * Keeps every curve's fit up to date with the work: the watched curve first and quickly (`drag`), then completely, with
 * other models beside it (`closer`), when it rests; the others completely, in order. A newer wish cancels the older run; old fits stay until new ones come.
 */
export function createFitStore({ run, width, batchSize, idleMs }: Options): FitStore {
  const listeners = new Set<(when: ShowWhen) => void>()
  const running = new Map<string, { readonly key: string; readonly batch: Batch }>()
  const batches = new Set<Batch>()
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

  const stepOf = (id: string): Step | null => {
    const job = byId.get(id)
    const detail = job ? detailFor(job) : null
    return job && detail ? { job, detail } : null
  }

  const next = (): Step | null => {
    for (const id of favoured) {
      const step = stepOf(id)
      if (step) return step
    }
    for (; cursor < jobs.length; cursor++) {
      const job = jobs[cursor]
      const detail = job && job.curveId !== focus ? detailFor(job) : null
      if (job && detail) return { job, detail }
    }
    return null
  }

  const pump = () => {
    // Those somebody looks at come alone and at once: nobody waits for them until a batch is through.
    for (const id of [focus, favoured[0]]) {
      const step = id === null || id === undefined ? null : stepOf(id)
      if (step) start([step], { isUrgent: true })
    }
    while (batches.size < width) {
      const first = next()
      if (!first) return
      start([first], { isUrgent: false })
    }
  }

  const start = (steps: Step[], { isUrgent }: { readonly isUrgent: boolean }) => {
    const batch: Batch = { abort: new AbortController(), open: steps.length }
    const take = ({ job }: Step) => running.set(job.curveId, { key: job.key, batch })
    for (const step of steps) take(step)
    const size = isUrgent ? 1 : batchSize
    while (steps.length < size) {
      const more = next()
      if (!more) break
      take(more)
      steps.push(more)
      batch.open += 1
    }
    const built = steps.map(({ job, detail }) => ({ job, detail, ...job.build(detail) }))
    const onFit = (place: number, fit: CurveFit) => {
      const one = built[place]
      if (!one || running.get(one.job.curveId)?.batch !== batch) return
      running.delete(one.job.curveId)
      batch.open -= 1
      keep(one, fit)
    }
    void runBatch(built, { batch, isUrgent, onFit })
  }

  const runBatch = async (
    built: readonly (Step & CurveRequest)[],
    { batch, ...options }: { readonly batch: Batch } & Omit<Parameters<RunFits>[1], 'signal'>,
  ) => {
    batches.add(batch)
    const requests = built.map(({ request }) => request)
    await run(requests, { ...options, signal: batch.abort.signal })
    batches.delete(batch)
    for (const { job } of built) {
      if (running.get(job.curveId)?.batch === batch) running.delete(job.curveId)
    }
    pump()
  }

  const keep = ({ job, detail, isIncluded }: Step & CurveRequest, fit: CurveFit) => {
    const before = entryOf(job.curveId)
    const isSame = before?.key === job.key
    const last = isSame || before?.detail === 'drag' ? before?.previous : before?.fit
    const previous = before?.points === job.points ? (last ?? null) : null
    pending.set(job.curveId, { key: job.key, detail, fit, isIncluded, previous, points: job.points })
    const isWatched = job.curveId === focus || job.curveId === favoured[0]
    showing.ask(isWatched ? 'now' : 'in-batches')
  }

  /** A batch of which nothing is wanted any more is given up. */
  const leave = (id: string, batch: Batch) => {
    running.delete(id)
    batch.open -= 1
    if (batch.open === 0) batch.abort.abort()
  }

  const showing = createPacedShowing((when) => {
    entries = new Map([...entries, ...pending])
    pending = new Map()
    for (const notify of listeners) notify(when)
  })

  return {
    want(wanted, focusId) {
      const focusedBefore = byId.get(focusId ?? '')?.key
      jobs = wanted
      byId = new Map(wanted.map((job) => [job.curveId, job]))
      focus = focusId
      cursor = 0
      for (const [id, { key, batch }] of running) if (byId.get(id)?.key !== key) leave(id, batch)
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
    adopt(fits) {
      let count = 0
      for (const job of jobs) {
        const fit = fits.get(job.curveId)
        if (!fit) continue
        count += 1
        if (isComplete(job)) continue
        const open = running.get(job.curveId)
        if (open) leave(job.curveId, open.batch)
        keep({ job, detail: 'full', ...job.build('full') }, fit)
      }
      pump()
      return count
    },
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    snapshot: () => entries,
    shown: () => showing.shown(),
    stop() {
      clearTimeout(restTimer)
      showing.stop()
      jobs = []
      byId = new Map()
      for (const [id, { batch }] of running) leave(id, batch)
    },
  }
}
