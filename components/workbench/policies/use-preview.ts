import { useEffect, useMemo, useRef, useState } from 'react'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import type { CurveData } from '@/lib/data-frame/types.ts'
import { initialHistory } from '@/lib/workbench/initial-work.ts'
import { policyPreview, type PolicyPreview, type TriedCurve } from '@/lib/workbench/policy-preview.ts'
import { reduceWork } from '@/lib/workbench/reduce-work.ts'
import { fitBasis } from '@/lib/workbench/review.ts'
import { isSameJson } from '@/lib/workbench/same-json.ts'
import { curveRequest } from '@/lib/workbench/selectors.ts'
import type { Work, WorkAction } from '@/lib/workbench/types.ts'
import type { RunFit } from '../fit-store.ts'
import { normalisedFrame } from '../plates/normaliser.ts'
import { loadNormaliser } from '../plates/use-normalised-frame.ts'
import type { Bench } from '../use-bench.ts'

export type PreviewState =
  | { readonly kind: 'none' }
  /** Fits of the settings that hold are still on their way. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready'; readonly preview: PolicyPreview }

/** Fits under way at a time: enough for every worker, and the curve in focus still comes between. */
const WIDTH = 4
const TELL_MS = 100

/** What an act on the settings would do to every curve, worked out before it is done; a newer wish ends an older one. */
export function usePreview(bench: Bench, action: WorkAction | null): PreviewState {
  const { work, measured, curves, fits } = bench
  const [state, setState] = useState<PreviewState>({ kind: 'none' })
  // Applied, the page must find its code there.
  useEffect(() => void loadNormaliser(), [])
  const isReady = fits.fittedCount === curves.length
  const entries = useRef(fits.entries)
  useEffect(() => {
    entries.current = fits.entries
  }, [fits.entries])
  const tried = useMemo(
    () => (action ? reduceWork(initialHistory(work), action).present : null),
    [work, action],
  )
  useEffect(() => {
    if (!tried || !isReady) return
    const abort = new AbortController()
    const source = {
      before: work,
      after: tried,
      curves: curvesUnder(tried, { work, curves, measured }),
      run: fits.run,
    }
    const tell = (done: number, total: number) => {
      if (!abort.signal.aborted) setState({ kind: 'running', done, total })
    }
    const show = async () => {
      const found = await tryAll(source, { signal: abort.signal, tell })
      if (abort.signal.aborted) return
      const pairs = curves.flatMap((curve): readonly TriedCurve[] => {
        const now = entries.current.get(curve.id)?.fit
        return now ? [{ curve, now, tried: found.get(curve.id) ?? now }] : []
      })
      setState({ kind: 'ready', preview: policyPreview(pairs) })
    }
    void show()
    return () => abort.abort()
  }, [work, tried, curves, measured, fits.run, isReady])
  if (action === null) return { kind: 'none' }
  return isReady ? state : { kind: 'waiting' }
}

interface Source {
  readonly before: Work
  readonly after: Work
  /** Each as it is, and as it would be. */
  readonly curves: readonly (readonly [CurveData, CurveData])[]
  readonly run: RunFit
}

interface Progress {
  readonly signal: AbortSignal
  tell(done: number, total: number): void
}

/** The curves with their points as another normalisation makes them; one that it leaves no points is not tried. */
function curvesUnder(
  tried: Work,
  { work, curves, measured }: Pick<Bench, 'work' | 'curves' | 'measured'>,
): Source['curves'] {
  if (isSameJson(tried.normalisation, work.normalisation))
    return curves.map((curve) => [curve, curve] as const)
  const made = new Map(
    buildCurves(normalisedFrame(measured, tried), tried.mapping).map((curve) => [curve.id, curve]),
  )
  return curves.flatMap((curve) => {
    const then = made.get(curve.id)
    return then ? [[curve, then] as const] : []
  })
}

/** Fits of the curves whose request is another one under `after`; of the others there is nothing to learn. */
async function tryAll({ before, after, curves, run }: Source, { signal, tell }: Progress) {
  const asked = curves.flatMap(([curve, then]) =>
    fitBasis(before, curve) === fitBasis(after, then) ? [] : then,
  )
  const found = new Map<string, TriedCurve['tried']>()
  let next = 0
  let toldAt = 0
  tell(0, asked.length)
  const work = async () => {
    for (let curve = asked[next++]; curve && !signal.aborted; curve = asked[next++]) {
      const fit = await run(curveRequest(after, curve, 'full').request, signal)
      if (fit) found.set(curve.id, fit)
      if (performance.now() - toldAt < TELL_MS) continue
      toldAt = performance.now()
      tell(found.size, asked.length)
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, work))
  return found
}
