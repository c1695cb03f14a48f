import { startTransition, useEffect, useMemo, useState } from 'react'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { createBrowserFitClient, workerCount } from '@/lib/fit-worker/browser-worker.ts'
import type { FitClient } from '@/lib/fit-worker/client.ts'
import type { Work } from '@/lib/workbench/types.ts'
import { createFitJobs } from './fit-jobs.ts'
import { createFitStore, type FitEntry, type FitStore, type RunFit } from './fit-store.ts'
import { runFitOn, runFitsOn } from './run-fit.ts'

/** Under way per worker: one in work, one lying there, one for the moment in which the page makes the next. */
const BATCHES_PER_WORKER = 3
const BATCH_SIZE = 8
const IDLE_MS = 150

interface Options {
  readonly curves: readonly CurveData[]
  readonly work: Work
  readonly focusId: string | null
}

export interface Fits {
  readonly entries: ReadonlyMap<string, FitEntry>
  /** The fit on screen is not yet the one the work asks for. */
  isStale(curveId: string): boolean
  /** Curves whose complete fit is there. */
  readonly fittedCount: number
  /** Curves in sight, fitted before the rest; the first is shown at once. */
  readonly favour: FitStore['favour']
  /** Takes fits that the server made for what is on the page. */
  readonly adopt: FitStore['adopt']
  /** Works out something else than a curve's fit: curves together, a pair's parallelism. */
  readonly solve: FitClient['solve']
  /** Fits one curve otherwise than the work asks for. */
  readonly run: RunFit
}

/** Every curve's fit for the work as it is now; the curve in focus first. */
export function useFits({ curves, work, focusId }: Options): Fits {
  const { store, solve, run } = useFitStore()
  const [jobsOf] = useState(createFitJobs)
  const jobs = useMemo(() => jobsOf(curves, work), [jobsOf, curves, work])
  const entries = useShownEntries(store)
  useEffect(() => store.want(jobs, focusId), [store, jobs, focusId])
  return useMemo(() => {
    const keys = new Map(jobs.map(({ curveId, key }) => [curveId, key]))
    const isComplete = (id: string) => {
      const entry = entries.get(id)
      return entry !== undefined && entry.detail !== 'drag' && entry.key === keys.get(id)
    }
    return {
      entries,
      favour: store.favour,
      adopt: store.adopt,
      solve,
      run,
      isStale: (id) => !isComplete(id),
      fittedCount: jobs.filter(({ curveId }) => isComplete(curveId)).length,
    }
  }, [jobs, entries, store, solve, run])
}

/** Fits as they come. Those that nobody waits for are rendered in slices: a scroll or a key goes before them. */
function useShownEntries(store: FitStore): Fits['entries'] {
  const [entries, setEntries] = useState(store.snapshot)
  useEffect(() => {
    const show = () => setEntries(store.snapshot())
    return store.subscribe((when) => (when === 'now' ? show() : startTransition(show)))
  }, [store])
  useEffect(() => {
    if (entries === store.snapshot()) store.shown()
  }, [store, entries])
  return entries
}

/** The worker starts with the first fit and ends with the page; a page mounted again starts another. */
function useFitStore(): { store: FitStore } & Pick<Fits, 'solve' | 'run'> {
  const [client] = useState(createBrowserFitClient)
  const [runFits] = useState(() => runFitsOn(client))
  const [run] = useState(() => runFitOn(runFits))
  const [store] = useState(() =>
    createFitStore({
      run: runFits,
      width: BATCHES_PER_WORKER * workerCount(),
      batchSize: BATCH_SIZE,
      idleMs: IDLE_MS,
    }),
  )
  useEffect(
    () => () => {
      store.stop()
      client.dispose()
    },
    [client, store],
  )
  return useMemo(() => ({ store, run, solve: client.solve.bind(client) }), [store, run, client])
}
