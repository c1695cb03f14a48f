import { madeOnce } from '../made-once.ts'
import { bandEdges, curveSegments, type Polyline } from './curve-segments.ts'
import { dodgeShifts } from './dodge.ts'
import { doseAxis, dosePosition, doseRange, type DoseScale } from './dose-axis.ts'
import { curveLabels } from './curve-labels.ts'
import type { Box, PlacedLabel } from './label-placement.ts'
import { responseAxis } from './response-axis.ts'
import type { DoseAxis, FigureCurve, FigureInput, FigurePoint, ResponseAxis } from './types.ts'

export const MARKER_PX = 7

export interface GeometryPoint {
  readonly curveId: string
  readonly point: FigurePoint
  /** Centre in px, dodge included. */
  readonly x: number
  readonly y: number
}

export interface GeometryCurve {
  readonly curve: FigureCurve
  readonly points: readonly GeometryPoint[]
  readonly inside: Polyline
  readonly beyond: readonly Polyline[]
  readonly band: { readonly lower: Polyline; readonly upper: Polyline } | null
}

export interface FigureGeometry {
  /** The plot area in px. */
  readonly area: Box
  readonly dose: DoseAxis
  readonly response: ResponseAxis
  /** px of a log10 dose, of a response. */
  readonly xOf: (logDose: number) => number
  readonly yOf: (response: number) => number
  readonly curves: readonly GeometryCurve[]
  readonly labels: readonly PlacedLabel[]
}

export interface GeometryOptions {
  readonly area: Box
  readonly doseScale?: DoseScale
  /** Shared with other panels; absent, from the figure's own points. */
  readonly dose?: DoseAxis | undefined
  /** Shared, or held from an earlier view so that nothing jumps while a fit is tweaked. */
  readonly response?: ResponseAxis | undefined
  /** Width of a marker: dodged points stand one marker and its 1 px edge apart. */
  readonly markerPx?: number
  readonly labelFontPx?: number
  /** Where the labels were, by curve id: they stay while there is room. */
  readonly heldLabels?: ReadonlyMap<string, number>
  /** Curve names beside the curves; off where a panel title or caption names them. */
  readonly hasLabels?: boolean
}

/** Everything the page and the pushed SVG draw, in px of the given plot area. */
export function figureGeometry(input: FigureInput, options: GeometryOptions): FigureGeometry {
  const { area } = options
  const dose = options.dose ?? figureDoseAxis(input, options.doseScale)
  const response = options.response ?? figureResponseAxis(input)
  const xOf = linearScale(doseRange(dose), [area.x, area.x + area.width])
  const yOf = linearScale(response.domain, [area.y + area.height, area.y])
  const shiftOf = pointShifts(input, { dose, xOf, yOf, markerPx: options.markerPx ?? MARKER_PX })
  const curves = input.curves.map((curve) => ({
    curve,
    points: curve.points.flatMap((point) => {
      const at = dosePosition(dose, point.dose)
      if (at === null || !Number.isFinite(point.response)) return []
      return [{ curveId: curve.id, point, x: xOf(at) + shiftOf(point), y: yOf(point.response) }]
    }),
    ...curveSegments(curve),
    band: bandEdges(curve),
  }))
  const labels =
    options.hasLabels === false
      ? []
      : curveLabels(curves, {
          area,
          xOf,
          yOf,
          fontPx: options.labelFontPx ?? 12,
          held: options.heldLabels,
          grid: { logDoses: dose.major.map(({ at }) => at), responses: response.major.map(({ at }) => at) },
        })
  return { area, dose, response, xOf, yOf, curves, labels }
}

/** Dose axis of every point of a figure, excluded ones too. */
export function figureDoseAxis(input: FigureInput, scale?: DoseScale): DoseAxis {
  const doses = input.curves.flatMap((curve) => curve.points.map((point) => point.dose))
  return doseAxis({ doses, label: input.doseLabel, unit: input.doseUnit, scale })
}

/** Response axis that holds every point, and the curve and band within the tested doses. */
export function figureResponseAxis(input: FigureInput): ResponseAxis {
  return responseAxis({ values: input.curves.flatMap(responseReach), label: input.responseLabel })
}

/** The least and the greatest response that a curve has in view, or none: found once, as thousands share an axis. */
export const responseReach = madeOnce((curve: FigureCurve): readonly number[] => {
  let [low, high] = [Infinity, -Infinity]
  const take = (values: Iterable<number>) => {
    for (const value of values) {
      if (!Number.isFinite(value)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  take(curve.points.map(({ response }) => response))
  take(curveSegments(curve).inside.y)
  const band = bandEdges(curve)
  if (band !== null) {
    take(band.lower.y)
    take(band.upper.y)
  }
  return low > high ? [] : [low, high]
})

function linearScale(from: readonly [number, number], to: readonly [number, number]) {
  const factor = (to[1] - to[0]) / (from[1] - from[0])
  return (value: number): number => to[0] + (value - from[0]) * factor
}

interface Scales {
  readonly markerPx: number
  readonly dose: DoseAxis
  readonly xOf: (logDose: number) => number
  readonly yOf: (response: number) => number
}

/** Included points claim their place first, so that an excluded twin is the one that steps aside. */
function pointShifts(
  input: FigureInput,
  { dose, xOf, yOf, markerPx }: Scales,
): (point: FigurePoint) => number {
  const all = input.curves.flatMap((curve) => curve.points)
  const ordered = [...all.filter((p) => !p.isExcluded), ...all.filter((p) => p.isExcluded)]
  const places = ordered.map((p) => ({ x: xOf(dosePosition(dose, p.dose) ?? NaN), y: yOf(p.response) }))
  const shifts = dodgeShifts(places, markerPx + 1)
  const byPoint = new Map(ordered.map((point, i) => [point, shifts[i] ?? 0]))
  return (point) => byPoint.get(point) ?? 0
}
