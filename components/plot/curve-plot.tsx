'use client'

import { Fragment, useId, useMemo, useState, type ReactNode } from 'react'
import type { BandKind } from '@/lib/fit/curve-values.ts'
import { curveSegments } from '@/lib/figure/curve-segments.ts'
import type { DoseScale } from '@/lib/figure/dose-axis.ts'
import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { FigureCurve, FigureInput } from '@/lib/figure/types.ts'
import styles from './curve-plot.module.css'
import { useLiveId, useLivePreviousText, withoutLine, type LiveSource } from './live-curve.ts'
import { LiveDrawings } from './live-drawings.tsx'
import { plotLayout } from './plot-layout.ts'
import { handleKey } from './plot-keys.ts'
import { PlotLegend } from './plot-legend.tsx'
import { usePlotTokens } from './plot-tokens.ts'
import { plotTraces } from './plot-traces.ts'
import type { PlotBounds, PlotLevel } from './plot-underlay.tsx'
import { PlotlyPlot } from './plotly-plot.ts'
import { eventPoint, selectedPoint } from './plot-points.ts'
import { findPoint, type PointRef } from './point-steps.ts'
import type { CurveRows } from './selection/plot-selection.tsx'
import { useElementSize, type ElementSize } from './use-element-size.ts'
import { useLatest } from './use-latest.ts'
import { isBanded, isContext, useHeldResponseAxis, usePageGeometry } from './use-page-geometry.ts'

export interface CurvePlotOptions {
  /** What the band of the figure is; `none` draws none. */
  readonly band: BandKind | 'none'
  readonly meanSd: boolean
  readonly previous: boolean
  readonly doseScale: DoseScale
}

export interface CurvePlotProps {
  readonly figure: FigureInput
  /** The fit before the change that is being tried: thin grey lines. */
  readonly previous?: readonly FigureCurve[]
  /** Names them in the legend: "previous fit: 0 and 100 fixed". */
  readonly previousText?: string
  readonly options: CurvePlotOptions
  /** Selected table row; the ring goes to its point on `selectedCurveId`, else on the highlighted curve. */
  readonly selectedRow: number | null
  readonly selectedCurveId?: string | null
  readonly onSelectPoint: (row: number, curveId: string) => void
  /** `X` on the selected point. The parent decides whether that excludes or includes. */
  readonly onTogglePoint: (row: number, curveId: string) => void
  /** Shift and an arrow, or the space bar: points to select together with others, or to let go again. */
  readonly onMark?: (wells: CurveRows, how: 'add' | 'toggle') => void
  /** The point under the pointer, for the reading line; null when it leaves. */
  readonly onHover?: (point: PointRef | null) => void
  readonly onFitView?: () => void
  /** `Esc` with the plot focused. */
  readonly onEscape?: () => void
  /** The response axis holds still until this changes (Fit view) or other points are shown. */
  readonly viewKey: number
  /** Accessible name, e.g. "Dose-response plot of Cell mortality". */
  readonly label: string
  /** One sentence read with the name: what the plot shows. */
  readonly summary: string
  readonly levels?: readonly PlotLevel[]
  readonly bounds?: readonly PlotBounds[]
  /** What a drag makes of the highlighted curve, drawn past React's and Plotly's updates of the rest. */
  readonly live?: LiveSource
  /** Single letters act only with the plot focused, and can be turned off. */
  readonly hasLetterKeys?: boolean
  /** Drawn over everything, in the order given, each in the pixels of the geometry it is handed. */
  readonly layers?: readonly PlotLayer[]
}

/** One more drawing over the plot that shares its scales: handles, a selection, ghost ticks. */
export interface PlotLayer {
  readonly id: string
  draw(geometry: FigureGeometry): ReactNode
}

