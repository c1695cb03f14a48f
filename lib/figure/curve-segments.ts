import type { FigureCurve } from './types.ts'

/** A polyline in data coordinates: x in log10 dose, y in response units. */
export interface Polyline {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

export interface CurveSegments {
  /** Within the tested doses: drawn solid (in the series' own dash). */
  readonly inside: Polyline
  /** Left and right of them: dashed; empty where the drawn curve does not reach beyond. */
  readonly beyond: readonly Polyline[]
}

const EMPTY: Polyline = { x: [], y: [] }

/** The fitted curve cut at the tested doses, with a point interpolated at each cut. Empty without a fit. */
export function curveSegments(curve: FigureCurve): CurveSegments {
  if (curve.band === null) return { inside: EMPTY, beyond: [] }
  const line = finiteLine(curve.band.dose, curve.band.fitted)
  if (curve.testedRange === null) return { inside: EMPTY, beyond: line.x.length > 1 ? [line] : [] }
  const [low, high] = [Math.log10(curve.testedRange[0]), Math.log10(curve.testedRange[1])]
  const beyond = [cut(line, -Infinity, low), cut(line, high, Infinity)]
  return { inside: cut(line, low, high), beyond: beyond.filter((part) => part.x.length > 1) }
}

/** 95 % band within the tested doses as its two edges; null where it must not be drawn. */
export function bandEdges(curve: FigureCurve): { readonly lower: Polyline; readonly upper: Polyline } | null {
  const { band, testedRange } = curve
  if (band === null || band.lower === null || band.upper === null || testedRange === null) return null
  const [low, high] = [Math.log10(testedRange[0]), Math.log10(testedRange[1])]
  const lower = cut(finiteLine(band.dose, band.lower), low, high)
  const upper = cut(finiteLine(band.dose, band.upper), low, high)
  return lower.x.length > 1 && upper.x.length > 1 ? { lower, upper } : null
}

/** Response of a polyline at a position, linear between its points; null outside it. */
export function valueAt(line: Polyline, at: number): number | null {
  const count = line.x.length
  for (let i = 1; i < count; i++) {
    const [x0, x1] = [line.x[i - 1] ?? NaN, line.x[i] ?? NaN]
    if (at < x0 || at > x1) continue
    const share = x1 === x0 ? 0 : (at - x0) / (x1 - x0)
    return (line.y[i - 1] ?? NaN) * (1 - share) + (line.y[i] ?? NaN) * share
  }
  return null
}

function finiteLine(dose: Float64Array, response: Float64Array): Polyline {
  const x: number[] = []
  const y: number[] = []
  dose.forEach((d, i) => {
    const value = response[i] ?? NaN
    if (!(d > 0) || !Number.isFinite(d) || !Number.isFinite(value)) return
    x.push(Math.log10(d))
    y.push(value)
  })
  return { x, y }
}

function cut(line: Polyline, low: number, high: number): Polyline {
  const x: number[] = []
  const y: number[] = []
  const push = (at: number, value: number | null): void => {
    if (value === null || x.at(-1) === at) return
    x.push(at)
    y.push(value)
  }
  push(low, valueAt(line, low))
  line.x.forEach((at, i) => {
    if (at >= low && at <= high) push(at, line.y[i] ?? null)
  })
  push(high, valueAt(line, high))
  return { x, y }
}
