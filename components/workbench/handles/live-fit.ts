import { useLayoutEffect, useMemo } from 'react'
import type { LiveCurve, LiveSource } from '@/components/plot/live-curve.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import type { Bench } from '../use-bench.ts'
import { useShownValue } from '../use-shown-value.ts'
import { createValueStore, type ValueStore } from '../value-store.ts'

/** A fit that follows the pointer and is not in the work yet, with everything that is shown of it. */
export interface LiveFit extends LiveCurve {
  readonly curveId: string
  /** As it would be if the pointer let go now. */
  readonly work: Work
  readonly entry: FitEntry
  /** What it began from. */
  readonly held: FitEntry
  /** Let go: shown until the fit of the work itself is there. */
  readonly isDropped: boolean
}

/** Holds the live fit apart from the page's state: the page as a whole takes longer to draw than a frame lasts. */
export interface LiveFitStore extends Followed {
  set(live: LiveFit | null): void
  /** The same some frames behind, for what is read rather than followed: a frame has no time for its words too. */
  readonly late: Followed
  /** What a drag began from whose places are fitted by the worker: they come with the bench, and there is no live fit. */
  readonly began: ValueStore<Began | null>
}

export interface Began {
  readonly curveId: string
  readonly fit: CurveFit
}

interface Followed extends LiveSource {
  snapshot(): LiveFit | null
}

/** @param later  calls what it is given once the frame under way is painted, or some frames after */
export function createLiveFitStore(later: (act: () => void) => void = afterFrames): LiveFitStore {
  const newest = createValueStore<LiveFit | null>(null)
  const late = createValueStore<LiveFit | null>(null)
  let isAsked = false
  const catchUp = () => {
    isAsked = false
    late.set(newest.snapshot())
  }
  return {
    ...newest,
    late,
    began: createValueStore<Began | null>(null),
    set(live) {
      newest.set(live)
      // The page itself changes with the end of a drag, and all of it at once.
      if (live === null || live.isDropped) late.set(live)
      else if (!isAsked) {
        isAsked = true
        later(catchUp)
      }
    },
  }
}

/** Often enough for numbers to run along with the pointer. */
const LATE_MS = 50

function afterFrames(act: () => void): void {
  // What a frame asks for comes after its painting.
  setTimeout(() => requestAnimationFrame(() => setTimeout(act)), LATE_MS)
}

/** The bench as it is while a handle is dragged; for what follows the pointer. */
export function useLiveBench(bench: Bench): Bench {
  return useBenchOf(bench, bench.live)
}

/** The same for numbers, words and fields beside the plot. */
export function useLateBench(bench: Bench): Bench {
  return useBenchOf(bench, bench.live.late)
}

function useBenchOf(bench: Bench, followed: Followed): Bench {
  const live = useShownValue(followed)
  return useMemo(() => (live === null ? bench : liveBench(bench, live)), [bench, live])
}

function liveBench(bench: Bench, live: LiveFit): Bench {
  if (live.curveId !== bench.curve?.id) return bench
  return { ...bench, work: live.work, entry: live.entry, isStale: true, before: live.held.fit }
}

/** While the worker fits the places of a drag: the fit it began from, as what was before and as the line that stays. */
export function useBegan(
  live: LiveFitStore,
  { curve, entry }: Pick<Bench, 'curve' | 'entry'>,
): Pick<Bench, 'entry' | 'before'> {
  const began = useShownValue(live.began)
  return useMemo(() => {
    if (began === null || entry === null || began.curveId !== curve?.id) return { entry, before: null }
    return { entry: { ...entry, previous: began.fit }, before: began.fit }
  }, [began, curve, entry])
}

/** Ends a live fit once the page has caught up with it, or has gone elsewhere. */
export function useLiveEnd(live: LiveFitStore, { curve, entry, work }: Caught): void {
  useLayoutEffect(() => {
    const now = live.snapshot()
    if (now !== null && isOver(now, { curve, entry, work })) live.set(null)
  }, [live, curve, entry, work])
}

type Caught = Pick<Bench, 'curve' | 'entry' | 'work'>

/** Whether the page needs a live fit no more: it shows another curve, or the fit of what was let go, or has undone it. */
export function isOver(live: LiveFit, { curve, entry, work }: Caught): boolean {
  const { curveId } = live
  if (curve?.id !== curveId) return true
  return (
    live.isDropped && (entry !== live.held || !isSameJson(work.curves[curveId], live.work.curves[curveId]))
  )
}
