import { useCallback, useMemo, useState } from 'react'
import { buildCurves } from '@/lib/data-frame/build-curves.ts'
import type { CurveData, DataFrame } from '@/lib/data-frame/types.ts'
import type { AnalysisSummary, WorkbenchReads, WorkbenchRefits } from '@/lib/workbench/ports.ts'
import { potencyName } from '@/lib/workbench/selectors.ts'
import { seriesOfCurves } from '@/lib/workbench/series.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { CurveFit } from '@/lib/fit/types.ts'
import type { FitEntry } from './fit-store.ts'
import { usePinned, type Pinned } from './history/use-pinned.ts'
import { useExclusions, type ExclusionActs, type Wells } from './exclusions/use-exclusions.ts'
import { useNormalisedFrame } from './plates/use-normalised-frame.ts'
import { useSelection, type SelectionActs } from './selection/use-selection.ts'
import { useReadFrame } from './questions/use-read-frame.ts'
import { createLiveFitStore, useBegan, useLiveEnd, type LiveFitStore } from './handles/live-fit.ts'
import { useFits, type Fits } from './use-fits.ts'
import type { LoadedFrame } from './use-frame.ts'
import { usePlace } from './use-place.ts'
import { createValueStore, type ValueStore } from './value-store.ts'
import { useWork, type WorkState } from './use-work.ts'

/** The workbench of one loaded frame: what is on it, what is selected, and the acts on it. */
export interface Bench extends WorkState, ExclusionActs, SelectionActs {
  readonly analysis: AnalysisSummary
  /** As exported. */
  readonly loaded: LoadedFrame
  /** As the answers about the table have it read, and normalised: what curves, table and outputs are made of. */
  readonly frame: DataFrame
  /** The same before it was normalised. */
  readonly measured: DataFrame
  readonly version: string
  readonly work: Work
  readonly curves: readonly CurveData[]
  readonly seriesOf: ReadonlyMap<string, number>
  readonly curve: CurveData | null
  readonly entry: FitEntry | null
  readonly isStale: boolean
  readonly fits: Fits
  /** What a drag on the plot makes of the curve; what shows it uses `useLiveBench` or `useLateBench`. */
  readonly live: LiveFitStore
  /** Wells that a control would exclude or take back, while it is pointed at: their effect is shown beforehand. */
  readonly pondered: ValueStore<Wells | null>
  /** What the live region should say next, besides what refits say of themselves. */
  readonly said: ValueStore<string>
  /** While a handle is dragged, the fit that the drag began from. */
  readonly before: CurveFit | null
  /** The state pinned as "before" of the selected curve. */
  readonly pinned: Pinned
  readonly potencyName: 'IC50' | 'EC50'
  /** Null where there is no server to fit. */
  readonly refits: WorkbenchRefits | null
  /** Fonts of reports, where names have other letters than the standard ones. */
  readonly readFonts: WorkbenchReads['fonts']
  readonly selectedRow: number | null
  selectCurve(curveId: string): void
  selectPoint(row: number, curveId: string): void
  /** Lets the wells selected together go; where there are none, the point. */
  releasePoint(): void
}

interface Options {
  readonly analysis: AnalysisSummary
  readonly loaded: LoadedFrame
  readonly version: string
  readonly reads: WorkbenchReads
}

export function useBench({ analysis, loaded, version, reads }: Options): Bench {
  const { frameId } = loaded
  const { tenantHost, analysisId } = analysis
  const state = useWork({ tenantHost, analysisId, frameId, frame: loaded.frame, drafts: reads.drafts })
  const work = state.history.present
  const measured = useReadFrame(loaded.frame, work.answers)
  const frame = useNormalisedFrame(measured, work)
  const { mapping } = work
  const curves = useMemo(() => buildCurves(frame, mapping), [frame, mapping])
  const seriesOf = useMemo(() => seriesOfCurves(curves), [curves])
  const [place, goTo] = usePlace()
  const curve = curves.find(({ id }) => id === place.sample) ?? curves[0] ?? null
  const fits = useFits({ curves, work, focusId: curve?.id ?? null })
  const fitted = curve ? (fits.entries.get(curve.id) ?? null) : null
  const pinned = usePinned({ tenantHost, analysisId, loaded, work, curveId: curve?.id ?? null })
  const [live] = useState(createLiveFitStore)
  const { entry, before } = useBegan(live, { curve, entry: fitted })
  const [pondered] = useState(() => createValueStore<Wells | null>(null))
  const [said] = useState(() => createValueStore(''))
  useLiveEnd(live, { curve, entry: fitted, work })

  const selectPoint = useCallback(
    (row: number, curveId: string) => {
      const target = curves.find(({ id }) => id === curveId)
      goTo({ sample: curveId, point: target ? { row, responseColumn: target.responseColumn } : null })
    },
    [curves, goTo],
  )
  const selectCurve = useCallback(
    (curveId: string) => {
      const target = curves.find(({ id }) => id === curveId)
      const point = keptPoint(place.point?.row, target)
      goTo({ sample: curveId, point })
    },
    [curves, goTo, place.point?.row],
  )
  const { normalisation } = work
  const name = useMemo(() => potencyName({ normalisation, mapping }, frame), [normalisation, mapping, frame])
  const acts = useExclusions({ curves, work, dispatch: state.dispatch })
  const selecting = useSelection({ curve, work, said })
  const { selection, selectWells } = selecting
  return {
    ...state,
    ...acts,
    ...selecting,
    analysis,
    loaded,
    frame,
    measured,
    version,
    work,
    curves,
    seriesOf,
    curve,
    entry,
    isStale: curve ? fits.isStale(curve.id) : false,
    fits,
    live,
    pondered,
    said,
    before,
    pinned,
    potencyName: name,
    refits: reads.refits ?? null,
    readFonts: reads.fonts,
    selectedRow: place.point?.row ?? null,
    selectCurve,
    selectPoint,
    releasePoint: useCallback(
      () => (selection === null ? goTo({ point: null }) : selectWells(null)),
      [goTo, selection, selectWells],
    ),
  }
}

/** Two readouts of one sample share rows, so a well stays selected when the readout changes. */
function keptPoint(row: number | undefined, curve: CurveData | undefined) {
  if (row === undefined || !curve?.rows.includes(row)) return null
  return { row, responseColumn: curve.responseColumn }
}
