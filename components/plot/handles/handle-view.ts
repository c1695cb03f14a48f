import type { FigureGeometry } from '@/lib/figure/geometry.ts'
import type { Constraint, ParameterName } from '@/lib/fit/types.ts'
import { clampTo, logDoseScale, responseScale, snapTo, stepFrom } from './handle-scale.ts'
import { hillAt, hillRange, tickPlace, type Place, type Tangent } from './tangent.ts'

/** Parameters that can be taken hold of on the plot. */
export type HandleParameter = Extract<ParameterName, 'bottom' | 'top' | 'logEc50' | 'hill'>

/** `value` fixes the parameter, the others move one end of its bounds. */
export type HandleSide = 'value' | 'lower' | 'upper'

/** One handle as it is now. Values on the model's own scale: `logEc50` is log10 of the dose. */
export interface HandleView {
  readonly parameter: HandleParameter
  readonly side: HandleSide
  /** Shown by the shape. */
  readonly kind: Constraint['kind']
  readonly value: number
  /** No handle goes past the other end of its bounds, or a plateau past the other one that is held. */
  readonly limits: readonly [number, number]
  /** "Top plateau". */
  readonly label: string
  /** A value of it with its unit: "84.9 %". */
  textOf(value: number): string
}

/** Of a slope alone: what its handle turns about, held still for as long as it is dragged. */
export interface HandleFrame {
  readonly geometry: FigureGeometry
  readonly tangent: Tangent | null
}

/** Grid of the slope, which has no axis. */
const HILL_STEP = 0.01

/** Middle of the edges of a plateau's bounds, right of the response axis; half the height of those of a dose. */
export const EDGE_PX = 9
/** Under the dose axis, where the drop line ends. */
const FOOT_PX = 5

export function handleId({ parameter, side }: Pick<HandleView, 'parameter' | 'side'>): string {
  return `${parameter}-${side}`
}

/** What the handle says of itself: "84.9 %, free". */
export function valueText({ side, kind, value, textOf }: HandleView): string {
  return side === 'value' ? `${textOf(value)}, ${kind}` : textOf(value)
}

/** Middle of a handle in px; one whose value is out of view waits at the edge. Null for a slope without a tangent. */
export function handlePlace(view: HandleView, { geometry, tangent }: HandleFrame): Place | null {
  const { area } = geometry
  const bottom = area.y + area.height
  const isEdge = view.side !== 'value'
  if (view.parameter === 'hill') {
    if (tangent === null || isEdge) return null
    return tickPlace(tangent, view.value, geometry)
  }
  if (view.parameter === 'logEc50') {
    const { pxOf, domain } = logDoseScale(geometry)
    const x = pxOf(clampTo(view.value, domain))
    return { x, y: isEdge ? bottom - EDGE_PX : bottom + FOOT_PX }
  }
  const { pxOf, domain } = responseScale(geometry)
  const y = pxOf(clampTo(view.value, domain))
  return { x: isEdge ? area.x + EDGE_PX : area.x + area.width, y }
}

/** What the handle takes when the pointer is at a place. */
export function valueAtPlace(view: HandleView, place: Place, { geometry, tangent }: HandleFrame): number {
  if (view.parameter === 'hill') {
    if (tangent === null) return view.value
    return clampTo(snapTo(hillAt(tangent, place, geometry), HILL_STEP), view.limits)
  }
  const scale = view.parameter === 'logEc50' ? logDoseScale(geometry) : responseScale(geometry)
  const px = view.parameter === 'logEc50' ? place.x : place.y
  return clampTo(clampTo(snapTo(scale.valueAt(px), scale.step), scale.domain), view.limits)
}

/** What it takes after so many steps of a key. */
export function valueAfterSteps(view: HandleView, count: number, geometry: FigureGeometry): number {
  if (view.parameter === 'hill') return clampTo(stepFrom(view.value, count, HILL_STEP), view.limits)
  const scale = view.parameter === 'logEc50' ? logDoseScale(geometry) : responseScale(geometry)
  const target = stepFrom(view.value, count, scale.step)
  // From out of view a key may lead back in, but none leads further out.
  const [low, high] = scale.domain
  const reach = [Math.min(low, view.value), Math.max(high, view.value)] as const
  return clampTo(clampTo(target, reach), view.limits)
}

/** Ends of the handle's range as assistive technology hears them. */
export function ariaRange(view: HandleView, geometry: FigureGeometry): readonly [number, number] {
  const range =
    view.parameter === 'hill'
      ? hillRange(view.value)
      : (view.parameter === 'logEc50' ? logDoseScale : responseScale)(geometry).domain
  return [
    Math.min(view.value, Math.max(range[0], view.limits[0])),
    Math.max(view.value, Math.min(range[1], view.limits[1])),
  ]
}
