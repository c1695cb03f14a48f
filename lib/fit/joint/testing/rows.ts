import type { Constraints, ParameterName } from '../../types.ts'
import type { JointFit, JointRequest } from '../types.ts'

/** Numbers of mean 0 and SD near 1 from a seed (a sum of uniforms of a linear congruential generator). */
function noiseOf(seed: number): () => number {
  let state = seed
  const uniform = () => {
    state = (1664525 * state + 1013904223) % 4294967296
    return state / 4294967296
  }
  return () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6)
}

export const FREE: Constraints = {
  bottom: { kind: 'free' },
  top: { kind: 'free' },
  logEc50: { kind: 'free' },
  hill: { kind: 'free' },
}
const DOSES = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]

export interface Curve {
  readonly bottom: number
  readonly top: number
  readonly logEc50: number
  readonly hill: number
}

/** Two wells per dose of four-parameter logistic curves. */
export function rowsOf(curves: readonly Curve[], sd: number, seed = 1) {
  const noise = noiseOf(seed)
  const rows = curves.flatMap(({ bottom, top, logEc50, hill }, c) =>
    [...DOSES, ...DOSES].map((dose) => {
      const fraction = 1 / (1 + 10 ** (hill * (logEc50 - Math.log10(dose))))
      return { curve: `c${c}`, dose, response: bottom + (top - bottom) * fraction + sd * noise() }
    }),
  )
  return {
    curve: rows.map(({ curve }) => curve),
    dose: Float64Array.from(rows, ({ dose }) => dose),
    response: Float64Array.from(rows, ({ response }) => response),
  }
}

export function ask(rows: ReturnType<typeof rowsOf>, more: Partial<JointRequest> = {}): JointRequest {
  return {
    ...rows,
    model: 'logistic4',
    shared: ['bottom', 'top', 'hill'],
    constraints: FREE,
    covariance: 'expected',
    level: 0.95,
    responseScale: 'percent',
    absoluteLevel: null,
    profile: false,
    ...more,
  }
}

export function valueOf(fit: JointFit, name: ParameterName, curve: string | null = null) {
  const found = fit.parameters.find((one) => one.name === name && one.curve === curve)
  if (!found) throw new Error(`no ${name} of ${curve}`)
  return found
}

/** Curves that differ in their midpoints alone. */
export const plate = (count: number): Curve[] =>
  Array.from({ length: count }, (_, c) => ({
    bottom: 3,
    top: 97,
    logEc50: -1 + (1.7 * (c % 7)) / 6,
    hill: -1.2,
  }))
