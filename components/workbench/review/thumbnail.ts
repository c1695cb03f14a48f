import type { CurveData } from '@/lib/data-frame/types.ts'
import { figureGeometry, type FigureGeometry, type GeometryCurve } from '@/lib/figure/geometry.ts'
import { doseAxis } from '@/lib/figure/dose-axis.ts'
import { responseAxis } from '@/lib/figure/response-axis.ts'
import type { Box } from '@/lib/figure/label-placement.ts'
import type { DoseAxis, ResponseAxis } from '@/lib/figure/types.ts'
import type { Work } from '@/lib/workbench/types.ts'
import type { FitEntry } from '../fit-store.ts'
import { reviewCurve } from './review-curve.ts'

/** Axes that all thumbnails of a readout share, so that heights and places can be compared at a glance. */
export interface SharedAxes {
  readonly dose: DoseAxis
  readonly responseOf: (responseColumn: number) => ResponseAxis
}

/** Responses outside these quantiles may leave a thumbnail: one wild well does not flatten 5,000 curves. */
const QUANTILES = [0.002, 0.998] as const

export function sharedAxes(curves: readonly CurveData[], responseUnit: string): SharedAxes {
  const doses = new Set<number>()
  const byColumn = new Map<number, number[]>()
  for (const { dose, response, responseColumn } of curves) {
    for (const one of dose) doses.add(one)
    const values = byColumn.get(responseColumn) ?? []
    for (const one of response) if (Number.isFinite(one)) values.push(one)
    byColumn.set(responseColumn, values)
  }
  const axes = new Map(
    Array.from(byColumn, ([column, values]) => {
      const sorted = Float64Array.from(values).toSorted()
      const ends = QUANTILES.map((q) => sorted[Math.round(q * (sorted.length - 1))] ?? 0)
      return [column, responseAxis({ values: ends, label: responseUnit })] as const
    }),
  )
  const empty = responseAxis({ values: [], label: '' })
  return {
    dose: doseAxis({ doses: [...doses], label: '' }),
    responseOf: (column) => axes.get(column) ?? empty,
  }
}

export const THUMB_MARKER_PX = 4
const STEPS = 40

export interface ThumbnailInput {
  readonly curve: CurveData
  readonly entry: FitEntry | undefined
  readonly work: Work
  readonly axes: SharedAxes
  readonly area: Box
}

export type Thumbnail = FigureGeometry & { readonly only: GeometryCurve | null }

/** One curve in its small panel, in px of the tile. */
export function thumbnail({ curve, entry, work, axes, area }: ThumbnailInput): Thumbnail {
  const drawn = reviewCurve(work, curve, { entry, steps: STEPS })
  const geometry = figureGeometry(
    { title: '', doseLabel: '', responseLabel: '', curves: [drawn], highlightedId: null },
    {
      area,
      dose: axes.dose,
      response: axes.responseOf(curve.responseColumn),
      markerPx: THUMB_MARKER_PX,
      hasLabels: false,
    },
  )
  return { ...geometry, only: geometry.curves[0] ?? null }
}
