import type { FigureGeometry, GeometryPoint } from '@/lib/figure/geometry.ts'
import type { FigureInput } from '@/lib/figure/types.ts'
import { findPoint, type PointRef } from './point-steps.ts'

interface Selection {
  readonly figure: FigureInput
  readonly row: number | null
  readonly curveId: string | null
}

/** The point of a selected row: on the curve asked for, else the highlighted one, else the first that has it. */
export function selectedPoint(
  geometry: FigureGeometry,
  { figure, row, curveId }: Selection,
): GeometryPoint | null {
  if (row === null) return null
  const ids = [curveId ?? figure.highlightedId, ...figure.curves.map(({ id }) => id)]
  for (const id of ids) {
    const point = id === null ? null : findPoint(geometry.curves, { row, curveId: id })
    if (point !== null) return point
  }
  return null
}

/** Plotly's events are untyped; ours carry [row, curveId] on every point trace and nothing on lines. */
export function eventPoint(event: unknown): PointRef | null {
  if (typeof event !== 'object' || event === null || !('points' in event) || !Array.isArray(event.points))
    return null
  const [first]: readonly unknown[] = event.points
  if (typeof first !== 'object' || first === null || !('customdata' in first)) return null
  const [row, curveId]: readonly unknown[] = Array.isArray(first.customdata) ? first.customdata : []
  return typeof row === 'number' && typeof curveId === 'string' ? { row, curveId } : null
}
