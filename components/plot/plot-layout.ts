import type { Layout } from 'plotly.js'
import { doseRange } from '@/lib/figure/dose-axis.ts'
import type { Box } from '@/lib/figure/label-placement.ts'
import type { DoseAxis, ResponseAxis } from '@/lib/figure/types.ts'
import { FONT_PX } from './plot-area.ts'
import type { PlotTokens } from './plot-tokens.ts'
import type { ElementSize } from './use-element-size.ts'

interface LayoutInput {
  readonly size: ElementSize
  readonly area: Box
  readonly dose: DoseAxis
  readonly response: ResponseAxis
  readonly tokens: PlotTokens
}

/**
 * Plotly layout with every range and tick given. The dose axis is linear over log10 doses, because a log axis has
 * no place left of it for dose 0.
 */
export function plotLayout({ size, area, dose, response, tokens }: LayoutInput): Partial<Layout> {
  const axis = {
    fixedrange: true,
    zeroline: false,
    showline: true,
    linecolor: tokens.edge,
    ticks: 'outside' as const,
    ticklen: 6,
    tickcolor: tokens.edge,
    gridcolor: tokens.hair,
    tickfont: { size: FONT_PX, color: tokens.muted },
    tickmode: 'array' as const,
    ticklabeloverflow: 'allow' as const,
  }
  const zero = dose.gutterX === null ? [] : [{ at: dose.gutterX, text: '0' }]
  const doseTicks = [...zero, ...dose.major]
  return {
    width: size.width,
    height: size.height,
    margin: {
      l: area.x,
      t: area.y,
      r: size.width - area.x - area.width,
      b: size.height - area.y - area.height,
      pad: 0,
    },
    font: { family: 'inherit', size: FONT_PX },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    showlegend: false,
    hovermode: 'closest',
    hoverdistance: 14,
    dragmode: false,
    uirevision: 'held',
    xaxis: {
      ...axis,
      range: [...doseRange(dose)],
      tickvals: doseTicks.map(({ at }) => at),
      ticktext: doseTicks.map(({ text }) => text),
      tickangle: 0,
      minor: minorTicks(dose.minor, tokens.edge),
    },
    yaxis: {
      ...axis,
      range: [...response.domain],
      tickvals: response.major.map(({ at }) => at),
      ticktext: response.major.map(({ text }) => text),
      minor: minorTicks(response.minor, tokens.edge),
    },
  }
}

function minorTicks(at: readonly number[], colour: string) {
  return {
    tickmode: 'array' as const,
    tickvals: [...at],
    ticks: 'outside' as const,
    ticklen: 3,
    tickcolor: colour,
  }
}
