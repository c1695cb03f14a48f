/** The five series of ui.md: colour, marker and dash change together, so that colour is never alone. */

export type MarkerShape = 'circle' | 'square' | 'triangle-up' | 'diamond' | 'triangle-down'

export interface SeriesStyle {
  readonly light: string
  readonly dark: string
  readonly marker: MarkerShape
  /** Dash lengths in px of a 2 px line; empty is solid. */
  readonly dash: readonly number[]
}

const BLUE: SeriesStyle = { light: '#0072B2', dark: '#56B4E9', marker: 'circle', dash: [] }

/** Okabe-Ito, the five that keep 3:1 against both grounds. */
export const SERIES: readonly SeriesStyle[] = [
  BLUE,
  { light: '#D55E00', dark: '#D55E00', marker: 'square', dash: [10, 4] },
  { light: '#009E73', dark: '#009E73', marker: 'triangle-up', dash: [5, 3] },
  { light: '#CC79A7', dark: '#CC79A7', marker: 'diamond', dash: [8, 3, 2, 3] },
  { light: '#1B1F24', dark: '#E6EAEE', marker: 'triangle-down', dash: [2, 3] },
]

export const EXCLUDED_COLOUR = { light: '#6E7781', dark: '#8B949E' } as const

/** Beyond the tested doses every line is drawn with this dash, shorter than any series' own. */
export const EXTRAPOLATED_DASH: readonly number[] = [3, 3]

/** Style of a series index; indices past the fifth start again (a figure shows at most five in colour). */
export function seriesStyle(index: number): SeriesStyle {
  const count = SERIES.length
  return SERIES[((index % count) + count) % count] ?? BLUE
}
