import type { FitDetail } from '@/lib/workbench/selectors.ts'
import type { FitEntries } from './fit-entries.ts'
import type { FitJob, FitStep } from './fit-store.ts'

/** The fits that are wanted, and which of them is asked for next. */
export interface FitOrder {
  want(jobs: readonly FitJob[], focusId: string | null): void
  favour(curveIds: readonly string[]): void
  jobs(): readonly FitJob[]
  keyOf(curveId: string): string | undefined
  /** The watched curve, and the one that is looked at first. */
  watched(): readonly string[]
  /** What to ask of a curve; null while it rests, runs or has all. */
  stepOf(curveId: string): FitStep | null
  /** Those that are looked at before the rest, in order. */
  next(): FitStep | null
  stop(): void
}

interface Options {
  readonly entries: FitEntries
  /** After the last change of the watched curve, before its intervals and verdict are worked out. */
  readonly idleMs: number
  isRunning(curveId: string): boolean
  /** The watched curve rests: there is more to ask of it. */
  onRest(): void
}

export function createFitOrder({ entries, idleMs, isRunning, onRest }: Options): FitOrder {
  let jobs: readonly FitJob[] = []
  let byId = new Map<string, FitJob>()
  let focus: string | null = null
  let favoured: readonly string[] = []
  let cursor = 0
  let restTimer: ReturnType<typeof setTimeout> | undefined
  let isResting = true

  const keyOf = (id: string) => byId.get(id)?.key
  const detailFor = (job: FitJob): FitDetail | null => {
    if (isRunning(job.curveId)) return null
    if (job.curveId !== focus) return entries.isComplete(job) ? null : 'full'
    const entry = entries.of(job.curveId)
    if (entry?.key === job.key && entry.detail === 'closer') return null
    if (!entry || isResting) return 'closer'
    return entry.key === job.key ? null : 'drag'
  }
  const stepOf = (id: string): FitStep | null => {
    const job = byId.get(id)
    const detail = job ? detailFor(job) : null
    return job && detail ? { job, detail } : null
  }
  const awaitRest = () => {
    isResting = false
    clearTimeout(restTimer)
    restTimer = setTimeout(() => {
      isResting = true
      onRest()
    }, idleMs)
  }

  return {
    want(wanted, focusId) {
      const focusedBefore = keyOf(focusId ?? '')
      jobs = wanted
      byId = new Map(wanted.map((job) => [job.curveId, job]))
      focus = focusId
      cursor = 0
      if (focusedBefore !== keyOf(focusId ?? '')) awaitRest()
    },
    favour(curveIds) {
      favoured = curveIds
    },
    jobs: () => jobs,
    keyOf,
    watched: () => [focus, favoured[0]].filter((id) => typeof id === 'string'),
    stepOf,
    next() {
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
    },
    stop() {
      clearTimeout(restTimer)
      jobs = []
      byId = new Map()
    },
  }
}
