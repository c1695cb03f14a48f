import { at, LN10 } from '../numbers.ts'
import { exp } from '../numerics/elementary.ts'
import type { ModelName, ParameterName } from '../types.ts'
import type { Model, ParameterSpec } from './model.ts'
import { firstRoot } from './seek-dose.ts'
import { BOTTOM_SPEC, location, plain, rangeOf, STEEPEST_HILL, TOP_SPEC } from './specs.ts'

/** Places in the vector. */
const [BOTTOM, TOP, LOG_E, HILL, HORMESIS, LOG_ONSET] = [0, 1, 2, 3, 4, 5]
/** How far past its location a hormesis curve is followed for its roots. */
const REACH_DECADES = 12

/** What stimulates: its size at a dose and its derivatives, per unit of g. */
export interface Stimulus {
  /** [value, ∂/∂logE, ∂/∂logOnset, ∂/∂x], each finite; `logDose` −∞ gives zeros. */
  fill(theta: Float64Array, logDose: number, out: Float64Array): void
  readonly hasOnset: boolean
}

interface HormesisSpec {
  readonly name: ModelName
  readonly variant?: string
  readonly stimulus: Stimulus
  /** hill < this: the curve must come back to the bottom. */
  readonly leastSteep: number
}

/** Model B + (T − B + g · stimulus) / (1 + v^b), v = dose / 10^logE, b = −hill. */
export function makeHormesis({ name, variant, stimulus, leastSteep }: HormesisSpec): Model {
  const s = new Float64Array(4)
  const fall = (theta: Float64Array, logDose: number) =>
    logisticOf(at(theta, HILL) * LN10 * (logDose - at(theta, LOG_E)))
  const value = (theta: Float64Array, logDose: number): number => {
    const d = fall(theta, logDose)
    stimulus.fill(theta, logDose, s)
    const [bottom, top] = [at(theta, BOTTOM), at(theta, TOP)]
    return bottom + (top - bottom) * d + (d === 0 ? 0 : at(theta, HORMESIS) * at(s, 0) * d)
  }
  const doseSlope = (theta: Float64Array, logDose: number): number => {
    if (logDose === -Infinity) return 0
    const d = fall(theta, logDose)
    if (d === 0) return 0
    stimulus.fill(theta, logDose, s)
    const height = at(theta, TOP) - at(theta, BOTTOM) + at(theta, HORMESIS) * at(s, 0)
    return height * d * (1 - d) * at(theta, HILL) * LN10 + at(theta, HORMESIS) * at(s, 3) * d
  }
  const seek = (theta: Float64Array, level: number): number | null => {
    const far = at(theta, LOG_E) + REACH_DECADES
    const near = at(theta, LOG_E) - REACH_DECADES
    return firstRoot((x) => value(theta, x) - level, far, near)
  }
  return {
    name,
    variant: variant ?? null,
    parameters: specsOf(stimulus, leastSteep),
    shape: null,
    value,
    gradient(theta, logDose, out) {
      const d = fall(theta, logDose)
      stimulus.fill(theta, logDose, s)
      const [bottom, top, g] = [at(theta, BOTTOM), at(theta, TOP), at(theta, HORMESIS)]
      const isMoving = logDose !== -Infinity && d > 0
      out[BOTTOM] = 1 - d
      out[TOP] = d
      out[HORMESIS] = isMoving ? at(s, 0) * d : 0
      const bend = isMoving ? (top - bottom + g * at(s, 0)) * d * (1 - d) * LN10 : 0
      out[LOG_E] = isMoving ? -bend * at(theta, HILL) + g * at(s, 1) * d : 0
      out[HILL] = isMoving ? bend * (logDose - at(theta, LOG_E)) : 0
      if (stimulus.hasOnset) out[LOG_ONSET] = isMoving ? g * at(s, 2) * d : 0
    },
    doseSlope,
    limitAtZeroDose: (theta) => at(theta, TOP),
    limitAtFullDose: (theta) => at(theta, BOTTOM),
    limitGradient(_theta, end, out) {
      out.fill(0)
      out[end === 'zero' ? TOP : BOTTOM] = 1
    },
    midpoint: (theta) => seek(theta, (at(theta, TOP) + at(theta, BOTTOM)) / 2),
    logDoseOfEffect: (theta, fraction) =>
      fraction > 0 && fraction < 1
        ? seek(theta, at(theta, TOP) + fraction * (at(theta, BOTTOM) - at(theta, TOP)))
        : null,
    logDoseOfLevel: seek,
    location: (theta) => ({ name: 'e', logDose: at(theta, LOG_E) }),
    equivalents: (theta) => [theta],
    mirror: () => null,
    starts({ firstLogDose, lastLogDose }) {
      const starts: Float64Array[] = []
      for (let i = 0; i <= 12; i++) {
        const logE = firstLogDose + ((lastLogDose - firstLogDose) * (i - 1)) / 10
        for (const hill of [-1.1, -1.6, -2.5, -4, -7, -14]) {
          starts.push(Float64Array.of(0, 0, logE, hill, 0, ...(stimulus.hasOnset ? [0] : [])))
        }
      }
      return starts
    },
  }
}

function specsOf(stimulus: Stimulus, leastSteep: number): ParameterSpec[] {
  const specs = [
    BOTTOM_SPEC,
    TOP_SPEC,
    location('logE', 'location'),
    plain('hill', 'hill', { limits: [-STEEPEST_HILL, leastSteep] }),
    span('hormesis', 'hormesis'),
  ]
  // The onset has the unit of the dose, so that the curve does not depend on it; fixed at 1 unless someone says.
  return stimulus.hasOnset ? [...specs, { ...location('logOnset', 'onset'), whenAbsent: 0 }] : specs
}

function span(name: ParameterName, title: string): ParameterSpec {
  const guard: ParameterSpec['guard'] = (reach) => [0, 1e4 * rangeOf(reach)]
  return { name, title, unit: 'span', isLinear: true, guard, whenAbsent: 'free' }
}

function logisticOf(u: number): number {
  const e = exp(-Math.abs(u))
  return u >= 0 ? 1 / (1 + e) : e / (1 + e)
}
