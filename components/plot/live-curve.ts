import { useSyncExternalStore } from 'react'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import { bandEdges, curveSegments } from '@/lib/figure/curve-segments.ts'
import type { FigureCurve } from '@/lib/figure/types.ts'
import type { PlotBounds, PlotLevel } from './plot-underlay.tsx'

/** What a drag makes of the highlighted curve; the fit it began from stays as a thin grey line. */
export interface LiveCurve {
  readonly curve: FigureCurve
  readonly levels: readonly PlotLevel[]
  readonly bounds: readonly PlotBounds[]
  /** Names the grey line in the legend. */
  readonly previousText: string
}

/** Changes many times a second, past the page: only what shows it listens. Null while nothing is dragged. */
export interface LiveSource {
  subscribe(notify: () => void): () => void
  snapshot(): LiveCurve | null
}

const NOTHING: LiveSource = { subscribe: () => () => {}, snapshot: () => null }

export function useLiveCurve(source: LiveSource = NOTHING): LiveCurve | null {
  return useSyncExternalStore(source.subscribe, source.snapshot, source.snapshot)
}

/** The curve that is dragged: the same at every step, so that Plotly's part of the plot is not drawn anew. */
export function useLiveId(source: LiveSource = NOTHING): string | null {
  const id = () => source.snapshot()?.curve.id ?? null
  return useSyncExternalStore(source.subscribe, id, id)
}

/** The same at every step of a drag, so that who needs no more than this is not drawn anew. */
export function useLivePreviousText(source: LiveSource = NOTHING): string | null {
  const text = () => source.snapshot()?.previousText ?? null
  return useSyncExternalStore(source.subscribe, text, text)
}

/** The geometry with the live curve in place of the one that is dragged; scales, points and names stay. */
export function withLiveCurve(geometry: FigureGeometry, live: FigureCurve): FigureGeometry {
  const curves = geometry.curves.map((drawn) =>
    drawn.curve.id === live.id
      ? { ...drawn, curve: live, ...curveSegments(live), band: bandEdges(live) }
      : drawn,
  )
  return { ...geometry, curves }
}

/** The geometry without the line and band of one curve, which is drawn elsewhere. */
export function withoutLine(geometry: FigureGeometry, curveId: string): FigureGeometry {
  const nothing = { inside: { x: [], y: [] }, beyond: [], band: null }
  const curves = geometry.curves.map((drawn) =>
    drawn.curve.id === curveId ? { ...drawn, ...nothing } : drawn,
  )
  return { ...geometry, curves }
}
