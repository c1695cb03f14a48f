'use client'

import { useMemo, useState } from 'react'
import type { DoseScale } from '@/lib/figure/dose-axis.ts'
import {
  figureDoseAxis,
  figureGeometry,
  figureResponseAxis,
  type FigureGeometry,
} from '@/lib/figure/geometry.ts'
import type { FigureCurve, FigureInput, ResponseAxis } from '@/lib/figure/types.ts'
import { plotArea } from './plot-area.ts'
import type { ElementSize } from './use-element-size.ts'

const MOST_COLOURED = 5

export interface PageGeometryInput {
  readonly figure: FigureInput
  readonly size: ElementSize
  readonly response: ResponseAxis
  readonly doseScale: DoseScale
  readonly hasLevels: boolean
}

/** The plot in px. Labels keep their place beside a moving curve for as long as they are free there. */
export function usePageGeometry(input: PageGeometryInput): FigureGeometry {
  const { figure, size, response, doseScale, hasLevels } = input
  const [heldLabels, setHeldLabels] = useState<ReadonlyMap<string, number>>(new Map())
  const geometry = useMemo(
    () => pageGeometry({ figure, size, response, doseScale, hasLevels }, heldLabels),
    [figure, size, response, doseScale, hasLevels, heldLabels],
  )
  const isHeld = geometry.labels.every(({ id, candidate }) => heldLabels.get(id) === candidate)
  if (!isHeld) setHeldLabels(new Map(geometry.labels.map(({ id, candidate }) => [id, candidate])))
  return geometry
}

function pageGeometry(
  { figure, size, response, doseScale, hasLevels }: PageGeometryInput,
  heldLabels: ReadonlyMap<string, number>,
): FigureGeometry {
  const dose = figureDoseAxis(figure, doseScale)
  const area = plotArea(size, { doseLabel: dose.label, response, hasLevels })
  // Curves behind a highlighted one lose their points, which would push its own aside.
  const curves = figure.curves.map((curve) => (isContext(figure, curve) ? { ...curve, points: [] } : curve))
  const hasLabels = figure.curves.length <= MOST_COLOURED
  return figureGeometry({ ...figure, curves }, { area, dose, response, hasLabels, heldLabels })
}

/** Many curves: all but the highlighted one (the first, where none is) are grey lines. */
export function isContext(figure: FigureInput, curve: FigureCurve): boolean {
  if (figure.curves.length <= MOST_COLOURED) return false
  return curve.id !== (figure.highlightedId ?? figure.curves[0]?.id)
}

/** Band and drop line belong to the highlighted curve; to all where none is. */
export function isBanded(figure: FigureInput, curve: FigureCurve): boolean {
  if (isContext(figure, curve)) return false
  return figure.highlightedId === null || curve.id === figure.highlightedId
}

/** A refit must not move the axis under the reader's eyes; other points, another label or Fit view may. */
export function useHeldResponseAxis(figure: FigureInput, viewKey: number): ResponseAxis {
  // The first fit may widen the axis for its band; later ones may not.
  const points = figure.curves.map(
    ({ id, points: own, band }) => `${id}:${own.length}:${own[0]?.response ?? ''}:${band !== null}`,
  )
  const key = [viewKey, figure.responseLabel, ...points].join('|')
  const [held, setHeld] = useState(() => ({ key, axis: figureResponseAxis(figure) }))
  if (held.key === key) return held.axis
  const next = { key, axis: figureResponseAxis(figure) }
  setHeld(next)
  return next.axis
}
