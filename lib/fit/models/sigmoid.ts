import { at, LN10 } from '../numbers.ts'
import type { ModelName } from '../types.ts'
import type { Location, Model } from './model.ts'
import { BOTTOM, HILL, LOG_EC50, TOP } from './parameters.ts'
import { G, G_S, G_U, Q, SHAPE_PLACES, type Shape } from './shape.ts'
import { BOTTOM_SPEC, HILL_SPEC, location, plain, TOP_SPEC } from './specs.ts'

/** Place of the asymmetry in the vector of a sigmoid that has one. */
export const ASYMMETRY = 4
/** s → ∞ is a Weibull curve, and s → 0 a plateau that is never left: neither is told from these. */
const ASYMMETRIES = [0.01, 100] as const

interface SigmoidSpec {
  readonly name: ModelName
  readonly variant?: string
  readonly shape: Shape
  /** Decades times hill from `logEc50` to the location e of other programs; null where they agree. */
  readonly locationOffset: ((asymmetry: number) => number) | null
  readonly mirrored: () => Model
}

const SPECS = [BOTTOM_SPEC, TOP_SPEC, location('logEc50', 'EC50'), HILL_SPEC]
const ASYMMETRY_SPEC = plain('asymmetry', 'asymmetry', { limits: ASYMMETRIES })

/** Model B + (T − B) · g(hill · ln 10 · (x − logEc50), s) of a shape g. */
export function makeSigmoid(spec: SigmoidSpec): Model {
  const { shape } = spec
  const places = new Float64Array(SHAPE_PLACES)
  const asymmetry = (theta: Float64Array) => (shape.hasAsymmetry ? at(theta, ASYMMETRY) : 1)
  const argument = (theta: Float64Array, logDose: number) =>
    at(theta, HILL) * LN10 * (logDose - at(theta, LOG_EC50))
  const fill = (theta: Float64Array, logDose: number) =>
    shape.derivatives(argument(theta, logDose), asymmetry(theta), places)
  const rises = (theta: Float64Array) => at(theta, HILL) > 0
  const doseOf = (theta: Float64Array, fraction: number) =>
    fraction > 0 && fraction < 1
      ? at(theta, LOG_EC50) + shape.inverse(fraction, asymmetry(theta)) / (at(theta, HILL) * LN10)
      : null
  const turned = (theta: Float64Array) => {
    const other = theta.slice()
    other[BOTTOM] = at(theta, TOP)
    other[TOP] = at(theta, BOTTOM)
    other[HILL] = -at(theta, HILL)
    return other
  }
  const model: Model = {
    name: spec.name,
    variant: spec.variant ?? null,
    parameters: shape.hasAsymmetry ? [...SPECS, ASYMMETRY_SPEC] : SPECS,
    shape,
    value(theta, logDose) {
      shape.fractions(argument(theta, logDose), asymmetry(theta), places)
      return at(theta, BOTTOM) * at(places, Q) + at(theta, TOP) * at(places, G)
    },
    gradient(theta, logDose, out) {
      fill(theta, logDose)
      const spread = at(theta, TOP) - at(theta, BOTTOM)
      // At dose 0 the curve is its plateau whatever the rest is; the product would be 0 · ∞.
      const slope = logDose === -Infinity ? 0 : spread * at(places, G_U) * LN10
      out[BOTTOM] = at(places, Q)
      out[TOP] = at(places, G)
      out[LOG_EC50] = slope === 0 ? 0 : -slope * at(theta, HILL)
      out[HILL] = slope === 0 ? 0 : slope * (logDose - at(theta, LOG_EC50))
      if (shape.hasAsymmetry) out[ASYMMETRY] = logDose === -Infinity ? 0 : spread * at(places, G_S)
    },
    doseSlope(theta, logDose) {
      if (logDose === -Infinity) return 0
      fill(theta, logDose)
      return (at(theta, TOP) - at(theta, BOTTOM)) * at(places, G_U) * LN10 * at(theta, HILL)
    },
    limitAtZeroDose: (theta) => at(theta, rises(theta) ? BOTTOM : TOP),
    limitAtFullDose: (theta) => at(theta, rises(theta) ? TOP : BOTTOM),
    limitGradient(theta, end, out) {
      out.fill(0)
      out[(end === 'zero') === rises(theta) ? BOTTOM : TOP] = 1
    },
    midpoint: (theta) => at(theta, LOG_EC50),
    logDoseOfEffect: (theta, fraction) => doseOf(theta, rises(theta) ? fraction : 1 - fraction),
    logDoseOfLevel(theta, level) {
      const fraction = (level - at(theta, BOTTOM)) / (at(theta, TOP) - at(theta, BOTTOM))
      return doseOf(theta, fraction)
    },
    location(theta): Location | null {
      if (spec.locationOffset === null) return null
      const decades = spec.locationOffset(asymmetry(theta)) / at(theta, HILL)
      return { name: 'e', logDose: at(theta, LOG_EC50) + decades }
    },
    equivalents: (theta) => (shape.mirrored() === shape ? [theta, turned(theta)] : [theta]),
    mirror(theta, c) {
      // c − y turned so that the plateaus keep their order.
      const other = turned(theta)
      other[BOTTOM] = c - at(theta, TOP)
      other[TOP] = c - at(theta, BOTTOM)
      return { variant: spec.mirrored(), theta: other }
    },
    starts: () => [],
  }
  return model
}
