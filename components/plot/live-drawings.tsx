import type { ReactNode } from 'react'
import type { FigureGeometry, GeometryPoint } from '@/lib/figure/geometry.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import { useLiveCurve, withLiveCurve, type LiveSource } from './live-curve.ts'
import { LiveLine } from './live-line.tsx'
import { PlotOverlay } from './plot-overlay.tsx'
import { PlotUnderlay, type PlotBounds, type PlotLevel } from './plot-underlay.tsx'
import { isBanded, isContext } from './use-page-geometry.ts'

interface Props {
  readonly source: LiveSource | undefined
  readonly figure: FigureInput
  readonly geometry: FigureGeometry
  /** At rest; a drag brings its own. */
  readonly levels: readonly PlotLevel[]
  readonly bounds: readonly PlotBounds[]
  readonly hasBand: boolean
  readonly hasMeanSd: boolean
  readonly selected: GeometryPoint | null
  readonly hovered: GeometryPoint | null
  /** The points, between what lies under and over them. Stays as it is while a drag goes on. */
  readonly children: ReactNode
}

/** What lies under and over the points: all of the plot that is drawn anew at each step of a drag. */
export function LiveDrawings(props: Props) {
  const { figure, geometry, hasBand, selected, hovered } = props
  const live = useLiveCurve(props.source)
  const moving = live === null ? geometry : withLiveCurve(geometry, live.curve)
  const shown = moving.curves.filter(({ curve }) => !isContext(figure, curve))
  const dropped = shown.filter(({ curve }) => isBanded(figure, curve))
  const line = shown.find(({ curve }) => curve.id === live?.curve.id)
  return (
    <>
      <PlotUnderlay
        geometry={geometry}
        dropped={dropped}
        crosshair={hovered ?? selected}
        levels={live?.levels ?? props.levels}
        bounds={live?.bounds ?? props.bounds}
      >
        {line && <LiveLine geometry={geometry} drawn={line} hasBand={hasBand} />}
      </PlotUnderlay>
      {props.children}
      <PlotOverlay
        geometry={geometry}
        dropped={dropped}
        shown={shown}
        highlightedId={figure.highlightedId}
        selected={selected}
        hovered={hovered}
        hasMeanSd={props.hasMeanSd}
      />
    </>
  )
}