/** The dose-response plot: fills its parent, whose height must be definite. */
export function CurvePlot(props: CurvePlotProps) {
  const { figure, options, previous = [], previousText = 'previous fit' } = props
  const [ref, size] = useElementSize()
  const summaryId = useId()
  const livePreviousText = useLivePreviousText(props.live)
  const points = figure.curves.flatMap((curve) => curve.points)
  const excluded = points.filter((point) => point.isExcluded)
  const banded = figure.curves.find(
    (curve) => isBanded(figure, curve) && curve.band !== null && curve.band.lower !== null,
  )
  return (
    <div className={styles.plot}>
      <PlotLegend
        responseLabel={figure.responseLabel}
        banded={options.band === 'none' ? null : (banded ?? null)}
        isPrediction={options.band === 'prediction'}
        previousText={livePreviousText ?? (options.previous && previous.length > 0 ? previousText : null)}
        excludedCount={excluded.length}
        byRuleCount={excluded.filter(({ cause }) => cause === 'rule').length}
        byFlagCount={excluded.filter(({ cause }) => cause === 'flag').length}
        pointCount={points.length}
      />
      <p id={summaryId} className={styles.hidden}>
        {props.summary}
      </p>
      <div ref={ref} className={styles.canvas}>
        {size !== null && size.width > 0 && <SizedPlot {...props} size={size} summaryId={summaryId} />}
      </div>
    </div>
  )
}

interface SizedProps extends CurvePlotProps {
  readonly size: ElementSize
  readonly summaryId: string
}

const NO_CURVES: readonly FigureCurve[] = []
const NO_LEVELS: readonly PlotLevel[] = []
const NO_BOUNDS: readonly PlotBounds[] = []
const CONFIG = {
  displayModeBar: false,
  responsive: false,
  doubleClick: false,
  scrollZoom: false,
  showTips: false,
} as const

function SizedPlot(props: SizedProps) {
  const { figure, options, size, levels = NO_LEVELS, bounds = NO_BOUNDS, selectedRow } = props
  const liveId = useLiveId(props.live)
  const tokens = usePlotTokens()
  const [hovered, setHovered] = useState<PointRef | null>(null)
  const response = useHeldResponseAxis(figure, props.viewKey)
  const geometry = usePageGeometry({
    figure,
    size,
    response,
    doseScale: options.doseScale,
    hasLevels: levels.length > 0,
  })
  const previous = useMemo(() => {
    if (liveId !== null) return figure.curves.filter(({ id }) => id === liveId)
    return options.previous ? (props.previous ?? NO_CURVES) : NO_CURVES
  }, [liveId, figure, options.previous, props.previous])
  const atRest = useMemo(
    () => (liveId === null ? geometry : withoutLine(geometry, liveId)),
    [geometry, liveId],
  )
  const traces = useMemo(() => {
    const context = [...previous, ...figure.curves.filter((curve) => isContext(figure, curve))]
    return plotTraces({
      geometry: atRest,
      tokens,
      highlightedId: figure.highlightedId,
      hasBand: options.band !== 'none',
      context: context.map((curve) => curveSegments(curve).inside),
      hiddenIds: new Set(figure.curves.filter((curve) => isContext(figure, curve)).map(({ id }) => id)),
    })
  }, [atRest, tokens, figure, options.band, previous])
  const layout = useMemo(
    () => plotLayout({ size, area: geometry.area, dose: geometry.dose, response: geometry.response, tokens }),
    [size, geometry.area, geometry.dose, geometry.response, tokens],
  )
  const selected = selectedPoint(geometry, {
    figure,
    row: selectedRow,
    curveId: props.selectedCurveId ?? null,
  })
  const hoveredPoint = hovered === null ? null : findPoint(geometry.curves, hovered)
  const hover = useLatest((point: PointRef | null): void => {
    setHovered(point)
    props.onHover?.(point)
  })
  const click = useLatest((event: unknown) => {
    const point = eventPoint(event)
    if (point !== null) props.onSelectPoint(point.row, point.curveId)
  })
  return (
    // The group takes focus so that arrow keys walk its points; the table beside it offers the same one by one.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.group}
      aria-label={props.label}
      aria-describedby={props.summaryId}
      onKeyDown={(event) => handleKey(event, { props, geometry, selected })}
    >
      <LiveDrawings
        source={props.live}
        figure={figure}
        geometry={geometry}
        levels={levels}
        bounds={bounds}
        hasBand={options.band !== 'none'}
        hasMeanSd={options.meanSd}
        selected={selected}
        hovered={hoveredPoint}
      >
        <PlotlyPlot
          className={styles.chart ?? ''}
          data={traces}
          layout={layout}
          config={CONFIG}
          onHover={(event) => hover(eventPoint(event))}
          onUnhover={() => hover(null)}
          onClick={click}
        />
      </LiveDrawings>
      {props.layers?.map(({ id, draw }) => (
        <Fragment key={id}>{draw(geometry)}</Fragment>
      ))}
    </div>
  )
}
