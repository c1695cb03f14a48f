import type { Polyline } from '@/lib/figure/curve-segments.ts'
import { doseRange } from '@/lib/figure/dose-axis.ts'
import {
  MARKER_PX,
  type FigureGeometry,
  type GeometryCurve,
  type GeometryPoint,
} from '@/lib/figure/geometry.ts'
import { EXTRAPOLATED_DASH, seriesStyle } from '@/lib/figure/series.ts'
import type { PlotTokens } from './plot-tokens.ts'

/** The part of a Plotly scatter trace drawn here. Plotly's own type forbids dash lengths in px, which it accepts. */
interface ScatterTrace {
  readonly type: 'scatter'
  readonly mode: 'lines' | 'markers'
  readonly x: readonly (number | null)[]
  readonly y: readonly (number | null)[]
  readonly hoverinfo: 'skip' | 'none'
  readonly fill?: 'toself'
  readonly fillcolor?: string
  readonly line?: { readonly color?: string; readonly width: number; readonly dash?: string }
  readonly customdata?: readonly (readonly [row: number, curveId: string])[]
  readonly cliponaxis?: boolean
  readonly marker?: {
    readonly symbol: string
    readonly size: number
    readonly color: string
    readonly line: { readonly width: number; readonly color?: string }
  }
}

interface TraceInput {
  readonly geometry: FigureGeometry
  readonly tokens: PlotTokens
  /** The curve drawn with its band; null draws every band. */
  readonly highlightedId: string | null
  readonly hasBand: boolean
  /** Grey, thin, under everything: the fit before the change that is being tried, or the other curves of many. */
  readonly context: readonly Polyline[]
  /** Curves shown as `context` only. */
  readonly hiddenIds: ReadonlySet<string>
}

/** As few traces as there are looks: Plotly's time per update goes by trace, not by point. */
export function plotTraces({
  geometry,
  tokens,
  highlightedId,
  hasBand,
  context,
  hiddenIds,
}: TraceInput): ScatterTrace[] {
  const shown = geometry.curves.filter(({ curve }) => !hiddenIds.has(curve.id))
  const banded = shown.filter(({ curve }) => highlightedId === null || curve.id === highlightedId)
  return [
    ...(hasBand ? banded.flatMap((drawn) => bandTrace(drawn, tokens)) : []),
    ...(context.length > 0 ? [lineTrace(joined(context), { color: tokens.edge, width: 1 })] : []),
    ...shown.flatMap((drawn) => curveTraces(drawn, tokens)),
    ...shown.map((drawn) => includedTrace(geometry, drawn, tokens)),
    ...excludedTrace(geometry, shown, tokens),
  ]
}

function bandTrace({ band, curve }: GeometryCurve, tokens: PlotTokens): ScatterTrace[] {
  if (band === null) return []
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: [...band.lower.x, ...band.upper.x.toReversed()],
      y: [...band.lower.y, ...band.upper.y.toReversed()],
      fill: 'toself',
      fillcolor: withAlpha(colourOf(curve.series, tokens), 0.15),
      line: { width: 0 },
      hoverinfo: 'skip',
    },
  ]
}

function curveTraces({ curve, inside, beyond }: GeometryCurve, tokens: PlotTokens): ScatterTrace[] {
  const color = colourOf(curve.series, tokens)
  const { dash } = seriesStyle(curve.series)
  const solid = lineTrace(inside, { color, width: 2, dash: dashText(dash) })
  const dashed = lineTrace(joined(beyond), { color, width: 1.5, dash: dashText(EXTRAPOLATED_DASH) })
  return [...(beyond.length > 0 ? [dashed] : []), ...(inside.x.length > 0 ? [solid] : [])]
}

function lineTrace(line: Gapped, style: { color: string; width: number; dash?: string }): ScatterTrace {
  return { type: 'scatter', mode: 'lines', x: [...line.x], y: [...line.y], line: style, hoverinfo: 'skip' }
}

function includedTrace(geometry: FigureGeometry, drawn: GeometryCurve, tokens: PlotTokens): ScatterTrace {
  const points = drawn.points.filter(({ point }) => !point.isExcluded)
  return {
    ...pointTrace(geometry, points),
    marker: {
      symbol: seriesStyle(drawn.curve.series).marker,
      size: MARKER_PX + 1,
      color: colourOf(drawn.curve.series, tokens),
      line: { width: 1, color: tokens.bg },
    },
  }
}

/** All curves' excluded points in one trace, drawn last: on top. */
function excludedTrace(
  geometry: FigureGeometry,
  shown: readonly GeometryCurve[],
  tokens: PlotTokens,
): ScatterTrace[] {
  const points = shown.flatMap((drawn) => drawn.points.filter(({ point }) => point.isExcluded))
  if (points.length === 0) return []
  const marker = {
    symbol: 'square-x-open',
    size: MARKER_PX + 1,
    color: tokens.excluded,
    line: { width: 1.2 },
  }
  return [{ ...pointTrace(geometry, points), marker }]
}

function pointTrace({ dose, area }: FigureGeometry, points: readonly GeometryPoint[]): ScatterTrace {
  const [low, high] = doseRange(dose)
  return {
    type: 'scatter',
    mode: 'markers',
    // Back from px, so that dodged points stand aside by whole markers at every size.
    x: points.map(({ x }) => low + ((x - area.x) / area.width) * (high - low)),
    y: points.map(({ point }) => point.response),
    customdata: points.map(({ curveId, point }) => [point.row, curveId] as const),
    hoverinfo: 'none',
    cliponaxis: false,
  }
}

interface Gapped {
  readonly x: readonly (number | null)[]
  readonly y: readonly (number | null)[]
}

/** Several lines as one trace, with a gap between them. */
function joined(lines: readonly Polyline[]): Gapped {
  return {
    x: lines.flatMap((line) => [...line.x, null]),
    y: lines.flatMap((line) => [...line.y, null]),
  }
}

function colourOf(series: number, tokens: PlotTokens): string {
  return tokens.series[series % tokens.series.length] ?? tokens.text
}

function dashText(dash: readonly number[]): string {
  return dash.length === 0 ? 'solid' : dash.map((length) => `${length}px`).join(',')
}

/** #rrggbb with an opacity; other notations are left as they are. */
function withAlpha(colour: string, alpha: number): string {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1)
  if (digits === undefined) return colour
  return `rgba(${digits.map((pair) => Number.parseInt(pair, 16)).join(',')},${alpha})`
}
