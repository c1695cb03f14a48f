import type { CurveFit } from '@/lib/fit/types.ts'
import type { FitEntry, FitJob, FitMade } from './fit-store.ts'
import { createPacedShowing, type ShowWhen } from './paced-showing.ts'

/** The fits that are there: those that the page shows, and those that it is shown next. */
export interface FitEntries {
  /** The newest of a curve, shown or not. */
  of(curveId: string): FitEntry | undefined
  /** Whether what a job asks for is there, beyond what a drag needs. */
  isComplete(job: FitJob): boolean
  keep(made: FitMade, fit: CurveFit, when: ShowWhen): void
  snapshot(): ReadonlyMap<string, FitEntry>
  /** The page has rendered the last snapshot: there may be another one. */
  shown(): void
  stop(): void
}

/** @param notify  called when there is another snapshot */
export function createFitEntries(notify: (when: ShowWhen) => void): FitEntries {
  let entries: ReadonlyMap<string, FitEntry> = new Map()
  let pending = new Map<string, FitEntry>()
  const showing = createPacedShowing((when) => {
    entries = new Map([...entries, ...pending])
    pending = new Map()
    notify(when)
  })
  const of = (curveId: string) => pending.get(curveId) ?? entries.get(curveId)
  return {
    of,
    isComplete(job) {
      const entry = of(job.curveId)
      return entry?.key === job.key && entry.detail !== 'drag'
    },
    keep(made, fit, when) {
      pending.set(made.job.curveId, entryOf(made, fit, of(made.job.curveId)))
      showing.ask(when)
    },
    snapshot: () => entries,
    shown: () => showing.shown(),
    stop: () => showing.stop(),
  }
}

function entryOf(
  { job, detail, isIncluded }: FitMade,
  fit: CurveFit,
  before: FitEntry | undefined,
): FitEntry {
  const { key, points } = job
  const last = before?.key === key || before?.detail === 'drag' ? before.previous : before?.fit
  return { key, detail, fit, isIncluded, previous: before?.points === points ? (last ?? null) : null, points }
}
