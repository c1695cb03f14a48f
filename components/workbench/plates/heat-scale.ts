/** Which colour a value has: from −1 to 1 about a middle, or from 0 to 1 up from the lowest. */
export interface HeatScale {
  readonly kind: 'sequential' | 'diverging'
  readonly low: number
  readonly high: number
  /** CSS colour; null where the value is no number. */
  colorOf(value: number): string | null
}

/** Beyond these quantiles colours do not change, so that one wild well leaves the others apart. */
const LOW_QUANTILE = 0.02

/** Over the values of a plate. `diverging`: as far up as down about 0. */
export function heatScale(values: readonly number[], kind: HeatScale['kind']): HeatScale {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
  const [bottom, top] = [at(LOW_QUANTILE), at(1 - LOW_QUANTILE)]
  const size = Math.max(Math.abs(bottom), Math.abs(top))
  const [low, high] = kind === 'diverging' ? [-size, size] : [bottom, top]
  const span = high - low
  const place = (value: number) => (span > 0 ? Math.min(1, Math.max(0, (value - low) / span)) : 0.5)
  return {
    kind,
    low,
    high,
    colorOf: (value) => (Number.isFinite(value) ? color(place(value), kind) : null),
  }
}

/** Never quite the page's own colour, so that the lowest well is still a well. */
const FAINTEST = 6

function color(place: number, kind: HeatScale['kind']): string {
  if (kind === 'sequential') return mix('--s1', FAINTEST + (100 - FAINTEST) * place)
  const from = Math.abs(place - 0.5) * 2
  return mix(place < 0.5 ? '--s1' : '--s2', FAINTEST + (100 - FAINTEST) * from)
}

function mix(name: string, percent: number): string {
  return `color-mix(in oklab, var(${name}) ${percent.toFixed(0)}%, var(--bg))`
}
