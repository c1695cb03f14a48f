import type { GeometryCurve, GeometryPoint } from '@/lib/figure/geometry.ts'

export interface PointRef {
  readonly row: number
  readonly curveId: string
}

export type StepKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

export function isStepKey(key: string): key is StepKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'
}

/**
 * The point an arrow key leads to. Left and right stay on the curve and go to the next dose, at the nearest
 * response; up and down go through all points of a dose, over every curve.
 *
 * @returns the current point where there is none further; the lowest dose of the first curve where none is selected.
 */
export function stepPoint(
  curves: readonly GeometryCurve[],
  from: PointRef | null,
  key: StepKey,
): GeometryPoint | null {
  const current = from === null ? null : findPoint(curves, from)
  if (current === null) return firstPoint(curves)
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight'
  return (isAcross ? acrossDoses(curves, current, key) : withinDose(curves, current, key)) ?? current
}

export function findPoint(
  curves: readonly GeometryCurve[],
  { row, curveId }: PointRef,
): GeometryPoint | null {
  const curve = curves.find((candidate) => candidate.curve.id === curveId)
  return curve?.points.find((at) => at.point.row === row) ?? null
}

function firstPoint(curves: readonly GeometryCurve[]): GeometryPoint | null {
  const points = curves.find((curve) => curve.points.length > 0)?.points ?? []
  return (
    points.toSorted((a, b) => a.point.dose - b.point.dose || a.point.response - b.point.response)[0] ?? null
  )
}

function acrossDoses(
  curves: readonly GeometryCurve[],
  current: GeometryPoint,
  key: StepKey,
): GeometryPoint | undefined {
  const sign = key === 'ArrowRight' ? 1 : -1
  const own = curves.find(({ curve }) => curve.id === current.curveId)?.points ?? []
  const ahead = own.filter((at) => sign * (at.point.dose - current.point.dose) > 0)
  const distance = (at: GeometryPoint): number => sign * (at.point.dose - current.point.dose)
  const nearest = Math.min(...ahead.map(distance))
  return ahead
    .filter((at) => distance(at) === nearest)
    .toSorted((a, b) => Math.abs(a.y - current.y) - Math.abs(b.y - current.y))[0]
}

function withinDose(
  curves: readonly GeometryCurve[],
  current: GeometryPoint,
  key: StepKey,
): GeometryPoint | undefined {
  const column = curves
    .flatMap(({ points }) => points)
    .filter((at) => at.point.dose === current.point.dose)
    .toSorted((a, b) => a.point.response - b.point.response || a.x - b.x)
  const place = column.findIndex((at) => at === current)
  return column[place + (key === 'ArrowUp' ? 1 : -1)]
}
