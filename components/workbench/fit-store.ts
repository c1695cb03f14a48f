import type { CurveFit, FitRequest } from '@/lib/fit/types.ts'
import type { CurveRequest, FitDetail } from '@/lib/workbench/selectors.ts'
import { createFitBatches } from './fit-batches.ts'
import { createFitEntries } from './fit-entries.ts'
import { createFitOrder } from './fit-order.ts'
import type { ShowWhen } from './paced-showing.ts'

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
export interface FitStep {
  readonly job: FitJob
  readonly detail: FitDetail
}

/** What a fit was asked with. */
export type FitMade = FitStep & Pick<CurveRequest, 'isIncluded'>

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
 * other models beside it (`closer`), when it rests; the others completely, in order. A newer wish cancels the older run; old
 * fits stay until new ones come.
 */
export function createFitStore({ run, width, batchSize, idleMs }: Options): FitStore {
  const listeners = new Set<(when: ShowWhen) => void>()
  const entries = createFitEntries((when) => {
    for (const notify of listeners) notify(when)
  })
  const order = createFitOrder({
    entries,
    idleMs,
    isRunning: (curveId) => batches.isRunning(curveId),
    onRest: () => batches.pump(),
  })
  const keep = (made: FitMade, fit: CurveFit) =>
    entries.keep(made, fit, order.watched().includes(made.job.curveId) ? 'now' : 'in-batches')
  const batches = createFitBatches({ run, width, batchSize, order, onFit: keep })

  return {
    want(jobs, focusId) {
      order.want(jobs, focusId)
      batches.leaveOthers((curveId) => order.keyOf(curveId))
      batches.pump()
    },
    favour(curveIds) {
      order.favour(curveIds)
      batches.pump()
    },
    adopt(fits) {
      const found = order.jobs().flatMap((job) => {
        const fit = fits.get(job.curveId)
        return fit ? [{ job, fit }] : []
      })
      for (const { job, fit } of found) {
        if (entries.isComplete(job)) continue
        batches.leave(job.curveId)
        keep({ job, detail: 'full', ...job.build('full') }, fit)
      }
      batches.pump()
      return found.length
    },
    subscribe(notify) {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    snapshot: () => entries.snapshot(),
    shown: () => entries.shown(),
    stop() {
      order.stop()
      entries.stop()
      batches.leaveOthers(() => undefined)
    },
  }
}
