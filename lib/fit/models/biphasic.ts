import { at, LN10 } from '../numbers.ts'
import type { Model } from './model.ts'
import { rootBetween } from './seek-dose.ts'
import { G, G_U, SHAPE_PLACES } from './shape.ts'
import { logistic } from './shapes.ts'
import { BOTTOM_SPEC, location, plain, STEEPEST_HILL, TOP_SPEC } from './specs.ts'

/** Places in the vector. */
const [BOTTOM, TOP, FRACTION, FIRST, SECOND, HILL_FIRST, HILL_SECOND] = [0, 1, 2, 3, 4, 5, 6]
const FAR_DECADES = 400

const first = new Float64Array(SHAPE_PLACES)
const second = new Float64Array(SHAPE_PLACES)
const HILLS = { limits: [-STEEPEST_HILL, STEEPEST_HILL], whenAbsent: 'unit' } as const

function fill(theta: Float64Array, logDose: number): void {
  logistic.derivatives(at(theta, HILL_FIRST) * LN10 * (logDose - at(theta, FIRST)), 1, first)
  logistic.derivatives(at(theta, HILL_SECOND) * LN10 * (logDose - at(theta, SECOND)), 1, second)
}

function fractionAt(theta: Float64Array, logDose: number): number {
  fill(theta, logDose)
  const share = at(theta, FRACTION)
  return share * at(first, G) + (1 - share) * at(second, G)
}

/** log10 dose at which the mixture is `fraction`; both steps go one way, so there is one. */
function doseOf(theta: Float64Array, fraction: number): number | null {
  if (!(fraction > 0 && fraction < 1)) return null
  const ends = [HILL_FIRST, HILL_SECOND].map((k) => Math.abs(at(theta, k)))
  const far = Math.min(FAR_DECADES, 20 / Math.min(...ends))
  const [low, high] = [
    Math.min(at(theta, FIRST), at(theta, SECOND)),
    Math.max(at(theta, FIRST), at(theta, SECOND)),
  ]
  return rootBetween((x) => fractionAt(theta, x) - fraction, low - far, high + far)
}

const rises = (theta: Float64Array) => at(theta, HILL_FIRST) > 0

/**
 * B + (T − B) · (φ · L(h1 (x − E1)) + (1 − φ) · L(h2 (x − E2))): two steps of one direction, E1 ≤ E2, h1 and h2 of one
 * sign, ±1 unless freed. Both midpoints are reported; the midpoint of the whole is a root.
 */
export const biphasic: Model = {
  name: 'biphasic',
  variant: null,
  parameters: [
    BOTTOM_SPEC,
    TOP_SPEC,
    plain('fraction', 'share of the first step', { limits: [0, 1] }),
    location('logEc50First', 'first EC50'),
    location('logEc50Second', 'second EC50'),
    plain('hillFirst', 'first hill', HILLS),
    plain('hillSecond', 'second hill', HILLS),
  ],
  shape: null,
  value(theta, logDose) {
    const g = fractionAt(theta, logDose)
    return at(theta, BOTTOM) * (1 - g) + at(theta, TOP) * g
  },
  gradient(theta, logDose, out) {
    const g = fractionAt(theta, logDose)
    const share = at(theta, FRACTION)
    const spread = at(theta, TOP) - at(theta, BOTTOM)
    const isMoving = logDose !== -Infinity
    const slope1 = isMoving ? spread * share * at(first, G_U) * LN10 : 0
    const slope2 = isMoving ? spread * (1 - share) * at(second, G_U) * LN10 : 0
    out[BOTTOM] = 1 - g
    out[TOP] = g
    out[FRACTION] = spread * (at(first, G) - at(second, G))
    out[FIRST] = slope1 === 0 ? 0 : -slope1 * at(theta, HILL_FIRST)
    out[SECOND] = slope2 === 0 ? 0 : -slope2 * at(theta, HILL_SECOND)
    out[HILL_FIRST] = slope1 === 0 ? 0 : slope1 * (logDose - at(theta, FIRST))
    out[HILL_SECOND] = slope2 === 0 ? 0 : slope2 * (logDose - at(theta, SECOND))
  },
  doseSlope(theta, logDose) {
    if (logDose === -Infinity) return 0
    fill(theta, logDose)
    const share = at(theta, FRACTION)
    const spread = (at(theta, TOP) - at(theta, BOTTOM)) * LN10
    return (
      spread *
      (share * at(first, G_U) * at(theta, HILL_FIRST) +
        (1 - share) * at(second, G_U) * at(theta, HILL_SECOND))
    )
  },
  limitAtZeroDose: (theta) => at(theta, rises(theta) ? BOTTOM : TOP),
  limitAtFullDose: (theta) => at(theta, rises(theta) ? TOP : BOTTOM),
  limitGradient(theta, end, out) {
    out.fill(0)
    out[(end === 'zero') === rises(theta) ? BOTTOM : TOP] = 1
  },
  midpoint: (theta) => doseOf(theta, 0.5),
  logDoseOfEffect: (theta, fraction) => doseOf(theta, rises(theta) ? fraction : 1 - fraction),
  logDoseOfLevel: (theta, level) =>
    doseOf(theta, (level - at(theta, BOTTOM)) / (at(theta, TOP) - at(theta, BOTTOM))),
  location: () => null,
  equivalents(theta) {
    const [b, t, share, e1, e2, h1, h2] = theta as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    return [
      theta,
      Float64Array.of(b, t, 1 - share, e2, e1, h2, h1),
      Float64Array.of(t, b, share, e1, e2, -h1, -h2),
      Float64Array.of(t, b, 1 - share, e2, e1, -h2, -h1),
    ]
  },
  mirror(theta, c) {
    const [b, t, share, e1, e2, h1, h2] = theta as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    return { variant: biphasic, theta: Float64Array.of(c - t, c - b, share, e1, e2, -h1, -h2) }
  },
  starts({ firstLogDose, lastLogDose }) {
    const starts: Float64Array[] = []
    const places = Array.from({ length: 9 }, (_, i) => firstLogDose + ((lastLogDose - firstLogDose) * i) / 8)
    for (const [i, e1] of places.entries()) {
      for (const e2 of places.slice(i + 1)) {
        for (const share of [0.25, 0.5, 0.75]) {
          for (const hill of [1, 2]) starts.push(Float64Array.of(0, 0, share, e1, e2, hill, hill))
        }
      }
    }
    return starts
  },
}
