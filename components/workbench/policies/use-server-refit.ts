import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { CurveFit } from '@/lib/fit/types.ts'
import type { BatchView } from '@/lib/workbench/batch-view.ts'
import type { WorkbenchRefits } from '@/lib/workbench/ports.ts'
import { parseSavedWork } from '@/lib/workbench/saved-work.ts'
import type { FrameSize } from '@/lib/workbench/refit-results.ts'
import { readFitLine } from '@/lib/workbench/fit-lines.ts'
import { serialiseWork } from '@/lib/workbench/write-work.ts'
import { problemOf, ProblemError, retryUnlessProblem, valueOf } from '../problem-error.ts'
import type { Bench } from '../use-bench.ts'
import { isSameFit } from './is-same-fit.ts'
import { isGoingOn } from './push-refit-words.ts'
import { refitText } from './refit-words.ts'

const POLL_MS = 1000
const NONE: readonly BatchView[] = []

const isOpen = ({ state }: BatchView) => state === 'queued' || state === 'running'
const isMoving = (batch: BatchView) => isOpen(batch) || batch.results?.pushes.some(isGoingOn) === true

/** Starts refits of the frame on the server, follows them by polling, also after a reload, and takes their results. */
export function useServerRefit(bench: Bench, refits: WorkbenchRefits) {
  const { loaded, work, analysis, said } = bench
  const place = { analysisId: analysis.analysisId, frameId: loaded.frameId }
  const client = useQueryClient()
  const queryKey = ['refits', place.analysisId, place.frameId]
  const list = useQuery({
    queryKey,
    queryFn: async ({ signal }) => valueOf(await refits.list(place, signal)),
    retry: retryUnlessProblem,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? POLL_MS : false),
    refetchIntervalInBackground: true,
  })
  const onSuccess = () => client.invalidateQueries({ queryKey })
  const start = useMutation({
    mutationFn: async () =>
      valueOf(await refits.start({ ...place, work: serialiseWork(work, loaded.frame.columns) })),
    onSuccess,
  })
  const cancel = useMutation({
    mutationFn: async (batchId: string) => valueOf(await refits.cancel({ batchId })),
    onSuccess,
  })
  const show = useMutation({
    mutationFn: async ({ batchId }: BatchView) => {
      const lines = valueOf(await refits.fits(batchId, AbortSignal.timeout(10 * 60_000)))
      return takeFits(bench, lines)
    },
    onSuccess: (count) => said.set(`The fits of ${count.toLocaleString('en')} curves are on the page.`),
  })
  const push = useMutation({
    mutationFn: async (input: { readonly batchId: string; readonly size: FrameSize }) =>
      valueOf(await refits.push(input)),
    onSuccess: async ({ isRepeat, pushIds }) => {
      said.set(pushedText(pushIds.length, isRepeat))
      await client.invalidateQueries({ queryKey: ['pushes', place.analysisId] })
      await onSuccess()
    },
  })
  const batches = list.data ?? NONE
  useSayEnd(batches, said)
  return {
    batches,
    problem: problemOf(start.error ?? cancel.error ?? show.error ?? push.error ?? list.error),
    isBusy: start.isPending,
    isPushing: push.isPending,
    start: () => start.mutate(),
    cancel: cancel.mutate,
    show: show.mutate,
    push: push.mutate,
  }
}

function pushedText(count: number, isRepeat: boolean): string {
  if (isRepeat) return 'These results were pushed before: nothing new is created.'
  return count === 1
    ? 'The results are being pushed.'
    : `The results are being pushed as ${count} data frames.`
}

/** Says of a refit that was seen under way how it ended. */
function useSayEnd(batches: readonly BatchView[], said: Bench['said']) {
  const open = useRef(new Set<string>())
  useEffect(() => {
    for (const batch of batches) {
      if (isOpen(batch)) open.current.add(batch.batchId)
      else if (open.current.delete(batch.batchId)) said.set(refitText(batch))
    }
  }, [batches, said])
}

/** Throws a problem in words where what is set on the page is not what they were fitted under. */
function takeFits({ curves, fits, work, loaded }: Bench, [saved = '', ...lines]: readonly string[]): number {
  const then = parseSavedWork(saved, loaded.frame.columns)
  if (!then.ok || !isSameFit(then.value, work) || lines.length !== curves.length)
    throw new ProblemError(OTHERS)
  const byCurve = new Map<string, CurveFit>()
  for (const [place, line] of lines.entries()) {
    const fit = readFitLine(line)
    const curve = curves[place]
    if (fit !== null && curve !== undefined) byCurve.set(curve.id, fit)
  }
  return fits.adopt(byCurve)
}

const OTHERS = {
  kind: 'other-settings',
  title: 'The settings have changed since this refit',
  detail: 'Its fits are of other settings than those on the page. Undo back to them, or start another refit.',
  isRetryable: false,
  retryAfterS: null,
  requestId: null,
}
