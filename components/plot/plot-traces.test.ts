import { describe, expect, it } from 'vitest'
import { CURVE_24H, MORTALITY_FIGURE } from '@/lib/figure/figure-fixture.ts'
import { doseRange } from '@/lib/figure/dose-axis.ts'
import { figureGeometry, figureResponseAxis } from '@/lib/figure/geometry.ts'
import type { PlotTokens } from './plot-tokens.ts'
import { plotArea } from './plot-area.ts'
import { plotLayout } from './plot-layout.ts'
import { plotTraces } from './plot-traces.ts'

const TOKENS: PlotTokens = {
  bg: '#ffffff',
  text: '#111111',
  muted: '#222222',
  edge: '#333333',
  hair: '#444444',
  accent: '#555555',
  excluded: '#666666',
  series: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#1b1f24'],
}
const SIZE = { width: 694, height: 540 }
const area = plotArea(SIZE, {
  doseLabel: 'Dose (µM)',
  response: figureResponseAxis(MORTALITY_FIGURE),
  hasLevels: false,
})
const geometry = figureGeometry(MORTALITY_FIGURE, { area })
const input = {
  geometry,
  tokens: TOKENS,
  highlightedId: CURVE_24H.id,
  hasBand: true,
  context: [],
  hiddenIds: new Set<string>(),
}

describe('plotTraces', () => {
  const traces = plotTraces(input)
  const points = traces.filter(({ mode }) => mode === 'markers')

  it('carries row and curve on every point, excluded ones last: on top', () => {
    expect(points.map(({ customdata }) => customdata?.length)).toEqual([21, 20, 1])
    expect(points.at(-1)?.customdata).toEqual([[10, 'HeLa|Mortality 48h']])
    expect(points.at(-1)?.marker?.symbol).toBe('square-x-open')
    expect(traces.at(-1)).toBe(points.at(-1))
  })

  it('puts points at their log dose, twins aside by a marker', () => {
    const [low, high] = doseRange(geometry.dose)
    expect(points[0]?.x[3]).toBeCloseTo(1, 9)
    expect(points[0]?.y[3]).toBe(25.288)
    expect(points[2]?.x[0]).toBeCloseTo(1 + (8 * (high - low)) / area.width, 9)
  })

  it('fills the band of the highlighted curve only, and none when switched off', () => {
    expect(traces.filter(({ fill }) => fill === 'toself').map(({ fillcolor }) => fillcolor)).toEqual([
      'rgba(0,114,178,0.15)',
    ])
    expect(plotTraces({ ...input, hasBand: false }).some(({ fill }) => fill === 'toself')).toBe(false)
  })

  it('leaves hidden curves to the grey context', () => {
    const grey = { x: [0, 1], y: [10, 20] }
    const many = plotTraces({ ...input, context: [grey, grey], hiddenIds: new Set(['HeLa|Mortality 48h']) })
    expect(many.filter(({ line }) => line?.color === TOKENS.edge).map(({ x }) => x)).toEqual([
      [0, 1, null, 0, 1, null],
    ])
    expect(
      many.flatMap(({ customdata }) => customdata ?? []).some(([, id]) => id === 'HeLa|Mortality 48h'),
    ).toBe(false)
  })
})

describe('plotLayout', () => {
  it('gives Plotly the very area the layers are drawn in', () => {
    const layout = plotLayout({
      size: SIZE,
      area,
      dose: geometry.dose,
      response: geometry.response,
      tokens: TOKENS,
    })
    const { l = 0, r = 0, t = 0, b = 0 } = layout.margin ?? {}
    expect([l, t, SIZE.width - l - r, SIZE.height - t - b]).toEqual([area.x, area.y, area.width, area.height])
    expect(layout.xaxis?.range).toEqual([-1, 3])
    expect(layout.xaxis?.ticktext).toEqual(['0.1', '1', '10', '100', '1000'])
  })
})
