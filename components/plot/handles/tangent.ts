import type { FigureGeometry } from '@/lib/figure/geometry.ts'

/** The tangent of a curve at its midpoint. */
export interface Tangent {
  readonly logDose: number
  readonly response: number
  readonly hill: number
  /** Rise of the tangent per decade of dose and unit of hill, in response units. */
  readonly perHill: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** From the midpoint to the tick, in px: clear of the midpoint's own mark. */
const REACH_PX = 46
/** Flatter or steeper than this no pointer can tell apart. */
const FLATTEST = 0.05
const STEEPEST = 10

/** Where the tick of a hill lies: on the tangent, towards lower doses. */
export function tickPlace(tangent: Tangent, hill: number, geometry: FigureGeometry): Place {
  const { pivot, perDecade, perUnit } = frameOf(tangent, geometry)
  const [dx, dy] = [-perDecade, perUnit * tangent.perHill * hill]
  const length = Math.hypot(dx, dy)
  return { x: pivot.x + (REACH_PX * dx) / length, y: pivot.y + (REACH_PX * dy) / length }
}

/**
 * The hill whose tangent goes through a place. It keeps the sign of the tangent's own hill: a pointer across the
 * midpoint asks for the steepest or the flattest curve, not for one that turns round.
 */
export function hillAt(tangent: Tangent, place: Place, geometry: FigureGeometry): number {
  const { pivot, perDecade, perUnit } = frameOf(tangent, geometry)
  const decades = Math.min(place.x - pivot.x, -1) / perDecade
  const rise = (pivot.y - place.y) / perUnit
  const hill = rise / decades / tangent.perHill
  const [low, high] = hillRange(tangent.hill)
  return Math.max(low, Math.min(high, hill))
}

/** What a slope's handle may take, widened for the one it has. */
export function hillRange(hill: number): readonly [number, number] {
  const flattest = Math.min(FLATTEST, Math.abs(hill))
  const steepest = Math.max(STEEPEST, Math.abs(hill))
  return hill < 0 ? [-steepest, -flattest] : [flattest, steepest]
}

function frameOf({ logDose, response }: Tangent, { xOf, yOf }: FigureGeometry) {
  const pivot = { x: xOf(logDose), y: yOf(response) }
  return { pivot, perDecade: xOf(logDose + 1) - pivot.x, perUnit: pivot.y - yOf(response + 1) }
}
