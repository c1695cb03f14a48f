import { at, LN10 } from '../numbers.ts'
import type { Model, ParameterSpec } from './model.ts'
import { peakBetween, rootBetween } from './seek-dose.ts'
import { G, G_U, Q, SHAPE_PLACES } from './shape.ts'
import { logistic } from './shapes.ts'
import { BOTTOM_SPEC, location, plain, plateau, SHALLOWEST_HILL, STEEPEST_HILL, TOP_SPEC } from './specs.ts'

/** Places in the vector; the last is there in the variant with an end of its own. */
const [BOTTOM, TOP, FIRST, HILL_FIRST, SECOND, HILL_SECOND, END] = [0, 1, 2, 3, 4, 5, 6]

const HILLS = { limits: [SHALLOWEST_HILL, STEEPEST_HILL] } as const
const SPECS: readonly ParameterSpec[] = [
  BOTTOM_SPEC,
  TOP_SPEC,
  location('logEc50First', 'rising EC50'),
  plain('hillFirst', 'rising hill', HILLS),
  location('logEc50Second', 'falling EC50'),
  plain('hillSecond', 'falling hill', HILLS),
]

const up = new Float64Array(SHAPE_PLACES)
const down = new Float64Array(SHAPE_PLACES)

function fill(theta: Float64Array, logDose: number): void {
  logistic.derivatives(at(theta, HILL_FIRST) * LN10 * (logDose - at(theta, FIRST)), 1, up)
  logistic.derivatives(at(theta, HILL_SECOND) * LN10 * (at(theta, SECOND) - logDose), 1, down)
}

/**
 * B2 + (B1 + (T − B1) · L(h1 (x − E1)) − B2) · L(h2 (E2 − x)), h1, h2 > 0, E1 ≤ E2; B2 = B1 in the first variant. T is
 * not the peak: with the two a decade apart and slope 1 the peak reaches 58 % of it.
 */
function makeBell(hasOwnEnd: boolean): Model {
  const endOf = (theta: Float64Array) => at(theta, hasOwnEnd ? END : BOTTOM)
  const value = (theta: Float64Array, logDose: number): number => {
    fill(theta, logDose)
    const level = at(theta, BOTTOM) * at(up, Q) + at(theta, TOP) * at(up, G)
    return endOf(theta) * at(down, Q) + level * at(down, G)
  }
  const doseSlope = (theta: Float64Array, logDose: number): number => {
    if (logDose === -Infinity) return 0
    fill(theta, logDose)
    const [bottom, top] = [at(theta, BOTTOM), at(theta, TOP)]
    const level = bottom * at(up, Q) + top * at(up, G)
    const rise = (top - bottom) * at(up, G_U) * at(theta, HILL_FIRST) * at(down, G)
    return LN10 * (rise - (level - endOf(theta)) * at(down, G_U) * at(theta, HILL_SECOND))
  }
  const peak = (theta: Float64Array): number => {
    const sign = at(theta, TOP) >= at(theta, BOTTOM) ? 1 : -1
    return peakBetween((x) => sign * value(theta, x), at(theta, FIRST) - 3, at(theta, SECOND) + 3)
  }
  const seek = (theta: Float64Array, level: number): number | null => {
    const far = at(theta, FIRST) - Math.min(300, 20 / at(theta, HILL_FIRST))
    return rootBetween((x) => value(theta, x) - level, far, peak(theta))
  }
  const ofEffect = (theta: Float64Array, fraction: number): number | null => {
    const bottom = at(theta, BOTTOM)
    return seek(theta, bottom + fraction * (value(theta, peak(theta)) - bottom))
  }
  const model: Model = {
    name: 'bell',
    variant: hasOwnEnd ? 'own-end' : 'returning',
    parameters: hasOwnEnd ? [...SPECS, plateau('bottomSecond', 'bottom at high dose')] : SPECS,
    shape: null,
    value,
    gradient(theta, logDose, out) {
      fill(theta, logDose)
      const [bottom, top] = [at(theta, BOTTOM), at(theta, TOP)]
      const level = bottom * at(up, Q) + top * at(up, G)
      const isMoving = logDose !== -Infinity
      const rise = isMoving ? (top - bottom) * at(up, G_U) * LN10 * at(down, G) : 0
      const fall = isMoving ? (level - endOf(theta)) * at(down, G_U) * LN10 : 0
      out[BOTTOM] = at(up, Q) * at(down, G) + (hasOwnEnd ? 0 : at(down, Q))
      out[TOP] = at(up, G) * at(down, G)
      out[FIRST] = rise === 0 ? 0 : -rise * at(theta, HILL_FIRST)
      out[HILL_FIRST] = rise === 0 ? 0 : rise * (logDose - at(theta, FIRST))
      out[SECOND] = fall === 0 ? 0 : fall * at(theta, HILL_SECOND)
      out[HILL_SECOND] = fall === 0 ? 0 : fall * (at(theta, SECOND) - logDose)
      if (hasOwnEnd) out[END] = at(down, Q)
    },
    doseSlope,
    limitAtZeroDose: (theta) => at(theta, BOTTOM),
    limitAtFullDose: endOf,
    limitGradient(_theta, end, out) {
      out.fill(0)
      out[end === 'full' && hasOwnEnd ? END : BOTTOM] = 1
    },
    midpoint: (theta) => ofEffect(theta, 0.5),
    logDoseOfEffect: (theta, fraction) => (fraction > 0 && fraction < 1 ? ofEffect(theta, fraction) : null),
    logDoseOfLevel: seek,
    location: () => null,
    equivalents: (theta) => [theta],
    mirror(theta, c) {
      const other = theta.slice()
      for (const k of hasOwnEnd ? [BOTTOM, TOP, END] : [BOTTOM, TOP]) other[k] = c - at(theta, k)
      return { variant: model, theta: other }
    },
    starts({ firstLogDose, lastLogDose }) {
      const starts: Float64Array[] = []
      const places = Array.from(
        { length: 9 },
        (_, i) => firstLogDose + ((lastLogDose - firstLogDose) * i) / 8,
      )
      for (const [i, e1] of places.entries()) {
        for (const e2 of places.slice(i + 1)) {
          for (const [h1, h2] of [
            [1, 1],
            [3, 3],
            [1, 4],
            [4, 1],
          ] as const) {
            starts.push(Float64Array.of(0, 0, e1, h1, e2, h2, ...(hasOwnEnd ? [0] : [])))
          }
        }
      }
      return starts
    },
  }
  return model
}

export const bell: Model = makeBell(false)
/** With a level of its own at high dose. */
export const bellOwnEnd: Model = makeBell(true)

/** log10 dose of the peak and the response there. */
export function bellPeak(model: Model, theta: Float64Array): { logDose: number; response: number } {
  const sign = at(theta, TOP) >= at(theta, BOTTOM) ? 1 : -1
  const logDose = peakBetween(
    (x) => sign * model.value(theta, x),
    at(theta, FIRST) - 3,
    at(theta, SECOND) + 3,
  )
  return { logDose, response: model.value(theta, logDose) }
}

/** The peak, and the doses at half of it on either side (null where not reached). */
export function bellSummary(model: Model, theta: Float64Array) {
  const { logDose, response } = bellPeak(model, theta)
  const end = model.limitAtFullDose(theta)
  const far = at(theta, SECOND) + Math.min(300, 20 / at(theta, HILL_SECOND))
  return {
    logDose,
    response,
    risingHalf: model.midpoint(theta),
    fallingHalf: rootBetween((x) => model.value(theta, x) - (end + response) / 2, logDose, far),
  }
}
